"""A text is entered whole: a document, a voice, and a passage for each sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import ISLAND, Desk

from maliviz.cli import main
from maliviz.corpus.check import read
from maliviz.corpus.edit import set_aside
from maliviz.evidence.passages import add
from maliviz.problem import ProblemError

CONTENT = "Nine ships\nThe nine ships came on a Monday. “Ten!” said\r\nAino. The end. Ten, ten, ten"
SAID = 'is entered already, as document "harbour"'


def entered(root: Path, content: str = CONTENT, language: str = "en") -> Desk:
    desk = Desk(root)
    (root / "text.txt").write_bytes(content.encode())
    lines, problems = add(desk.folder, root / "text.txt", language)
    assert problems == []
    assert lines[-1] == f"passages.csv: {len(passages(desk))} sentences, a-01 to a-06"
    return desk


def passages(desk: Desk) -> dict[str, dict[str, str]]:
    return {id: row for id, row in desk.rows("passages").items() if row["document"] == "a"}


def test_a_text_gets_its_rows(tmp_path: Path) -> None:
    desk = entered(tmp_path)
    document, voice = desk.rows("documents")["a"], desk.rows("actors")["text-a"]
    assert (document["title"], document["language"], document["label"]) == ("Nine ships", "en", "A")
    assert (voice["name"], voice["kind"], voice["printed"]) == ("text A", "text", "not printed")
    places = [CONTENT[int(row["start"]) : int(row["end"])] for row in passages(desk).values()]
    assert places == [
        *("Nine ships", "The nine ships came on a Monday.", "“Ten!” said", "Aino."),
        *("The end.", "Ten, ten, ten"),
    ]


def test_all_that_is_left_to_do_is_told_in_one_line(tmp_path: Path) -> None:
    desk = entered(tmp_path)
    assert desk.problems() == [
        'data/passages.csv:2: use = "used": no claim rests on a-01..a-06; write claims, or set '
        'aside: `maliviz set-aside a-01..a-06 "why"`'
    ]
    done, problems = set_aside(read(desk.folder), ["a-01", "a-03..a-04", "a-06"], "The headline.")
    assert (done, problems) == (["a-01", "a-03", "a-04", "a-06"], [])
    assert desk.rows("passages")["a-04"]["reason"] == "The headline."
    (told,) = desk.problems()
    assert "no claim rests on a-02 and a-05; " in told
    assert '`maliviz set-aside a-02 a-05 "why"`' in told


def test_a_long_title_is_cut(tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("\none two three four five six seven eight. Nine.")
    desk = Desk(tmp_path)
    add(desk.folder, tmp_path / "text.txt", "en")
    assert desk.rows("documents")["a"]["title"] == "one two three four five six seven …"


def test_the_language_is_that_of_the_others_if_they_have_one(tmp_path: Path) -> None:
    desk, path = Desk(tmp_path), tmp_path / "text.txt"
    path.write_text("The end.")
    for language, told in (("", "its language is not told"), ("English", '"English" is not')):
        with pytest.raises(ProblemError, match=rf"text\.txt: {told}.*; name it by --language"):
            add(desk.folder, path, language)
    desk.put("documents", "parish", language="en")
    add(desk.folder, path)
    assert desk.rows("documents")["a"]["language"] == "en"


def test_no_text_is_entered_twice(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    with pytest.raises(ProblemError, match=SAID):
        add(desk.folder, ISLAND / "documents" / "harbour.txt")


def test_nothing_is_entered_if_a_table_cannot_be_written(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.spoil("documents.csv", lambda raw: raw + b'x,"y\n')
    before = desk.rows("passages"), desk.rows("actors")
    (tmp_path / "text.txt").write_text("The end.")
    with pytest.raises(ProblemError, match=r"documents\.csv:4"):
        add(desk.folder, tmp_path / "text.txt", "en")
    assert (desk.rows("passages"), desk.rows("actors")) == before


def test_a_sentence_without_words_to_know_it_by_is_told_and_the_others_stay(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    (tmp_path / "text.txt").write_text("The end. So.\n=2+3\nGone.")
    _, (problem,) = add(desk.folder, tmp_path / "text.txt", "en")
    assert str(problem).startswith('text.txt:2: "=2+3": no 7 words of this place are in it only')
    assert [row["words"] for row in passages(desk).values()] == ["The end.", "So.", "Gone."]


def test_what_has_a_claim_or_a_reason_stays(tmp_path: Path) -> None:
    desk = entered(tmp_path)
    done, problems = set_aside(read(desk.folder), ["h-1..h-3", "a-05..a-04", "a-9", "a-01"], "x")
    assert done == ["a-01"]
    assert [str(one).split(": ", 1)[1] for one in problems] == [
        'reason = "The headline.": it was set aside before; edit it there',
        'id = "h-2": a claim rests on it, so it stays used',
        'id = "h-3": a claim rests on it, so it stays used',
        'id = "a-05..a-04": no such passages; write for example a-04..a-09',
        'id = "a-9": no such passages; write for example a-04..a-09',
    ]


def test_the_commands_say_what_they_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = ["--data", str(Desk(tmp_path).folder)]
    (tmp_path / "text.txt").write_text("The end. So.")
    assert main(["add", str(tmp_path / "text.txt"), "--language", "en", *data]) == 0
    assert capsys.readouterr().err.splitlines()[1:] == [
        'actors.csv: id "text-a", name "text A", kind "text", printed "not printed", '
        'description "Text A in its own voice."',
        "passages.csv: 2 sentences, a-01 to a-02",
    ]
    assert main(["set-aside", "a-01..a-02", "h-2", "Not asked.", *data]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "set aside a-01",
        "set aside a-02",
        'data/passages.csv:5: id = "h-2": a claim rests on it, so it stays used',
    ]
