from __future__ import annotations

from pathlib import Path

import pytest
from desk import Desk

NO_COUNT = "neither a count such as 20, >=20, >20, <=20 or ~50 nor a word with a reading"
NO_DATE = (
    "the question takes a date, and there is none; "
    'write `when`, or for a relative date the words, such as "three days ago"'
)


def told(tmp_path: Path, claim: str, **cells: str) -> list[str]:
    """Change a claim and return what is told about it, without its place."""
    desk = Desk(tmp_path)
    desk.put("claims", claim, **cells)
    return [line.split(": ", 1)[1] for line in desk.problems()]


@pytest.mark.parametrize(
    ("cells", "rules"),
    [
        (
            {"when": ""},
            ['when: must not be empty: when_basis is "printed"; '
             'write the date, or the basis "none"'],
        ),
        (
            {"when_basis": "none"},
            ['when = "1921": when_basis is "none"; say what the date rests on'],
        ),
        (
            {"when_basis": "relative"},
            ['when = "1921": when_basis is "relative"; '
             "a day that is counted from an unprinted day is not computed; use `ago`"],
        ),
        (
            {"when": "1921?"},
            ['when = "1921?": when_basis is "printed", and `?` marks a part; '
             'write the basis "inferred", or delete `?` if the words print all of it'],
        ),
        (
            {"when_basis": "inferred", "when_inference": "may-is-1921"},
            ['when = "1921": when_basis is "inferred", and no part is marked; '
             "put `?` after the part that no text prints"],
        ),
        (
            {"when_basis": "inferred", "when": "1921?"},
            ['when_inference: must not be empty: when_basis is "inferred"; '
             "name the inference that it rests on"],
        ),
        (
            {"when_basis": "inferred", "when": "1921%", "when_inference": "may-is-1921"},
            [],
        ),
        (
            {"when_inference": "may-is-1921"},
            ['when_inference = "may-is-1921": when_basis is "printed"; '
             "only an inferred date has an inference"],
        ),
        (
            {"ago": "P3D"},
            ['ago = "P3D": when_basis is "printed"; '
             'only "relative" and "inferred" dates are counted'],
        ),
        (
            {"printed": "one two three four five six seven 1921"},
            ['printed = "one two three four five six seven 1921": has 8 words, '
             "and at most 7 may be taken from a text; cut it to the words that matter"],
        ),
        ({"printed": "one two three four five six 1921"}, []),
    ],
)  # fmt: skip
def test_the_basis_of_a_date(tmp_path: Path, cells: dict[str, str], rules: list[str]) -> None:
    assert told(tmp_path, "lit-in-1921", **cells) == rules


@pytest.mark.parametrize(
    ("when", "printed", "absent"),
    [
        ("1921", "in 1921", False),
        ("1921", "in 1912", True),
        ("1921", "in 19210", True),
        ("1921-05", "May 1921", False),
        ("1921/1923", "1921 to 1923", False),
        ("1921/1923", "1921 to 23", True),
        ("[1930..]", "not before 1930", False),
        ("[..1930-01]", "by January 1931", True),
        ("192X", "in the twenties", False),
        ("XXXX-05", "in May", False),
        ("0079", "in 79", False),
        ("-0043", "44 BC", False),
        ("-0043", "43 BC", True),
        ("0000", "1 BC", False),
        ("1921", "١٩٢١", False),
    ],
)
def test_a_printed_year_is_printed(tmp_path: Path, when: str, printed: str, absent: bool) -> None:
    rule = (
        f'when = "{when}": its year is not in printed = "{printed}"; '
        "mark the year with `?` if it is inferred"
    )
    assert told(tmp_path, "lit-in-1921", when=when, printed=printed) == [rule] * absent


@pytest.mark.parametrize(
    ("when", "rules"),
    [
        ("1921?-05", []),
        ("1921-?05", ['when = "1921-?05": its year is not in printed = "en mai"; '
                      "mark the year with `?` if it is inferred"]),
    ],
)  # fmt: skip
def test_an_inferred_year_need_not_be(tmp_path: Path, when: str, rules: list[str]) -> None:
    assert told(tmp_path, "lit-in-may", when=when) == rules


@pytest.mark.parametrize(
    ("value", "printed", "rule"),
    [
        ("20", "20 boats", ""),
        (">=20", "at least 20", ""),
        ("<=20", "at most 20", ""),
        ("~20", "environ 20", ""),
        ("20000", "20,000", ""),
        ("2500000", "2.5 million boats", ""),
        ("2", "2 million boats", 'not in printed = "2 million boats"'),
        ("dozens", "Dozens of boats", ""),
        ("5", "a five-year term", ""),
        ("five", "five boats", ""),
        ("twenty", "twenty", f"{NO_COUNT}; a new word gets a reading in datapackage.json"),
        ("dozen", "a dozen", f'{NO_COUNT}; did you mean "dozens"?'),
        ("", "20", f"{NO_COUNT}; a new word gets a reading in datapackage.json"),
        (">20", "20", ""),
        (">>20", "20", f"{NO_COUNT}; a new word gets a reading in datapackage.json"),
        ("21", "20 boats", 'not in printed = "20 boats"'),
        (">=20", "at least twenty", ""),
        (">=20", "twenty thousand", 'not in printed = "twenty thousand"'),
        ("12", "a dozen", ""),
        ("dozens", "24 boats", 'not in printed = "24 boats"'),
        ("5", "fivefold", 'not in printed = "fivefold"'),
    ],
)
def test_a_count_and_its_words(tmp_path: Path, value: str, printed: str, rule: str) -> None:
    hint = "" if "; " in rule else "; printed has the words that carry the value"
    what = f'value = "{value}": ' if value else "value: "
    rules = [what + rule + hint] if rule else []
    assert told(tmp_path, "boats-at-least-20", value=value, printed=printed) == rules


@pytest.mark.parametrize(
    ("language", "printed", "hint"),
    [
        ("fr", "vingt bateaux", None),
        ("fr", "une vingtaine", None),
        ("de", "zwanzig Boote", None),
        ("en", "vingt bateaux", ""),
        ("fr-ML", "deux cent vingt", ""),
        (
            "bm",
            "mugan",
            '; number words are read in "de", "en", "es" and "fr", and not in "bm": '
            "give the word a reading in datapackage.json",
        ),
    ],
)
def test_a_number_word_is_read_in_the_language_of_its_text(
    tmp_path: Path, language: str, printed: str, hint: str | None
) -> None:
    desk = Desk(tmp_path)
    for document in ("harbour", "parish"):
        desk.put("documents", document, language=language)
    desk.put("claims", "boats-at-least-20", value=">=20", printed=printed)
    rule = (
        f'value = ">=20": not in printed = "{printed}"; printed has the words that carry the value'
    )
    told = [problem.split(": ", 1)[1] for problem in desk.problems()]
    assert told == ([] if hint is None else [rule + hint])


@pytest.mark.parametrize(
    ("claim", "cells", "rules"),
    [
        ("dog-not-seen", {"value": "yes"}, []),
        (
            "dog-not-seen",
            {"value": "No"},
            ['value = "No": the question takes yes or no; write "yes" or "no"'],
        ),
        (
            "dog-not-seen",
            {"value": ""},
            ['value: the question takes yes or no; write "yes" or "no"'],
        ),
        ("lit-by-aino-h", {"value": "people"}, []),
        (
            "lit-by-aino-h",
            {"value": "Aino"},
            ['value = "Aino": no such actor in actors.csv; did you mean "aino"?'],
        ),
        (
            "lit-by-aino-h",
            {"value": ""},
            ["value: no such actor in actors.csv; add it there, or correct it here"],
        ),
        (
            "relieved",
            {"value": ""},
            ["value: the question takes words; say the answer in a few words"],
        ),
        ("storm-three-days", {"value": ""}, [f"value: {NO_DATE}"]),
        ("storm-three-days", {"ago": ""}, []),
        ("storm-three-days", {"counted_from": "first-light"}, []),
        ("storm-three-days", {"ago": "", "later": "P3D", "counted_from": "first-light"}, []),
        (
            "storm-three-days",
            {"ago": "", "later": "P3D"},
            [
                'later = "P3D": after what it was is not said; name the event in counted_from',
            ],
        ),
        *(
            (
                "storm-three-days",
                {**cells, "counted_from": "first-light"},
                [
                    'counted_from = "first-light": an event needs one of ago and later; say how '
                    "long before it in ago, or how long after it in later"
                ],
            )
            for cells in ({"ago": ""}, {"later": "P3D"})
        ),
        (
            "storm-three-days",
            {"counted_from": "first-lite"},
            [
                'counted_from = "first-lite": no such event in events.csv; did you mean '
                '"first-light"?'
            ],
        ),
        (
            "storm-three-days",
            {"when_basis": "none", "ago": ""},
            [f'value = "il y a trois jours": {NO_DATE}'],
        ),
        (
            "lit-in-1921",
            {"value": "1921"},
            ['value = "1921": the answer is the date in `when`; delete the value'],
        ),
        ("lit-in-may", {"value": "en mai", "ago": "P1Y"}, []),
    ],
)
def test_a_value_fits_its_question(
    tmp_path: Path, claim: str, cells: dict[str, str], rules: list[str]
) -> None:
    assert told(tmp_path, claim, **cells) == rules


def test_a_date_that_a_spreadsheet_changed_is_found(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.spoil("claims.csv", lambda b: b.replace(b"1921?-05", b"May-21"))
    assert desk.problems() == [
        'data/claims.csv:10: when = "May-21": a spreadsheet seems to have rewritten a date, '
        "perhaps 2021-05; write what stood there, and make the column text before it is opened "
        "again"
    ]


def test_no_date_counts_back_without_its_basis(tmp_path: Path) -> None:
    assert told(tmp_path, "storm-three-days", when_basis="none") == [
        'ago = "P3D": when_basis is "none"; only "relative" and "inferred" dates are counted'
    ]
