from __future__ import annotations

from pathlib import Path

import pytest
from desk import Desk

FMT = "run `maliviz fmt`"
INTEGER = "not a whole number; write digits, without spaces and leading zeros"
SLUG = "not a slug: small letters a to z and digits, joined by single hyphens"


def told(tmp_path: Path, table: str, key: str, **cells: str) -> list[str]:
    """Put cells into a row and return what is told about that row, without its place."""
    desk = Desk(tmp_path)
    desk.put(table, key, **cells)
    return [line.split(": ", 1)[1] for line in desk.problems()]


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("Aino ", 'name = "Aino ": leading or trailing space'),
        ("\u00a0Aino", r'name = "\xa0Aino": leading or trailing space'),
        (
            "Va\u0308limäki",
            'name = "Va\u0308limäki": not in NFC: a letter is stored as two characters',
        ),
    ],
)
def test_a_blemish_is_told_once_and_nothing_follows(tmp_path: Path, name: str, rule: str) -> None:
    assert told(tmp_path, "actors", "aino", name=name) == [f"{rule}; {FMT}"]


def test_a_blemish_in_a_claim_is_no_edit(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.spoil("claims.csv", lambda b: b.replace(b",relieved,", b",relieved ,"))
    assert desk.problems() == [
        f'data/claims.csv:11: value = "relieved ": leading or trailing space; {FMT}'
    ]


def test_two_blemishes_and_a_fault_are_three_problems(tmp_path: Path) -> None:
    assert told(
        tmp_path, "claims", "relieved", modality=" opini\u00f3n".replace("ó", "o\u0301")
    ) == [
        'modality = " opinio\u0301n": leading or trailing space; ' + FMT,
        'modality = " opinio\u0301n": not in NFC: a letter is stored as two characters; ' + FMT,
        'modality = "opinión": not one of "asserted", "attributed", "alleged", "denied", '
        '"expected" or "opinion"; did you mean "opinion"?',
    ]


@pytest.mark.parametrize(
    "name", ["العربية", "Ségou", "日本", "👩‍🚀 🐕", "l’été", "O'Neill", "x" * 10_000]
)
def test_every_script_is_welcome(tmp_path: Path, name: str) -> None:
    assert told(tmp_path, "actors", "aino", name=name) == []


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "**bold** [x](y)", "&amp;", "{{ x }}", "$x$", "\\n"]
)
def test_markup_is_text(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, "actors", "aino", name=text) == []


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("a\0b", r'name = "a\x00b": contains a NUL character at position 1'),
        ("a\tb", r'name = "a\tb": contains a tab at position 1'),
        ("a\nb", r'name = "a\nb": contains a line break at position 1'),
        *(
            (f"a{letter}b", f"contains the invisible character {told} at position 1; take it out")
            for letter, told in {
                "\u2028": "U+2028 line separator",
                "\ufffd": "U+FFFD replacement character",
                "\xad": "U+00AD soft hyphen",
                "\u200b": "U+200B zero width space",
                "\u2060": "U+2060 word joiner",
                "\u200f": "U+200F right-to-left mark",
                "\u202e": "U+202E right-to-left override",
            }.items()
        ),
    ],
)
def test_nothing_invisible(tmp_path: Path, name: str, rule: str) -> None:
    (line,) = told(tmp_path, "actors", "aino", name=name)
    assert rule in line
    assert line.endswith(("; a cell is one line of text", "; take it out"))


def test_length(tmp_path: Path) -> None:
    assert told(tmp_path, "actors", "aino", name="x" * 10_001) == [
        f'name = "{"x" * 60}…": has 10,001 characters, and 10,000 are allowed; shorten it'
    ]


@pytest.mark.parametrize("first", "=+-@\uff1d\uff0b\uff0d\uff20")
def test_no_formula(tmp_path: Path, first: str) -> None:
    assert told(tmp_path, "actors", "aino", name=f"{first}1+1") == [
        f'name = "{first}1+1": begins with "{first}", which a spreadsheet takes for a formula; '
        "begin with another character, such as a quotation mark"
    ]


def test_a_year_before_the_year_1_is_no_formula(tmp_path: Path) -> None:
    cells = {"when": "-0043", "printed": "44 BC"}
    assert told(tmp_path, "claims", "lit-in-1921", **cells) == []


@pytest.mark.parametrize("order", ["007", "1.0", "1e3", "ten", "४", "1 000", "9" * 19, "+1", "--1"])
def test_no_whole_number(tmp_path: Path, order: str) -> None:
    assert told(tmp_path, "gaps", "name-of-the-dog", order=order) == [
        f'order = "{order}": {INTEGER}'
    ]


@pytest.mark.parametrize("order", ["0", "-1", "9" * 18])
def test_whole_number(tmp_path: Path, order: str) -> None:
    assert told(tmp_path, "gaps", "name-of-the-dog", order=order) == []


@pytest.mark.parametrize(
    ("when", "rule"),
    [
        ("2025-13", 'position 5: there is no month 13; write for example "2025-12"'),
        ("July 2025", 'position 0: a date has digits, not words; write for example "2025-07"'),
        ("2025/2024", 'position 5: the end is before the start; write for example "2024/2025"'),
        (
            "2030/",
            "position 5: an empty side may be a cut-off one; write XXXX for not known, "
            '.. for open; write for example "2030/XXXX"',
        ),
    ],
)
def test_no_date(tmp_path: Path, when: str, rule: str) -> None:
    assert told(tmp_path, "claims", "lit-in-1921", when=when) == [f'when = "{when}": {rule}']


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("Name of the dog", 'write for example "name-of-the-dog"'),
        ("Élan-", 'write for example "elan"'),
        ("犬", "write it in the letters a to z"),
    ],
)
def test_no_slug(tmp_path: Path, key: str, hint: str) -> None:
    assert told(tmp_path, "gaps", key, topic="storm", order="99", text="x") == [
        f'id = "{key}": {SLUG}; {hint}'
    ]


@pytest.mark.parametrize(
    ("table", "key", "cells", "rule"),
    [
        (
            "claims",
            "relieved",
            {"statement": ""},
            "statement: must not be empty; meaning: "
            "What is said, as one sentence in our own words, without the speaker.",
        ),
        (
            "claims",
            "storm-three-days",
            {"ago": "3 days"},
            'ago = "3 days": does not match ^P[0-9]+[DWMY](/P[0-9]+[DWMY])?$; '
            "meaning: How long before the unprinted day of the text, or before the event in "
            "`counted_from`, as an ISO 8601 duration or a range of two (`P3D`, `P0D/P1D`, `P1Y`).",
        ),
        (
            "claims",
            "relieved",
            {"via": "parish  harbour"},
            'via = "parish  harbour": two spaces in a row; one space stands between two ids',
        ),
        (
            "claims",
            "relieved",
            {"via": "parish harbour parish"},
            'via = "parish harbour parish": duplicate id "parish"; name it once',
        ),
        (
            "comparisons",
            "mood",
            {"verdict": "Conflict"},
            'verdict = "Conflict": not one of "agree", "compatible", "conflict", '
            '"not comparable" or "single text"; did you mean "conflict"?',
        ),
    ],
)
def test_what_the_schema_says(
    tmp_path: Path, table: str, key: str, cells: dict[str, str], rule: str
) -> None:
    assert told(tmp_path, table, key, **cells) == [rule]


def test_a_cell_that_fmt_mends_is_checked_in_its_normal_form(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.spoil(
        "claims.csv", lambda b: b.replace(b",parish,direct,opinion", b",parrish ,direct,opinion")
    )
    assert [problem.split(": ")[2].split(";")[0] for problem in desk.problems()] == [
        "no such actor in actors.csv",
        "leading or trailing space",
    ]
