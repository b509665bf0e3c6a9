"""See the pages change while notebooks, tables and code are edited.

A build runs in a process of its own, so that changed code is the code that runs, and what fails
there fails alone. Its pages are taken into memory and served from there: while one build fails,
or is under way, the last good pages stay. They are served as they are published, with one line
before them: a script, which the server tells when to load the page anew.
"""

from __future__ import annotations

import json
import mimetypes
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

import maliviz
from maliviz.language import catalogues
from maliviz.problem import Problem, ProblemError
from maliviz.site.inputs import visible

HOST = "127.0.0.1"
PORTS = range(8000, 8100)
_EVERY = 0.5  # seconds
_EVENTS, _SCRIPT = "/.preview/events", "/.preview/script.js"

Say = Callable[[str], None]


class Shown(NamedTuple):
    """What the server shows: the last good pages, their number, and what is wrong now."""

    files: Mapping[str, bytes] = MappingProxyType({})
    version: int = 0
    error: str = ""

    def after(self, files: Mapping[str, bytes] | None, error: str) -> Shown:
        """Return what is shown after a build: its pages, or these and its error."""
        if files is None or files == self.files:
            return self._replace(error=error)
        return Shown(files, self.version + 1, error)


def preview(data: Path, notebooks: Path, port: int | None, say: Say) -> None:
    """Build, serve on this machine alone, and build anew at each change, until interrupted."""
    missing = [folder for folder in (data, notebooks) if not folder.is_dir()]
    if missing:
        raise ProblemError(Problem(str(folder), rule="not a directory") for folder in missing)
    with _server(port) as server, TemporaryDirectory(prefix="maliviz-") as root:
        threading.Thread(target=_serve, args=(server,), daemon=True).start()
        say(f"http://{HOST}:{server.server_port}/ (Ctrl-C ends it)")
        try:
            _build_at_each_change(server, (data, notebooks), Path(root) / "site", say)
        finally:
            server.shutdown()


def _serve(server: _Server) -> None:
    """Answer until the server is shut down; what signals say is for the main thread alone."""
    signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGHUP, signal.SIGINT, signal.SIGTERM))
    server.serve_forever(0.1)


def _build_at_each_change(server: _Server, sources: Sequence[Path], site: Path, say: Say) -> None:
    """Build, and build again after each change; what is saved during a build starts the next."""
    seen: object = None
    while True:
        times = _times([*sources, catalogues(sources[0]), Path(maliviz.__file__).parent])
        if times != seen:
            seen = times
            status, messages = _build(sources, site, say)
            files, error = (None, messages) if status else (_read(site), "")
            server.shown = server.shown.after(files, error)
            say("the pages stay as they were; waiting for a change" if status else "ready")
        time.sleep(_EVERY)


def _times(folders: Iterable[Path]) -> dict[Path, tuple[int, int]]:
    """When each file was last written, and how long it is."""
    times = {}
    for path in (path for folder in folders for path in visible(folder)):
        with suppress(OSError):
            if not path.is_dir():
                times[path] = path.stat().st_mtime_ns, path.stat().st_size
    return times


def _build(sources: Sequence[Path], site: Path, say: Say) -> tuple[int, str]:
    """Build in another process; return its exit status and its messages."""
    data, notebooks = sources
    options = ["--refresh", "--data", data, "--notebooks", notebooks, "--output", site]
    command = [sys.executable, "-m", "maliviz.cli", "build", *map(str, options)]
    lines: list[str] = []
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as build:
        try:
            for line in build.stderr or ():
                say(line.rstrip("\n"))
                lines.append(line)
        except BaseException:
            build.terminate()
            build.wait()
            raise
    return build.returncode, "".join(lines)


def _read(site: Path) -> dict[str, bytes]:
    paths = [path for path in site.rglob("*") if path.is_file() and not path.name.startswith(".")]
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in paths}


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    shown = Shown()

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that went away in the middle of an answer is no news."""


def _server(port: int | None) -> _Server:
    for one in PORTS if port is None else [port]:
        try:
            return _Server((HOST, one), _Handler)
        except OSError as error:
            rule = f"cannot be used ({error.strerror})"
    ports = f"port {port}" if port is not None else f"each port from {PORTS[0]} to {PORTS[-1]}"
    raise ProblemError([Problem(ports, rule=rule, hint="choose another one with --port")])


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        if path == _EVENTS:
            self._events()
        elif path == _SCRIPT:
            script = Path(__file__).parent / "templates" / "preview.js"
            self._answer(200, "text/javascript", script.read_bytes())
        else:
            self._page((path + "index.html" if path.endswith("/") else path).lstrip("/"))

    do_HEAD = do_GET

    def _page(self, name: str) -> None:
        files, version, error = self.server.shown
        raw = files.get(name)
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        if raw is None:
            self._answer(404, "text/html", with_script(_nothing(name, error), version))
        else:
            self._answer(200, kind, with_script(raw, version) if kind == "text/html" else raw)

    def _answer(self, status: int, kind: str, raw: bytes) -> None:
        self.send_response(status)
        text = kind.startswith("text/") or kind == "image/svg+xml"
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
        self.send_header("Content-Length", str(len(raw)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(raw)

    def _events(self) -> None:
        """Tell the state now, and again whenever it changes, for as long as the page is open."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        last = ""
        while True:
            _, version, error = self.server.shown
            message = json.dumps({"version": version, "error": error})
            # A line without content finds out whether anyone still listens.
            self.wfile.write(b":\n\n" if message == last else f"data: {message}\n\n".encode())
            self.wfile.flush()
            last = message
            time.sleep(_EVERY)

    def log_message(self, format: str, *arguments: object) -> None:
        """The terminal is for what is built, and not for what is asked for."""


def with_script(page: bytes, version: int) -> bytes:
    """A page as it is served: the script comes before the page's own policy, and so may run."""
    tag = f'<!doctype html><script src="{_SCRIPT}" data-version="{version}"></script>\n'
    return tag.encode() + page


def _nothing(name: str, error: str) -> bytes:
    reason = error or ("Building …" if name == "index.html" else f"There is no page {name}.")
    return (
        '<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>Preview</title>'
        f"<body><h1>Preview</h1><pre>{escape(reason)}</pre></body></html>\n"
    ).encode()
