"""
Get the peers into ``.work/`` and compile the C programs.

npm and PyPI packages stay in the work directory; Debian's are installed when the caller may.
"""

import os
import shutil
import subprocess
import sys

from benchmarks.servers import HERE, PEERS, WORK

_DEBIAN = ("nats-server", "nginx-light", "libnginx-mod-nchan")


def compile_programs() -> None:
    """
    Build the load generator and the floor.
    """
    subprocess.run(["make", "-s", "-C", str(HERE)], check=True)


def fetch_peers() -> None:
    """
    Install every peer; what cannot be had is named and left out.
    """
    node, venv = WORK / "node", WORK / "venv"
    node.mkdir(parents=True, exist_ok=True)
    shutil.copy(PEERS / "package.json", node)
    shutil.copy(PEERS / "ws/server.mjs", node)
    _try("npm", "install", "--silent", "--no-fund", "--no-audit", "--ignore-scripts", "--prefix", str(node))
    _try(sys.executable, "-m", "venv", str(venv))
    _try(str(venv / "bin/python"), "-m", "pip", "install", "-q", "-r", str(PEERS / "requirements.txt"))
    if os.geteuid() == 0:
        _try("apt-get", "install", "-y", "-q", "--no-install-recommends", *_DEBIAN)
    else:
        print("to measure nats and nchan as well: apt-get install", *_DEBIAN)


def _try(*command: str) -> None:
    try:
        subprocess.run(command, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"left out: {error}", file=sys.stderr)
