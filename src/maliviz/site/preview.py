"""See the pages change while notebooks, tables and code are edited.

A build runs in a process of its own, so that changed code is the code that runs, and what fails
there fails alone. Its pages are taken into memory and served from there: while one build fails,
or is under way, the last good pages stay. The pages on disk are the published ones to the byte;
a script is added to them only as they are served, and told by the server when to load anew.
"""

from __future__ import annotations

import json
import mimetypes
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape, unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urlsplit

import maliviz
from maliviz.site.faults import PublishError, stop

HOST = "127.0.0.1"
FIRST_PORT = 8000
_PORTS = 100
_EVERY = 0.5
_BUILD = "import sys; from maliviz.cli import main; sys.exit(main(sys.argv[1:]))"
_EVENTS, _SCRIPT = "/.preview/events", "/.preview/script.js"
_POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(">)')

Say = Callable[[str], None]


@dataclass
class Shown:
    """What the server shows: the last good pages, their number, and what is wrong now."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    version: int = 0
    error: str = ""
    ended: bool = False
    changed: threading.Condition = field(default_factory=threading.Condition)

    def update(self, files: Mapping[str, bytes] | None, error: str) -> None:
        """Take new pages, or leave the old ones and show an error."""
        with self.changed:
            if files is not None and files != self.files:
                self.files, self.version = files, self.version + 1
            self.error = error
            self.changed.notify_all()

    def end(self) -> None:
        with self.changed:
            self.ended = True
            self.changed.notify_all()

    def state(self) -> str:
        return json.dumps({"version": self.version, "error": self.error})


def preview(data: Path, notebooks: Path, port: int | None, say: Say) -> None:
    """Build, serve on this machine alone, and build anew at each change, until interrupted."""
    if missing := [folder for folder in (data, notebooks) if not folder.is_dir()]:
        raise PublishError(f"{folder}: is no folder" for folder in missing)
    shown = Shown()
    with _server(shown, port) as server, TemporaryDirectory(prefix="maliviz-") as root:
        serving = threading.Thread(target=server.serve_forever, args=(0.1,))
        serving.start()
        say(f"http://{HOST}:{server.server_port}/ (Ctrl-C ends it)")
        try:
            _watch(shown, (data, notebooks), Path(root) / "site", say)
        finally:
            shown.end()
            server.shutdown()
            serving.join()


def _watch(shown: Shown, sources: Sequence[Path], site: Path, say: Say) -> None:
    pause = threading.Event()
    seen: object = None
    while True:
        # What is saved during a build differs from this and starts the next one.
        now = _times([*sources, Path(maliviz.__file__).parent])
        if now != seen:
            seen = now
            status, told = _build(sources, site, say)
            shown.update(None if status else _read(site), told if status else "")
            say("the pages stay as they were; waiting for a change" if status else "ready")
        pause.wait(_EVERY)


def _times(folders: Iterable[Path]) -> dict[Path, tuple[int, int]]:
    """When each file was last written, and how long it is."""
    times = {}
    for folder in folders:
        for path in folder.rglob("*"):
            if "__pycache__" not in path.parts and ".ipynb_checkpoints" not in path.parts:
                try:
                    found = path.stat()
                except OSError:
                    continue
                if not path.is_dir() and not path.name.endswith(".part"):
                    times[path] = found.st_mtime_ns, found.st_size
    return times


def _build(sources: Sequence[Path], site: Path, say: Say) -> tuple[int, str]:
    """Build in another process; return its exit status and what it said."""
    data, notebooks = sources
    options = ["--data", data, "--notebooks", notebooks, "--output", site]
    command = [sys.executable, "-c", _BUILD, "build", *map(str, options)]
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
    shown: Shown

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that went away in the middle of an answer is no news."""


def _server(shown: Shown, port: int | None) -> _Server:
    ports = range(FIRST_PORT, FIRST_PORT + _PORTS) if port is None else [port]
    for one in ports:
        try:
            server = _Server((HOST, one), _Handler)
        except OSError as error:
            refused = error.strerror
            continue
        server.shown = shown
        return server
    named = f"port {port}" if port is not None else f"each port from {ports[0]} to {ports[-1]}"
    raise stop(f"{named} cannot be used ({refused}); choose another one with --port")


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        if path == _EVENTS:
            self._events()
        elif path == _SCRIPT:
            self._answer(200, "text/javascript", _script().encode())
        else:
            self._page(path)

    do_HEAD = do_GET

    def _page(self, path: str) -> None:
        name = (path + "index.html" if path.endswith("/") else path).lstrip("/")
        shown = self.server.shown
        with shown.changed:
            raw, version, error = shown.files.get(name), shown.version, shown.error
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        if raw is None:
            self._answer(404, "text/html", _with_script(_nothing(name, error), version).encode())
        elif kind == "text/html":
            self._answer(200, kind, _with_script(raw.decode("utf-8"), version).encode("utf-8"))
        else:
            self._answer(200, kind, raw)

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
        shown, told = self.server.shown, ""
        while not shown.ended:
            with shown.changed:
                if shown.state() == told:
                    shown.changed.wait(timeout=5)
                now = shown.state()
            # A line that says nothing finds out whether anyone still listens.
            self.wfile.write(b":\n\n" if now == told else f"data: {now}\n\n".encode())
            self.wfile.flush()
            told = now

    def log_message(self, format: str, *arguments: object) -> None:
        """The terminal is for what is built, and not for what is asked for."""


def _with_script(page: str, version: int) -> str:
    """The page as it is served: its policy allows the script, which asks this server alone."""
    page = _POLICY.sub(lambda m: m[1] + escape(_relaxed(unescape(m[2]))) + m[3], page, count=1)
    tag = f'<script src="{_SCRIPT}" data-version="{version}"></script>'
    head, found, tail = page.rpartition("</body>")
    return f"{head}{tag}\n{found}{tail}" if found else page + tag


def _relaxed(policy: str) -> str:
    policy = re.sub(r"(?<![-\w])script-src 'none'", "script-src", policy)
    ask = "" if "connect-src" in policy else "; connect-src 'self'"
    return re.sub(r"(?<![-\w])script-src", "script-src 'self'", policy) + ask


def _nothing(name: str, error: str) -> str:
    told = error or f"There is no page {name}." if error or name != "index.html" else "Building …"
    title = "Preview"
    return (
        f'<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>{title}</title>'
        f"<body><h1>{title}</h1><pre>{escape(told)}</pre></body></html>\n"
    )


def _script() -> str:
    return (Path(__file__).parent / "templates" / "preview.js").read_text(encoding="utf-8")
