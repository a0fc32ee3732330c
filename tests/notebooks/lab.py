"""A real JupyterLab on a free port, in a home of its own, and a real Chromium that can reach nothing else."""

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

import matcher

CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


def chromium() -> str:
    """The system's Chromium; the test skips without it."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("needs Chromium: apt-get install chromium")
    return found


@contextmanager
def lab(folder: Path, home: Path) -> Iterator[str]:
    """``matcher lab`` in a folder; yields the address of the notebook, token included; always stopped."""
    port, token = free_port(), secrets.token_hex(16)
    (home / "config").mkdir(parents=True)
    folder.mkdir(parents=True, exist_ok=True)
    settings = {
        "ServerApp": {"ip": "127.0.0.1", "port": port, "port_retries": 0, "allow_root": True},
        "IdentityProvider": {"token": token},
    }
    (home / "config" / "jupyter_server_config.json").write_text(json.dumps(settings))
    notices = home / "config" / "lab" / "user-settings" / "@jupyterlab" / "apputils-extension"
    notices.mkdir(parents=True)
    quiet = {"fetchNews": "false", "checkForUpdates": False}
    (notices / "notification.jupyterlab-settings").write_text(json.dumps(quiet))
    root = str(Path(matcher.__file__).parent.parent)
    here = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")}
    environment = here | {
        "HOME": str(home),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "IPYTHONDIR": str(home / "ipython"),
        "PYTHONPATH": os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])]),
    }
    command = [sys.executable, "-m", "matcher", "lab", "--no-browser", "--folder", "."]
    server = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    said: list[str] = []
    ready = threading.Event()
    reader = threading.Thread(target=listen, args=(server, said, ready))
    reader.start()
    try:
        if not ready.wait(120) or server.poll() is not None:
            raise AssertionError(f"JupyterLab did not start:\n{''.join(said)}")
        answering(port, server, said)
        yield f"http://127.0.0.1:{port}/lab/tree/01_find_partners.ipynb?token={token}"
    finally:
        stop(server, reader)


def listen(server: subprocess.Popen, said: list[str], ready: threading.Event) -> None:
    """Read what the server says until it ends; it is ready when it names its address."""
    with server.stdout:
        for line in server.stdout:
            said.append(line)
            if "is running at" in line:
                ready.set()
    ready.set()


def answering(port: int, server: subprocess.Popen, said: list[str]) -> None:
    """Wait until the port answers: the server names its address a moment before that."""
    until = time.monotonic() + 60
    while server.poll() is None and time.monotonic() < until:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise AssertionError(f"JupyterLab does not answer on port {port}:\n{''.join(said)}")


def stop(server: subprocess.Popen, reader: threading.Thread) -> None:
    """End the server and its kernels: asked first, then made to."""
    # The command and JupyterLab are one process group; a kernel ends when its server does.
    for order in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(server.pid, order)
        except ProcessLookupError:
            break
        reader.join(30)
        if not reader.is_alive():
            break
    server.wait(30)
    reader.join(30)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
