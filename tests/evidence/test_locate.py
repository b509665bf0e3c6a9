"""Words are found exactly, and a row for passages.csv is printed that `check` and `verify` take."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from desk import ISLAND, SCHEMA, Desk

from maliviz.cli import main
from maliviz.corpus import load
from maliviz.corpus.check import check
from maliviz.evidence.passages import Located, locate
from maliviz.evidence.verify import verify
from maliviz.problem import ProblemError

TEXTS = ISLAND / "documents"
COLUMNS = SCHEMA.table("passages").columns


def cells(located: Located) -> dict[str, str]:
    (row,) = csv.DictReader(io.StringIO(located.rows), COLUMNS)
    return row


def find(root: Path, words: str, content: str) -> Located:
    path = root / "text.txt"
    path.write_text(content, encoding="utf-8", newline="")
    return locate(Desk(root).folder, [words], path)


def why_not(root: Path, words: str, content: str) -> list[str]:
    found = find(root, words, content)
    assert found.rows == ""
    return "\n".join(found.failures).splitlines()


def test_a_row_for_a_known_text(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    found = locate(desk.folder, ["Les gens sont soulagés."], TEXTS / "parish.txt")
    place = "Les gens sont soulagés."
    assert cells(found) == {
        "id": "p-7",
        "document": "parish",
        "start": "174",
        "end": "197",
        "sha256": sha256(place.encode()).hexdigest(),
        "words": "Les gens sont soulagés.",
        "use": "used",
        "reason": "",
    }
    assert found.notes == (
        'this place overlaps passage "p-5", characters 174 to 197; use that one, or cut it',
    )


@pytest.mark.parametrize("passage", ["h-2", "h-5", "p-2", "p-6"])
def test_a_row_can_take_the_place_of_a_passage_that_was_lost(tmp_path: Path, passage: str) -> None:
    desk = Desk(tmp_path)
    lost = desk.rows("passages")[passage]
    file = desk.rows("documents")[lost["document"]]["file"]
    text = (TEXTS / file).read_text(encoding="utf-8")
    words = text[int(lost["start"]) : int(lost["end"])]
    desk.drop("passages", passage)
    row = cells(locate(desk.folder, [words], TEXTS / file)) | {"id": passage}
    desk.put("passages", passage, **row)
    assert check(desk.folder) == []
    assert verify(load(desk.folder), TEXTS).passed


CHARACTERS = {
    "accents": "Ségou dès l’aube.",
    "stored as two": "Se\u0301gou de\u0300s l'aube.",
    "emoji": "Ship \U0001f469\u200d\U0001f680 \U0001f6a2 came.",
    "right to left": "\u0648\u0635\u0644\u062a \u0627\u0644\u0633\u0641\u064a\u0646\u0629.",
}


@pytest.mark.parametrize("place", CHARACTERS.values(), ids=CHARACTERS)
@pytest.mark.parametrize("before", ["\ufeff", "“Été” \U0001f6a2\r\n", "\u200f\u0645\u0627 "])
def test_places_are_counted_in_characters_and_not_in_bytes(
    tmp_path: Path, before: str, place: str
) -> None:
    desk, harbour = Desk(tmp_path), (TEXTS / "harbour.txt").read_text(encoding="utf-8")
    text = f"{harbour}\n{before}{place}"
    for path, content in (("harbour.txt", text), ("parish.txt", "")):
        raw = content.encode() or (TEXTS / path).read_bytes()
        (tmp_path / path).write_bytes(raw)
    digest = sha256(text.encode()).hexdigest()
    desk.put("documents", "harbour", sha256=digest, characters=str(len(text)))
    row = cells(locate(desk.folder, [place], tmp_path / "harbour.txt"))
    assert (row["start"], row["end"]) == (str(text.index(place)), str(len(text)))
    assert int(row["end"]) < len(text.encode())
    desk.put("passages", row["id"], **row | {"use": "set aside", "reason": "No claim."})
    assert verify(load(desk.folder), tmp_path).problems == ()


def test_words_may_be_left_out(tmp_path: Path) -> None:
    row = cells(find(tmp_path, "The keeper … 1921.", "So. The keeper, who\nlit it in 1921. End."))
    assert (row["start"], row["end"]) == ("4", "35")


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("one two three four five six", "one two three four five"),
        ('he said, "no", twice', 'he said, "no", twice'),
        ("=a b\nc d", "c d"),
        ("ha ha ha ha ha ha ha ha ha ha ho", "ha ha ha ha ho"),
        ("\u0645\u0627 \u0647\u0630\u0627", "\u0645\u0627 \u0647\u0630\u0627"),
    ],
)
def test_a_few_words_fit_into_a_cell_and_stand_once(tmp_path: Path, place: str, words: str) -> None:
    assert cells(find(tmp_path, place, f"x {place} y"))["words"] == words


def test_of_a_new_text_it_is_told_how_to_enter_it(tmp_path: Path) -> None:
    found = find(tmp_path, "came", "Lamps, lit\nThey came.")
    assert cells(found)["id"] == "a-01"
    assert found.notes == (
        f"text.txt: is not entered yet; run `maliviz add {tmp_path / 'text.txt'}`",
    )


def test_of_several_phrases_those_that_are_there_get_rows(tmp_path: Path) -> None:
    phrases = ["The lamp", "a boot", "A boat"]
    (tmp_path / "text.txt").write_text("The lamp. A boat.", encoding="utf-8")
    found = locate(Desk(tmp_path).folder, phrases, tmp_path / "text.txt")
    assert [row.split(",")[:4] for row in found.rows.splitlines()] == [
        ["a-01", "a", "0", "8"],
        ["a-02", "a", "10", "16"],
    ]
    (failure,) = found.failures
    assert failure.startswith('text.txt: "a boot": not in this text')


def test_the_rows_of_other_tables_may_be_wrong(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.spoil("claims.csv", lambda _: b"\xff")
    assert locate(desk.folder, ["Dozens of boats"], TEXTS / "harbour.txt").rows.startswith("h-6,")


def test_several_places_are_all_told(tmp_path: Path) -> None:
    assert why_not(tmp_path, "ship", "A ship.\nA ship, a shipyard.") == [
        'text.txt: "ship": 3 times in this text; give more of them',
        r"text.txt:1: column 3: characters 2 to 6: …A [ship].\nA ship, a shipyard.…",
        r"text.txt:2: column 3: characters 10 to 14: …A ship.\nA [ship], a shipyard.…",
        r"text.txt:2: column 11: characters 18 to 22: …A ship.\nA ship, a [ship]yard.…",
    ]


def test_a_place_over_two_lines_has_the_line_of_its_start(tmp_path: Path) -> None:
    _, first, second = why_not(tmp_path, "a\nb", "so a\nb and a\nb")
    assert first.startswith("text.txt:1: column 4: characters 3 to 6")
    assert second.startswith("text.txt:2: column 7: characters 11 to 14")


def test_of_very_many_places_the_first_are_told(tmp_path: Path) -> None:
    first, *places = why_not(tmp_path, "ha", "ha " * 30)
    assert first == 'text.txt: "ha": 30 times in this text (the first 20 follow); give more of them'
    assert [line.split(": ")[1] for line in places] == [f"column {3 * n + 1}" for n in range(20)]


@pytest.mark.parametrize(
    ("words", "content", "why"),
    [
        ("The keeper's dog", "x\nThe keeper’s dog", "apostrophes or quotation marks"),
        ("lit by Aino Valimaki", "lit by Aino Välimäki", "accents, or how they are stored"),
        ("Välimäki", "Va\u0308lima\u0308ki", "accents, or how they are stored"),
        ("1920-21", "1920–21", "dashes"),
        ("the lamp", "The Lamp", "capital letters"),
        ("two lines", "two\r\nlines", "spaces or line breaks"),
        ("two lines", "two\u00a0lines", "spaces or line breaks"),
        ("l'ete", "L’été", None),
    ],
)
def test_what_differs_a_little_is_named(
    tmp_path: Path, words: str, content: str, why: str | None
) -> None:
    first, nearest = why_not(tmp_path, words, content)
    assert first == f'text.txt: "{words}": not in this text'
    several = "apostrophes or quotation marks, accents, or how they are stored and capital letters"
    assert nearest.endswith(f": differs in {why or several}; copy it from here")


def test_else_the_nearest_words_are_told(tmp_path: Path) -> None:
    content = "Nothing here.\nDozens of boats waited outside."
    assert why_not(tmp_path, "dozens of ships waited", content)[1:] == [
        'text.txt:2: "Dozens of boats waited": the nearest words'
    ]


def test_nothing_is_told_that_is_not_near(tmp_path: Path) -> None:
    assert len(why_not(tmp_path, "quite another thing", "Nothing here.\nDozens of boats.")) == 1


def test_a_text_that_changed_has_no_places(tmp_path: Path) -> None:
    (tmp_path / "harbour.txt").write_text("At least 21 came home.", encoding="utf-8")
    with pytest.raises(ProblemError, match="its hash differs"):
        locate(Desk(tmp_path).folder, ["came home"], tmp_path / "harbour.txt")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("nothing.txt", "there is no such file"),
        ("data", "is a directory, not a file"),
        ("latin.txt", "not UTF-8: see byte 1"),
    ],
)
def test_a_text_that_cannot_be_read(tmp_path: Path, name: str, told: str) -> None:
    (tmp_path / "latin.txt").write_bytes("né".encode("latin-1"))
    with pytest.raises(ProblemError, match=told):
        locate(Desk(tmp_path).folder, ["né"], tmp_path / name)


def test_the_command_prints_the_row_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = ["--data", str(Desk(tmp_path).folder)]
    assert main(["locate", "Dozens of boats", str(TEXTS / "harbour.txt"), *data]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("h-6,harbour,76,91,")
    assert out.count("\n") == 1
    assert err.startswith('this place overlaps passage "h-3"')
    some = ["the dog's", "Dozens of boats"]
    assert main(["locate", *some, str(TEXTS / "harbour.txt"), *data]) == 1
    assert capsys.readouterr().out.startswith("h-6,")


def test_the_row_is_utf8_in_any_terminal(tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("Le phare est “allumé”.", encoding="utf-8")
    run = [sys.executable, "-m", "maliviz.cli"]
    named = ["locate", "“allumé”", "text.txt", "--data", str(Desk(tmp_path).folder)]
    latin = os.environ | {"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}
    done = subprocess.run([*run, *named], cwd=tmp_path, env=latin, capture_output=True, check=True)
    assert "“allumé”" in done.stdout.decode("utf-8")


@pytest.mark.parametrize("words", ["", " ", "… "])
def test_no_words_are_wrong_use(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["locate", words, "x.txt"])
