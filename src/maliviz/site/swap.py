"""Put a finished site in the place of the old one, so that at any moment one of them is whole.

A folder cannot be replaced by a folder in one step. So a site is made in a folder beside its
place; the old one is renamed away, the new one is renamed in, the old one is deleted. A build
that was killed in between is put right by the next one. Files that we did not make are never
deleted: each site lists its own in `.maliviz.json`, and anything else in its place is an error.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from maliviz.site.faults import stop
from maliviz.site.lock import locked

MANIFEST = ".maliviz.json"
_MARKER = ".maliviz-work"


@dataclass(frozen=True)
class Place:
    """Where a site stands, and the names beside it that a build uses while it works."""

    site: Path

    @property
    def work(self) -> Path:
        """Folder in which the next site is made."""
        return self.site.with_name(f".{self.site.name}.making")

    @property
    def before(self) -> Path:
        """Where the old site stands for the moment of the swap."""
        return self.site.with_name(f".{self.site.name}.before")

    @property
    def tidy(self) -> bool:
        """Whether no build is at work here, and none was cut short."""
        return not any(path.exists() for path in (self.work, self.before, self.lock))

    @property
    def lock(self) -> Path:
        """File that keeps two builds apart."""
        return self.site.with_name(f".{self.site.name}.lock")


@contextmanager
def at_work(place: Place) -> Iterator[Path]:
    """Give an empty work folder beside the site, and take it away whatever happens."""
    if place.site.exists() and not place.site.is_dir():
        raise stop(f"{place.site}: is a file; choose a folder with --output")
    place.site.parent.mkdir(parents=True, exist_ok=True)
    with locked(place.lock):
        heal(place)
        refuse_foreign(place.site)
        try:
            place.work.mkdir()
            (place.work / _MARKER).touch()
            yield place.work
        finally:
            heal(place)


def heal(place: Place) -> None:
    """Finish or undo a swap that was cut short, and take away what a killed build left."""
    if place.before.exists() and not place.site.exists():
        place.before.rename(place.site)
    if place.before.exists():
        refuse_foreign(place.before)
        _delete(place.before, MANIFEST)
    if place.work.exists():
        if any(place.work.iterdir()) and not (place.work / _MARKER).exists():
            raise stop(f"{place.work}: is in the way, and is not ours; move it elsewhere")
        _delete(place.work, _MARKER)


def _delete(folder: Path, mark: str) -> None:
    """Delete a folder of ours; the file that tells whose it is goes last, if we are killed."""
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name != mark:
            path.unlink()
    shutil.rmtree(folder)


def refuse_foreign(folder: Path) -> None:
    """Raise PublishError if a folder holds files that no build of ours made."""
    manifest = _manifest(folder)
    known = {MANIFEST, *manifest["files"]} if manifest else set()
    foreign = [name for name in _names(folder) if name not in known]
    if foreign:
        shown = ", ".join(foreign[:5]) + (f" and {len(foreign) - 5} more" if foreign[5:] else "")
        raise stop(
            f"{folder}: holds files that were not made here, and would be lost: {shown}; "
            "move them away, or choose another folder with --output"
        )


def unchanged(folder: Path, inputs: str) -> bool:
    """Whether a site stands here that was made of just these inputs, with all files as made."""
    manifest = _manifest(folder)
    if manifest.get("inputs") != inputs:
        return False
    names = set(_names(folder)) - {MANIFEST}
    made = {name: _sum((folder / name).read_bytes()) for name in names}
    return made == manifest.get("files")


def write(folder: Path, files: Mapping[str, bytes], inputs: str) -> None:
    """Write a site and its list of files into a new folder."""
    sums = {name: _sum(raw) for name, raw in sorted(files.items())}
    manifest = json.dumps({"inputs": inputs, "files": sums}, ensure_ascii=False, indent=1) + "\n"
    for name, raw in [*files.items(), (MANIFEST, manifest.encode("utf-8"))]:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)


def swap(place: Place, new: Path) -> None:
    """Put a finished folder in the place of the site."""
    refuse_foreign(place.site)
    if place.site.exists():
        place.site.rename(place.before)
    new.rename(place.site)


def _names(folder: Path) -> list[str]:
    paths = folder.rglob("*") if folder.is_dir() else ()
    return sorted(
        path.relative_to(folder).as_posix()
        for path in paths
        if path.is_symlink() or not path.is_dir()
    )


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    whole = isinstance(found, dict) and isinstance(found.get("files"), dict)
    return found if whole else {}


def _sum(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
