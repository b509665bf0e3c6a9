"""At any moment, however it ends, one whole site stands in its place."""

from __future__ import annotations

import errno
import itertools
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from made import files

from maliviz.problem import ProblemError
from maliviz.site import folder as module
from maliviz.site.folder import MANIFEST, put, recover, unchanged

pytestmark = pytest.mark.slow

OLD = {"index.html": b"old", "data/a.csv": b"a"}
NEW = {"index.html": b"new", "people.html": b"new", "data/b.csv": b"b"}


def place_site(site: Path, files: dict[str, bytes]) -> None:
    put(site, files, "inputs of " + files["index.html"].decode())


def content(site: Path) -> dict[str, bytes]:
    return {name: raw for name, raw in files(site).items() if name != MANIFEST}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = tmp_path / "sité of ours"
    place_site(site, OLD)
    return site


def test_a_new_site_takes_the_place_of_the_old(site: Path) -> None:
    place_site(site, NEW)
    assert content(site) == NEW
    assert list(site.parent.iterdir()) == [site]


def test_a_site_is_unchanged_only_if_inputs_and_files_are(site: Path) -> None:
    assert unchanged(site, "inputs of old")
    assert not unchanged(site, "inputs of new")
    (site / "data/a.csv").write_bytes(b"edited")
    assert not unchanged(site, "inputs of old")


@pytest.mark.parametrize("beside", ["making", "before"])
def test_a_site_beside_which_something_was_left_is_not_unchanged(site: Path, beside: str) -> None:
    shutil.copytree(site, site.with_name(f".{site.name}.{beside}"))
    assert not unchanged(site, "inputs of old")
    place_site(site, OLD)
    assert list(site.parent.iterdir()) == [site]


def dies_at(step: int, work: Callable[[], None]) -> bool:
    """Run in a process that is killed at its nth change of a file; return whether it was."""
    child = os.fork()
    if child == 0:
        steps = [0]

        def count(event: str, arguments: tuple[Any, ...]) -> None:
            if event in ("open", "os.rename", "os.mkdir", "os.remove", "os.rmdir"):
                steps[0] += 1
                if steps[0] == step:
                    os._exit(9)

        sys.addaudithook(count)
        try:
            work()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_killed_at_any_point_it_is_whole_after_the_next_start(site: Path) -> None:
    seen = set()
    step = 1
    while dies_at(step, lambda: place_site(site, NEW)):
        recover(site)
        seen.add(content(site)["index.html"])
        assert content(site) in (OLD, NEW)
        assert list(site.parent.iterdir()) == [site]
        place_site(site, OLD)
        step += 1
    assert step > 15
    assert seen == {b"old", b"new"}


@pytest.mark.parametrize("beside", ["making", "before"])
def test_to_delete_what_is_ours_can_be_taken_up_again(
    site: Path, monkeypatch: pytest.MonkeyPatch, beside: str
) -> None:
    shutil.copytree(site, site.with_name(f".{site.name}.{beside}"))

    def cut_short(path: Path) -> None:
        (path / MANIFEST).unlink(missing_ok=True)
        raise OSError(errno.EIO, "cut short")

    with monkeypatch.context() as patch:
        patch.setattr(shutil, "rmtree", cut_short)
        with pytest.raises(OSError, match="cut short"):
            recover(site)
    recover(site)
    assert list(site.parent.iterdir()) == [site]


def fails_at(step: int, real: Callable[..., Any]) -> Callable[..., Any]:
    """A method of Path that finds the disk full at its nth call."""
    calls = itertools.count(1)

    def full(self: Path, *args: Any, **options: Any) -> Any:
        if next(calls) == step:
            raise OSError(errno.ENOSPC, "No space left on device", str(self))
        return real(self, *args, **options)

    return full


@pytest.mark.parametrize("name", ["write_bytes", "mkdir", "rename"])
def test_a_full_disk_leaves_the_old_site(
    site: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    for step in itertools.count(1):
        with monkeypatch.context() as patch:
            patch.setattr(Path, name, fails_at(step, getattr(Path, name)))
            try:
                place_site(site, NEW)
                break
            except OSError:
                assert content(site) == OLD
        assert list(site.parent.iterdir()) == [site]
    assert step > 1
    assert content(site) == NEW


@pytest.mark.parametrize("stray", ["notes.txt", "data/mine.csv", ".git/config"])
def test_files_of_others_are_never_deleted(site: Path, stray: str) -> None:
    (site / stray).parent.mkdir(exist_ok=True)
    (site / stray).write_text("mine")
    with pytest.raises(ProblemError, match=f"would be lost: {stray}; move them away"):
        place_site(site, NEW)
    assert content(site) == {**OLD, stray: b"mine"}


@pytest.mark.parametrize("manifest", [None, "no JSON", "[]", '{"files": ["index.html"]}'])
def test_a_folder_without_our_list_is_not_ours(site: Path, manifest: str | None) -> None:
    (site / MANIFEST).unlink()
    if manifest is not None:
        (site / MANIFEST).write_text(manifest)
    with pytest.raises(ProblemError, match="not made here"):
        place_site(site, NEW)
    assert content(site) == OLD


def test_files_that_come_while_we_work_stay(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = module._write

    def slowly(*arguments: Any) -> None:
        write(*arguments)
        (site / "late").touch()

    monkeypatch.setattr(module, "_write", slowly)
    with pytest.raises(ProblemError, match="late"):
        place_site(site, NEW)
    assert content(site) == {**OLD, "late": b""}


def test_an_empty_folder_can_be_taken(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    place_site(tmp_path / "site", NEW)
    assert content(tmp_path / "site") == NEW


def test_a_file_in_its_place_is_left(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine")
    with pytest.raises(ProblemError, match="is a file"):
        place_site(tmp_path / "site", NEW)


def test_a_folder_with_the_name_of_our_work_is_left(site: Path) -> None:
    work = site.with_name(f".{site.name}.making")
    work.mkdir()
    (work / "mine").touch()
    with pytest.raises(ProblemError, match="not ours"):
        place_site(site, NEW)
    assert (work / "mine").exists()
    assert content(site) == OLD


def test_two_at_once_take_turns(site: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda files: place_site(site, files), [OLD, NEW] * 20))
    assert content(site) in (OLD, NEW)
    assert list(site.parent.iterdir()) == [site]


def test_a_lock_goes_with_its_process(site: Path) -> None:
    hold = "import fcntl, os, sys\nfcntl.flock(os.open(sys.argv[1], 0), 2)\nos.kill(os.getpid(), 9)"
    subprocess.run([sys.executable, "-c", hold, str(site.parent)], check=False)
    place_site(site, NEW)
    assert content(site) == NEW
