"""Two versions of the tables are compared in words, also where one of them is wrong."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from desk import Desk

from maliviz.cli import main
from maliviz.evidence.history import Difference, difference

AT_LEAST = "(the harbour master, in text H: At least 20 boats are home.)"


class Versions:
    """The island as it was, and as it is."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "was").mkdir()
        (root / "is").mkdir()
        self.was, self.now = Desk(root / "was"), Desk(root / "is")

    def difference(self) -> Difference:
        return difference(("OLD", self.was.folder), ("NEW", self.now.folder))


@pytest.fixture
def versions(tmp_path: Path) -> Versions:
    return Versions(tmp_path)


def test_nothing_changed(versions: Versions) -> None:
    assert versions.difference() == Difference((), ())


CHANGES: dict[str, tuple[Callable[[Desk], None], list[str]]] = {
    "a cell of a claim": (
        lambda desk: desk.put("claims", "boats-at-least-20", value="<=20"),
        [f'claims.csv: boats-at-least-20: value was ">=20", is "<=20" {AT_LEAST}'],
    ),
    "a cell that was empty": (
        lambda desk: desk.put("claims", "boats-at-least-20", note="Counted."),
        [f'claims.csv: boats-at-least-20: note was empty, is "Counted." {AT_LEAST}'],
    ),
    "a cell that is empty": (
        lambda desk: desk.put("documents", "parish", note=""),
        ['documents.csv: parish: note was "A leaf without a date.", is empty (Le phare de Skerra)'],
    ),
    "a gap": (
        lambda desk: desk.put("gaps", "wind", order="2", topic="storm", text="How it blew."),
        ["gaps.csv: wind: added: How it blew."],
    ),
    "the name of a speaker": (
        lambda desk: desk.put("actors", "harbour-master", name="his men"),
        ['actors.csv: harbour-master: name was "the harbour master", is "his men" (his men)'],
    ),
    "a reviewed comparison": (
        lambda desk: desk.put("comparisons", "mood", reviewed="Read twice."),
        ['comparisons.csv: mood: reviewed was empty, is "Read twice." (How do people feel?)'],
    ),
}


@pytest.mark.parametrize(("change", "told"), CHANGES.values(), ids=CHANGES)
def test_what_changed_is_told_and_nothing_else(
    versions: Versions, change: Callable[[Desk], None], told: list[str]
) -> None:
    change(versions.now)
    found = versions.difference()
    assert [line for line in found.changes if not line.startswith("the texts on")] == told
    assert found.problems == ()


def test_the_comparison_that_changes_with_a_fact(versions: Versions) -> None:
    versions.now.put("claims", "boats-about-50", value="50")
    versions.now.put("claims", "boats-at-least-20", value="<=20")
    (line,) = [one for one in versions.difference().changes if one.startswith("the texts on")]
    assert line.startswith(
        "the texts on boats-home (How many boats are home?): "
        'verdict was "compatible", is "conflict", disputed was "no", is "yes": '
    )


def test_a_claim_and_its_question_withdrawn(versions: Versions) -> None:
    for table, key in (("claims", "dog-not-seen"), ("questions", "dog-seen")):
        versions.now.drop(table, key)
    versions.now.drop("comparisons", "dog-seen")
    versions.now.put("passages", "h-5", use="set aside", reason="No matter.")
    changes = versions.difference().changes
    assert "claims.csv: dog-not-seen: withdrawn: The dog was not seen. (text H)" in changes
    assert changes[-1] == (
        'the texts on dog-seen (Was the dog seen?): was "single text", is not answered now'
    )
    back = difference(("NEW", versions.now.folder), ("OLD", versions.was.folder)).changes
    assert "claims.csv: dog-not-seen: added: The dog was not seen. (text H)" in back
    assert back[-1].startswith(
        "the texts on dog-seen (Was the dog seen?): was not answered, "
        'is "single text": Only text H says'
    )


def test_a_bad_side_is_told_and_compared_as_far_as_it_can_be_read(versions: Versions) -> None:
    versions.now.put("claims", "boats-at-least-20", value="many boats")
    found = versions.difference()
    assert found.changes == (
        f'claims.csv: boats-at-least-20: value was ">=20", is "many boats" {AT_LEAST}',
    )
    assert found.problems[0].startswith(
        'NEW: data/claims.csv:3: value = "many boats": neither a count'
    )
    assert found.problems[-1].startswith("what the texts say together was not compared")


def test_rows_that_were_lost_are_not_withdrawn(versions: Versions) -> None:
    versions.now.spoil("gaps.csv", lambda _: b"\xff")
    found = versions.difference()
    assert found.changes == ("gaps.csv: NEW cannot be read completely: lost rows are left out",)


def test_rows_that_were_lost_before_are_not_added(versions: Versions) -> None:
    versions.was.spoil("gaps.csv", lambda _: b"\xff")
    assert versions.difference().changes == (
        "gaps.csv: OLD cannot be read completely: lost rows are left out",
    )


def test_a_claim_that_is_not_confirmed_yet_is_compared(versions: Versions) -> None:
    versions.now.spoil("claims.csv", lambda raw: raw.replace(b",no,,,none", b",yes,,,none"))
    found = versions.difference()
    assert [line.split(": ")[1] for line in found.changes] == ["dog-not-seen"]
    assert len(found.problems) == 1


def test_a_column_that_is_new(versions: Versions) -> None:
    schema = versions.was.folder / "datapackage.json"
    text = schema.read_text(encoding="utf-8")
    assert '"name": "outlet"' in text
    schema.write_text(text.replace('"name": "outlet"', '"name": "paper"'), encoding="utf-8")
    versions.was.spoil("documents.csv", lambda raw: raw.replace(b",outlet,", b",paper,"))
    assert versions.difference().changes == (
        "documents.csv: the column outlet was added",
        "documents.csv: the column paper was withdrawn",
    )


def git(folder: Path, *arguments: str) -> None:
    settings = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "core.autocrlf=false"]
    subprocess.run(["git", *settings, *arguments], cwd=folder, check=True, capture_output=True)


def test_revisions_of_git(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "a b"
    root.mkdir()
    desk = Desk(root)
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "one")
    desk.put("gaps", "name-of-the-dog", text="Its name.")
    monkeypatch.chdir(root)
    said = 'gaps.csv: name-of-the-dog: text was "What the dog is called.", is "Its name."'
    assert main(["diff", "HEAD", "data"]) == 0
    assert capsys.readouterr().out.startswith(said)
    git(root, "commit", "-qam", "two")
    assert main(["diff", "HEAD~1", "HEAD"]) == 0
    assert capsys.readouterr().out.startswith(said)
    assert main(["diff", "HEAD", "."]) == 0
    assert capsys.readouterr().out == "no fact changed\n"
    shutil.copytree(root / "data", root / "new")
    for name, data in (("HEAD~9", "data"), ("HEAD", "new")):
        assert main(["diff", name, data, "--data", data]) == 1
        assert capsys.readouterr().err == (
            f"{name}: neither a directory nor a revision that holds these tables; "
            "name one, such as HEAD or v1.0\n"
        )


def test_without_git_two_folders_are_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(Desk(tmp_path).folder)
    monkeypatch.setenv("PATH", "")
    assert main(["diff", "HEAD", folder, "--data", folder]) == 1
    assert capsys.readouterr().err == (
        "HEAD: not a directory; no revision either, since there is no git to ask\n"
    )
    assert main(["diff", folder, folder, "--data", "nowhere"]) == 0


def test_a_bad_version_is_exit_status_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Desk(tmp_path)
    shutil.copytree(desk.folder, tmp_path / "old")
    desk.spoil("gaps.csv", lambda _: b"")
    assert main(["diff", str(tmp_path / "old"), str(desk.folder)]) == 1
    out, err = capsys.readouterr()
    assert out.startswith("gaps.csv: ")
    assert "data/gaps.csv: empty file" in err
    (tmp_path / "empty").mkdir()
    assert main(["diff", str(tmp_path / "empty"), str(desk.folder)]) == 1
    assert "datapackage.json: there is no such file" in capsys.readouterr().err
