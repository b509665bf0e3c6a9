"""Put a finished site in the place of the old one, so that at any moment one of them is whole.

A folder cannot be replaced by a folder in one step. So a site is written into a folder beside its
place; the old one is renamed away, the new one is renamed in, the old one is deleted. What a
killed build left is put right by the next one. Files that we did not make are never deleted: each
site lists its own in `.maliviz.json`, and anything else in its place is an error.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from maliviz.problem import Problem, ProblemError

MANIFEST = ".maliviz.json"


def put(site: Path, files: Mapping[str, bytes], inputs: str) -> None:
    """Put files in the place of a site, which was made of these inputs.

    Raises ProblemError if files of others are in the way; two builds in one place take turns.
    """
    site.parent.mkdir(parents=True, exist_ok=True)
    with _locked(site.parent):
        if site.exists() and not site.is_dir():
            raise ProblemError([_problem(site, "is a file", "choose a folder with --output")])
        recover(site)
        check_ownership(site)
        try:
            _write(_work(site), files, inputs)
            check_ownership(site)
            if site.exists():
                site.rename(_before(site))
            _work(site).rename(site)
        finally:
            recover(site)


def recover(site: Path) -> None:
    """Finish or undo what was cut short, and delete what it left beside the site."""
    work, before = _work(site), _before(site)
    if before.exists() and not site.exists():
        before.rename(site)
    if before.exists():
        check_ownership(before)
        _delete(before)
    if work.exists():
        if any(work.iterdir()) and not (work / MANIFEST).exists():
            raise ProblemError([_problem(work, "is in the way, and not ours", "move it elsewhere")])
        _delete(work)


def check_ownership(folder: Path) -> None:
    """Raise ProblemError if a folder holds files that no build of ours made."""
    manifest = _manifest(folder)
    ours = {MANIFEST, *manifest["files"]} if manifest else set()
    foreign = [name for name in _names(folder) if name not in ours]
    if foreign:
        more = f" and {len(foreign) - 5} more" if foreign[5:] else ""
        rule = "holds files that were not made here, and would be lost: "
        hint = "move them away, or choose another folder with --output"
        raise ProblemError([_problem(folder, rule + ", ".join(foreign[:5]) + more, hint)])


def unchanged(site: Path, inputs: str) -> bool:
    """Whether a site stands here that was made of just these inputs, with all files as made."""
    manifest = _manifest(site)
    if manifest.get("inputs") != inputs or _work(site).exists() or _before(site).exists():
        return False
    names = set(_names(site)) - {MANIFEST}
    sums = {name: _sum((site / name).read_bytes()) for name in names}
    return bool(sums == manifest["files"])


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder, which the system releases when the process ends."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _work(site: Path) -> Path:
    """Folder in which the next site is written."""
    return site.with_name(f".{site.name}.making")


def _before(site: Path) -> Path:
    """Where the old site stands for the moment of the swap."""
    return site.with_name(f".{site.name}.before")


def _write(folder: Path, files: Mapping[str, bytes], inputs: str) -> None:
    """Write a site into a new folder; the list of its files comes first, and tells whose it is."""
    sums = {name: _sum(raw) for name, raw in sorted(files.items())}
    manifest = json.dumps({"inputs": inputs, "files": sums}, ensure_ascii=False, indent=1) + "\n"
    for name, raw in [(MANIFEST, manifest.encode("utf-8")), *files.items()]:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)


def _delete(folder: Path) -> None:
    """Delete a folder of ours; the list of its files goes last, if we are killed."""
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name != MANIFEST:
            path.unlink()
    shutil.rmtree(folder)


def _names(folder: Path) -> list[str]:
    paths = folder.rglob("*") if folder.is_dir() else ()
    files = [path for path in paths if path.is_symlink() or not path.is_dir()]
    return sorted(path.relative_to(folder).as_posix() for path in files)


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    valid = isinstance(manifest, dict) and isinstance(manifest.get("files"), dict)
    return manifest if valid else {}


def _problem(folder: Path, rule: str, hint: str) -> Problem:
    return Problem(str(folder), rule=rule, hint=hint)


def _sum(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
