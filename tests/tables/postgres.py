"""A PostgreSQL of our own for as long as the tests need one, where its programs are installed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


def programs() -> Path | None:
    """The folder of ``initdb`` and ``pg_ctl``; ``None`` where there is none."""
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return versions[-1].parent if versions else None


@contextmanager
def server() -> Iterator[Any]:
    """A connection to a new, empty server on this machine, which ends with the block."""
    import pg8000.dbapi

    own = programs()
    assert own is not None
    # The server refuses to be run by root, and lets its own user in without a password.
    user = "postgres" if hasattr(os, "geteuid") and os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    if user is not None:
        shutil.chown(folder, user)
    port = _free_port()

    def run(*command: str) -> None:
        told = subprocess.run(
            command, user=user, cwd=folder, capture_output=True, text=True, check=False
        )
        assert told.returncode == 0, told.stderr

    data = str(folder / "data")
    run(str(own / "initdb"), "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c fsync=off -k {folder}"
    run(str(own / "pg_ctl"), "-D", data, "-w", "-o", options, "-l", str(folder / "log"), "start")
    try:
        connection = pg8000.dbapi.connect(user="postgres", host="127.0.0.1", port=port)
        try:
            yield connection
        finally:
            connection.close()
    finally:
        run(str(own / "pg_ctl"), "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
