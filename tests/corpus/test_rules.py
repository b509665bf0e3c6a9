from __future__ import annotations

from pathlib import Path

import pytest
from desk import Desk

BASIS = "a date that is inferred names its inference, and no other does"


@pytest.mark.parametrize(
    ("table", "key", "cells", "told"),
    [
        (
            "documents",
            "harbour",
            {"published_basis": "not given"},
            ['2: published = "1921": does not fit published_basis = "not given"; '
             'write the date, or the basis "not given" and no date'],
        ),
        (
            "documents",
            "harbour",
            {"published": ""},
            ['2: published: does not fit published_basis = "printed"; '
             'write the date, or the basis "not given" and no date'],
        ),
        ("documents", "harbour", {"published": "", "published_basis": "not given"}, []),
        (
            "documents",
            "harbour",
            {"published": "1921%"},
            ['2: published = "1921%": does not fit published_basis = "printed"; '
             "`?` marks what is inferred, and only that"],
        ),
        (
            "documents",
            "parish",
            {"published": "1921"},
            ['3: published = "1921": does not fit published_basis = "inferred"; '
             "`?` marks what is inferred, and only that"],
        ),
        (
            "documents",
            "parish",
            {"published_inference": ""},
            [f'3: published_inference: does not fit published_basis = "inferred"; {BASIS}'],
        ),
        (
            "documents",
            "harbour",
            {"published_inference": "parish-in-1921"},
            ['2: published_inference = "parish-in-1921": '
             f'does not fit published_basis = "printed"; {BASIS}'],
        ),
        (
            "passages",
            "h-1",
            {"start": "-1"},
            ['2: start = "-1": before the text begins; characters count from 0'],
        ),
        (
            "passages",
            "h-2",
            {"end": "19"},
            ['3: end = "19": not after the start of the passage, 19; '
             "end is the character after the last one"],
        ),
        (
            "passages",
            "h-2",
            {"end": "7"},
            ['3: end = "7": not after the start of the passage, 19; '
             "end is the character after the last one"],
        ),
        ("passages", "p-6", {"end": "237"}, []),
        (
            "passages",
            "p-6",
            {"end": "238"},
            ['12: end = "238": outside the text, which has 237 characters; '
             "run `maliviz locate` to find the place again"],
        ),
        ("passages", "h-1", {"end": "19"}, []),
        (
            "passages",
            "h-1",
            {"end": "20"},
            ['3: start = "19": overlaps passage "h-1", which ends at 20; '
             "a character belongs to one passage at most"],
        ),
        ("passages", "h-1", {"words": "a b c d e f g"}, []),
        (
            "passages",
            "h-1",
            {"words": "a b c d e f g h"},
            ['2: words = "a b c d e f g h": has 8 words, and at most 7 may be taken from a text; '
             "cut it to the words that matter"],
        ),
        (
            "passages",
            "h-2",
            {"use": "set aside", "reason": "Why not."},
            ['3: use = "set aside": claims rest on this passage; write "used"'],
        ),
        (
            "passages",
            "h-1",
            {"use": "used", "reason": ""},
            ['2: use = "used": no claim rests on h-1; '
             'write claims, or set aside: `maliviz set-aside h-1 "why"`'],
        ),
        (
            "passages",
            "h-1",
            {"reason": ""},
            ["2: reason: must not be empty; say why the passage is set aside"],
        ),
        (
            "passages",
            "h-2",
            {"reason": "Why not."},
            ['3: reason = "Why not.": only a passage that is set aside has a reason; delete it'],
        ),
        (
            "questions",
            "boats-home",
            {"unit": ""},
            ["2: unit: must not be empty; say what is counted, in the plural"],
        ),
        (
            "questions",
            "mood",
            {"unit": "moods"},
            ['6: unit = "moods": only a count has a unit; delete it'],
        ),
        (
            "questions",
            "why",
            {"order": "99", "topic": "x", "text": "Why?", "kind": "text", "about": "aino"},
            ['9: id = "why": no claim answers this question; '
             "write a claim, or move the question to gaps.csv"],
        ),
        (
            "events",
            "fire",
            {"order": "99", "label": "Fire", "kind": "happened", "lane": "Lamp"},
            ['3: id = "fire": no claim is about this event; write one, or delete the event'],
        ),
    ],
)  # fmt: skip
def test_rules(
    tmp_path: Path, table: str, key: str, cells: dict[str, str], told: list[str]
) -> None:
    desk = Desk(tmp_path)
    desk.put(table, key, **cells)
    assert desk.problems() == [f"data/{table}.csv:{line}" for line in told]


def test_a_change_has_a_day_whatever_the_schema_asks(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    free = b'"pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"'
    desk.spoil("datapackage.json", lambda raw: raw.replace(free, b'"unique": false'))
    desk.put("changes", "first-edition", date="1999-12")
    assert desk.problems() == [
        'data/changes.csv:2: date = "1999-12": not exact to the day; write for example 2024-03-31'
    ]


def test_no_question_is_unanswered_because_of_a_claim_that_cannot_be_read(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.put("claims", "relieved", question="mod", passage="p-55")
    assert [line.split(": ")[1] for line in desk.problems()] == [
        'passage = "p-55"',
        'question = "mod"',
    ]


def test_questions_without_a_claim_are_told_in_one_line(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    cells = {"topic": "x", "text": "Why?", "kind": "text", "about": "aino"}
    for order, name in (("91", "why"), ("92", "how"), ("93", "who")):
        desk.put("questions", name, order=order, **cells)
    (told,) = desk.problems()
    assert 'id = "how": no claim answers this question, nor who, nor why; write a claim' in told


def test_passages_of_two_documents_may_have_one_span(tmp_path: Path) -> None:
    rows = Desk(tmp_path).rows("passages")
    assert rows["h-1"]["start"] == rows["p-1"]["start"]
