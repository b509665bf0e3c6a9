"""At any moment, however it ends, one whole site stands in its place."""

from __future__ import annotations

import errno
import itertools
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from made import files

from maliviz.site.faults import PublishError
from maliviz.site.lock import locked
from maliviz.site.swap import MANIFEST, Place, at_work, heal, swap, unchanged, write

OLD = {"index.html": b"old", "data/a.csv": b"a"}
NEW = {"index.html": b"new", "people.html": b"new", "data/b.csv": b"b"}


def put(place: Place, content: dict[str, bytes]) -> None:
    with at_work(place) as work:
        write(work / "site", content, "inputs of " + content["index.html"].decode())
        swap(place, work / "site")


def content(place: Place) -> dict[str, bytes]:
    return {name: raw for name, raw in files(place.site).items() if name != MANIFEST}


@pytest.fixture
def place(tmp_path: Path) -> Place:
    place = Place(tmp_path / "sité of ours")
    put(place, OLD)
    return place


def test_a_new_site_takes_the_place_of_the_old(place: Place) -> None:
    put(place, NEW)
    assert content(place) == NEW
    assert list(place.site.parent.iterdir()) == [place.site]


def test_a_site_is_unchanged_only_if_inputs_and_files_are(place: Place) -> None:
    assert unchanged(place.site, "inputs of old")
    assert not unchanged(place.site, "inputs of new")
    (place.site / "data/a.csv").write_bytes(b"edited")
    assert not unchanged(place.site, "inputs of old")


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
def test_killed_at_any_point_it_is_whole_after_the_next_start(place: Place) -> None:
    seen = set()
    step = 1
    while dies_at(step, lambda: put(place, NEW)):
        with at_work(place):
            seen.add(content(place)["index.html"])
            assert content(place) in (OLD, NEW)
        assert list(place.site.parent.iterdir()) == [place.site]
        put(place, OLD)
        step += 1
    assert step > 15
    assert seen == {b"old", b"new"}


@pytest.mark.parametrize(("left", "mark"), [("before", MANIFEST), ("work", ".maliviz-work")])
def test_to_delete_what_is_ours_can_be_taken_up_again(
    place: Place, monkeypatch: pytest.MonkeyPatch, left: str, mark: str
) -> None:
    folder: Path = getattr(place, left)
    shutil.copytree(place.site, folder)
    (folder / mark).touch()

    def cut_short(path: Path) -> None:
        (path / mark).unlink(missing_ok=True)
        raise OSError(errno.EIO, "cut short")

    with monkeypatch.context() as patch:
        patch.setattr(shutil, "rmtree", cut_short)
        with pytest.raises(OSError, match="cut short"):
            heal(place)
    heal(place)
    assert list(place.site.parent.iterdir()) == [place.site]


def fails_at(step: int, real: Callable[..., Any]) -> Callable[..., Any]:
    """A method of Path that finds the disk full at its nth call."""
    calls = itertools.count(1)

    def full(self: Path, *args: Any, **options: Any) -> Any:
        if next(calls) == step:
            raise OSError(errno.ENOSPC, "No space left on device", str(self))
        return real(self, *args, **options)

    return full


@pytest.mark.parametrize("name", ["write_bytes", "mkdir", "rename", "touch"])
def test_a_full_disk_leaves_the_old_site(
    place: Place, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    for step in itertools.count(1):
        with monkeypatch.context() as patch:
            patch.setattr(Path, name, fails_at(step, getattr(Path, name)))
            try:
                put(place, NEW)
                break
            except OSError:
                assert content(place) == OLD
        assert list(place.site.parent.iterdir()) == [place.site]
    assert step > 1
    assert content(place) == NEW


@pytest.mark.parametrize("stray", ["notes.txt", "data/mine.csv", ".git/config"])
def test_files_of_others_are_never_deleted(place: Place, stray: str) -> None:
    (place.site / stray).parent.mkdir(exist_ok=True)
    (place.site / stray).write_text("mine")
    with pytest.raises(PublishError, match=f"would be lost: {stray}; move them away"):
        put(place, NEW)
    assert content(place) == {**OLD, stray: b"mine"}


@pytest.mark.parametrize("manifest", [None, "no JSON", "[]", '{"files": ["index.html"]}'])
def test_a_folder_without_our_list_is_not_ours(place: Place, manifest: str | None) -> None:
    (place.site / MANIFEST).unlink()
    if manifest is not None:
        (place.site / MANIFEST).write_text(manifest)
    with pytest.raises(PublishError, match="not made here"):
        put(place, NEW)
    assert content(place) == OLD


def test_files_that_come_while_we_work_stay(place: Place) -> None:
    with at_work(place) as work:
        write(work / "site", NEW, "new")
        (place.site / "late").touch()
        with pytest.raises(PublishError, match="late"):
            swap(place, work / "site")
    assert content(place) == {**OLD, "late": b""}


def test_an_empty_folder_can_be_taken(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    put(Place(tmp_path / "site"), NEW)
    assert content(Place(tmp_path / "site")) == NEW


def test_a_file_in_its_place_is_left(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine")
    with pytest.raises(PublishError, match="is a file"):
        put(Place(tmp_path / "site"), NEW)


def test_a_folder_with_the_name_of_our_work_is_left(place: Place) -> None:
    place.work.mkdir()
    (place.work / "mine").touch()
    with pytest.raises(PublishError, match="is not ours"):
        put(place, NEW)
    assert (place.work / "mine").exists()
    assert content(place) == OLD


def test_two_at_once_do_not_meet(place: Place) -> None:
    with at_work(place), pytest.raises(PublishError, match=f"process {os.getpid()}"):
        put(place, NEW)
    assert content(place) == OLD


def test_the_lock_of_a_dead_process_holds_nobody(tmp_path: Path) -> None:
    (tmp_path / "lock").write_text("1")
    with locked(tmp_path / "lock"):
        pass
    assert list(tmp_path.iterdir()) == []
