"""The tables as they stood in an earlier revision, taken out of git into a folder of their own.

Git is asked for the tree of the data folder and nothing else, so that neither the working copy
nor the index is touched.
"""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from maliviz.corpus.schema import FILE


class NoSuchVersion(Exception):
    """What was named is neither a folder of tables nor a revision that holds one."""


@contextmanager
def version(name: str, data: Path) -> Iterator[Path]:
    """Give the folder of the tables in a version: a folder, or a revision of the one in `data`."""
    folder = _folder(Path(name))
    if folder is not None:
        yield folder
        return
    archive = _archive(name, data)
    with TemporaryDirectory(prefix="maliviz-") as root:
        tables = Path(root) / data.resolve().name
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            tar.extractall(tables, filter="data")
        yield tables


def _folder(path: Path) -> Path | None:
    """A folder that holds tables, or whose folder `data` does."""
    for folder in (path, path / "data"):
        if (folder / FILE).is_file():
            return folder
    return path if path.is_dir() else None


def _archive(name: str, data: Path) -> bytes:
    if not data.is_dir():
        raise NoSuchVersion(f"{name}: is no folder, and {data} is none to ask git about")
    try:
        prefix = _git(data, "rev-parse", "--show-prefix").decode().strip("\n")
        top = Path(_git(data, "rev-parse", "--show-toplevel").decode().strip("\n"))
        tree = _git(top, "rev-parse", "--verify", "--end-of-options", f"{name}:{prefix}")
        # Below the top, git would look in the tree for the folder that it is asked from.
        return _git(top, "archive", "--format=tar", tree.decode().strip())
    except FileNotFoundError:
        raise NoSuchVersion(f"{name}: is no folder, and there is no git to ask") from None
    except subprocess.CalledProcessError as error:
        told = error.stderr.decode(errors="replace").strip().splitlines() or [""]
        rule = "is neither a folder nor a revision that holds these tables"
        # Git says no more than this of a name that it does not know.
        unknown = "Needed a single revision" in told[0]
        hint = "name one, such as HEAD or v1.0" if unknown else f"git says: {told[0]}"
        raise NoSuchVersion(f"{name}: {rule}; {hint}") from None


def _git(folder: Path, *arguments: str) -> bytes:
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, capture_output=True, check=True).stdout
