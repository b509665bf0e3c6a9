"""A preview in a process of its own, and what it tells."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from made import Project


class Preview:
    """A preview that is under way."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.address = self.until("http://").split(" ")[0]

    def until(self, said: str) -> str:
        """The next line that begins with these words."""
        assert self.process.stderr is not None
        for line in self.process.stderr:
            if line.startswith(said):
                return line.rstrip("\n")
        raise AssertionError(f"it ended without saying {said!r}")

    def get(self, path: str) -> str:
        with urllib.request.urlopen(self.address + path) as answer:
            return str(answer.read().decode("utf-8"))

    def status(self, path: str) -> int:
        try:
            self.get(path)
        except urllib.error.HTTPError as error:
            with error:
                return int(error.code)
        return 200

    def state(self) -> dict[str, object]:
        """What the page is told as soon as it asks."""
        with urllib.request.urlopen(self.address + ".preview/events") as answer:
            found: dict[str, object] = json.loads(answer.readline().removeprefix(b"data: "))
            return found


@contextmanager
def previewed(project: Project) -> Iterator[Preview]:
    """Preview a project for a while."""
    command = [sys.executable, "-m", "maliviz.cli", "preview", "--port", "0"]
    with subprocess.Popen(command, cwd=project.root, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield Preview(process)
        finally:
            process.kill()
