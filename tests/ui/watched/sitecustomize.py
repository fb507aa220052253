"""Put in front of a program's path: writes down what it connects to, and where it writes."""

import ipaddress
import os
import sys

_LOG = os.environ["WATCHED_LOG"]
_ALLOWED = tuple(os.path.realpath(place) for place in os.environ["WATCHED_WRITABLE"].split(os.pathsep))
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


def _note(words: str) -> None:
    log = os.open(_LOG, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(log, (words + "\n").encode())
    os.close(log)


def _is_here(host: object) -> bool:
    name = host.decode() if isinstance(host, bytes) else str(host or "")
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return name in {"", "localhost", "None"}
    return address.is_loopback or address.is_unspecified


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.connect" and isinstance(arguments[1], tuple) and not _is_here(arguments[1][0]):
        _note(f"connect {arguments[1]}")
    elif event == "socket.getaddrinfo" and not _is_here(arguments[0]):
        _note(f"look up {arguments[0]}")
    elif event == "open" and isinstance(arguments[0], str | bytes) and int(arguments[2] or 0) & _WRITING:
        place = os.path.realpath(os.fsdecode(arguments[0]))
        if not place.startswith((*_ALLOWED, "/dev/", "/proc/")):
            _note(f"write {place}")


sys.addaudithook(_hook)
