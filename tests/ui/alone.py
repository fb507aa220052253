"""A network of its own: nothing can be reached from it but the machine itself, by its loopback.

Run as a program: `unshare --net python alone.py COMMAND …` runs a command in it.
"""

import fcntl
import os
import shutil
import socket
import struct
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

MARK = "TESTED_ALONE"
"""Set for whatever runs in such a network."""

_OWN_NETWORK = ["unshare", "--net"] if os.geteuid() == 0 else ["unshare", "--net", "--map-root-user"]
_SIOCSIFFLAGS, _IFF_UP = 0x8914, 1


def is_alone():
    return MARK in os.environ


def possible():
    """Whether this system lets a process have a network of its own."""
    if not shutil.which("unshare"):
        return False
    here = [*_OWN_NETWORK, sys.executable, __file__, "true"]
    return subprocess.run(here, capture_output=True, check=False).returncode == 0


def again(test):
    """Runs a test, named as pytest names it, in a network of its own; shows what it said if it fails."""
    command = [*_OWN_NETWORK, sys.executable, __file__, sys.executable, "-m", "pytest", "-x", test]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, MARK: "1"}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, (done.stdout + done.stderr)[-6000:]
    assert "1 passed" in done.stdout, done.stdout


def main():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, _SIOCSIFFLAGS, struct.pack("16sH22x", b"lo", _IFF_UP))
    os.execvp(sys.argv[1], sys.argv[1:])


if __name__ == "__main__":
    main()
