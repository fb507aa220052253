"""Loaded by every Python whose path this folder is on: whoever turns to another machine is ended."""

import os
import socket
import sys

DENIED = 77
HERE = ("127.0.0.1", "::1", "localhost", "0.0.0.0", "::", "", None)


def _denied(host):
    print(f"turned to {host}", file=sys.stderr, flush=True)  # noqa: T201
    os._exit(DENIED)


def _connecting(connect):
    def guarded(self, address):
        if self.family != socket.AF_UNIX and address[0] not in HERE:
            _denied(address)
        return connect(self, address)

    return guarded


def _looking_up(look_up):
    def guarded(host, *rest, **options):
        name = host.decode() if isinstance(host, bytes) else host
        if name not in HERE and name != socket.gethostname():
            _denied(name)
        return look_up(host, *rest, **options)

    return guarded


socket.socket.connect = _connecting(socket.socket.connect)
socket.socket.connect_ex = _connecting(socket.socket.connect_ex)
socket.getaddrinfo = _looking_up(socket.getaddrinfo)
socket.gethostbyname = _looking_up(socket.gethostbyname)
