"""Uncertain dates: a table of what they mean, a table of what is refused, and properties.

Both tables of dates stand in the order in which `sort_key` must put them.
"""

from __future__ import annotations

import random
import re
from datetime import date as calendar_date
from datetime import timedelta

import pytest
from edtf import EDTFParseException
from edtf import parse_edtf as second_opinion
from hypothesis import example, given
from hypothesis import strategies as st

from maliviz.edtf import Bounds, Day, Edtf, EdtfError, parse, printed
from maliviz.edtf.date import Part, PartialDate


def rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split(" | ")] for line in table.strip().splitlines()]


# text, first and last possible day, kind of start and of end
BOUNDS = rows("""
-9999                      | -9999-01-01 | -9999-12-31 | known   | known
-0044                      | -0044-01-01 | -0044-12-31 | known   | known
-0044-03-15                | -0044-03-15 | -0044-03-15 | known   | known
0000                       | 0000-01-01  | 0000-12-31  | known   | known
00XX                       | 0000-01-01  | 0099-12-31  | known   | known
0000-02-29                 | 0000-02-29  | 0000-02-29  | known   | known
0044                       | 0044-01-01  | 0044-12-31  | known   | known
200X                       | 2000-01-01  | 2009-12-31  | known   | known
20XX                       | 2000-01-01  | 2099-12-31  | known   | known
20XX-02-29                 | 2000-02-29  | 2096-02-29  | known   | known
201X                       | 2010-01-01  | 2019-12-31  | known   | known
201X?                      | 2010-01-01  | 2019-12-31  | known   | known
201X-07                    | 2010-07-01  | 2019-07-31  | known   | known
2012/2012-05               | 2012-01-01  | 2012-05-31  | known   | known
2012/2012                  | 2012-01-01  | 2012-12-31  | known   | known
2012/2020                  | 2012-01-01  | 2020-12-31  | known   | known
2012?/2020                 | 2012-01-01  | 2020-12-31  | known   | known
../2012                    | -           | 2012-12-31  | open    | known
2020%                      | 2020-01-01  | 2020-12-31  | known   | known
2020~                      | 2020-01-01  | 2020-12-31  | known   | known
2022/XXXX                  | 2022-01-01  | -           | known   | unknown
2022?/XXXX                 | 2022-01-01  | -           | known   | unknown
XXXX/2022                  | -           | 2022-12-31  | unknown | known
2023-02                    | 2023-02-01  | 2023-02-28  | known   | known
2024-XX                    | 2024-01-01  | 2024-12-31  | known   | known
2024-XX-XX                 | 2024-01-01  | 2024-12-31  | known   | known
[2024..2026]               | 2024-01-01  | 2026-12-31  | known   | known
[2024?..2026?]             | 2024-01-01  | 2026-12-31  | known   | known
2024-XX-05                 | 2024-01-05  | 2024-12-05  | known   | known
2024-02                    | 2024-02-01  | 2024-02-29  | known   | known
2024-02-29                 | 2024-02-29  | 2024-02-29  | known   | known
2024-03-XX                 | 2024-03-01  | 2024-03-31  | known   | known
2024-03-31/2024-03-31      | 2024-03-31  | 2024-03-31  | known   | known
[..2024-03]                | -           | 2024-03-31  | open    | known
2024-06/2024-09            | 2024-06-01  | 2024-09-30  | known   | known
2024-06/2024               | 2024-06-01  | 2024-12-31  | known   | known
[2024-12..2025-01]         | 2024-12-01  | 2025-01-31  | known   | known
2025                       | 2025-01-01  | 2025-12-31  | known   | known
2025?                      | 2025-01-01  | 2025-12-31  | known   | known
2025-XX-?05                | 2025-01-05  | 2025-12-05  | known   | known
[..2025?-05]               | -           | 2025-05-31  | open    | known
2025-07-?01                | 2025-07-01  | 2025-07-01  | known   | known
2025?-07-01                | 2025-07-01  | 2025-07-01  | known   | known
2025%-~07                  | 2025-07-01  | 2025-07-31  | known   | known
2025-07                    | 2025-07-01  | 2025-07-31  | known   | known
2025-07?                   | 2025-07-01  | 2025-07-31  | known   | known
2025-?07                   | 2025-07-01  | 2025-07-31  | known   | known
2025?-07                   | 2025-07-01  | 2025-07-31  | known   | known
2025~-07                   | 2025-07-01  | 2025-07-31  | known   | known
2025-07-05                 | 2025-07-05  | 2025-07-05  | known   | known
[2025-07-28..2025-08-02]   | 2025-07-28  | 2025-08-02  | known   | known
2025-08-0X                 | 2025-08-01  | 2025-08-09  | known   | known
2025-08-01/2025-08-10      | 2025-08-01  | 2025-08-10  | known   | known
[2025-08-01..2025-08-10]   | 2025-08-01  | 2025-08-10  | known   | known
[2025?-08-01..2025?-08-10] | 2025-08-01  | 2025-08-10  | known   | known
2025-08-3X                 | 2025-08-30  | 2025-08-31  | known   | known
2025-1X                    | 2025-10-01  | 2025-12-31  | known   | known
2030/..                    | 2030-01-01  | -           | known   | open
[2030..]                   | 2030-01-01  | -           | known   | open
[2030~..]                  | 2030-01-01  | -           | known   | open
[2030-07?..]               | 2030-07-01  | -           | known   | open
9999                       | 9999-01-01  | 9999-12-31  | known   | known
9999-12-31                 | 9999-12-31  | 9999-12-31  | known   | known
../XXXX                    | -           | -           | open    | unknown
XXXX                       | -           | -           | unknown | unknown
XXXX/..                    | -           | -           | unknown | open
XXXX-XX-05                 | -           | -           | unknown | unknown
XXXX-02-29                 | -           | -           | unknown | unknown
[XXXX-04-28..XXXX-05-03]   | -           | -           | unknown | unknown
XXXX-07                    | -           | -           | unknown | unknown
XXXX-?07                   | -           | -           | unknown | unknown
XXXX-08-01                 | -           | -           | unknown | unknown
[XXXX-08-01..XXXX-08-10]   | -           | -           | unknown | unknown
XXXX-12-XX                 | -           | -           | unknown | unknown
""")

# text, in words
SAID = rows("""
-9999 | 10000 BC
-0044 | 45 BC
-0044-03-15 | 15 March 45 BC
0000 | 1 BC
00XX | a year from 1 BC to AD 99
0000-02-29 | 29 February 1 BC
0044 | AD 44
200X | a year from 2000 to 2009
20XX | a year from 2000 to 2099
20XX-02-29 | 29 February of a year from 2000 to 2099
201X | the 2010s
201X? | the 2010s (year inferred)
201X-07 | July of the 2010s
2012/2012-05 | 2012 to May 2012
2012/2012 | within 2012
2012/2020 | 2012 to 2020
2012?/2020 | 2012 (year inferred) to 2020
../2012 | until 2012
2020% | about 2020 (year inferred)
2020~ | about 2020
2022/XXXX | from 2022, end not known
2022?/XXXX | from 2022, end not known (year inferred)
XXXX/2022 | until 2022, start not known
2023-02 | February 2023
2024-XX | a month of 2024
2024-XX-XX | a day of 2024
[2024..2026] | between 2024 and 2026
[2024?..2026?] | between 2024 (year inferred) and 2026 (year inferred)
2024-XX-05 | day 5 of a month of 2024
2024-02 | February 2024
2024-02-29 | 29 February 2024
2024-03-XX | a day of March 2024
2024-03-31/2024-03-31 | within 31 March 2024
[..2024-03] | by March 2024
2024-06/2024-09 | June to September 2024
2024-06/2024 | June 2024 to 2024
[2024-12..2025-01] | between December 2024 and January 2025
2025 | 2025
2025? | 2025 (year inferred)
2025-XX-?05 | day 5 of a month of 2025 (day inferred)
[..2025?-05] | by May 2025 (year inferred)
2025-07-?01 | 1 July 2025 (day inferred)
2025?-07-01 | 1 July 2025 (year inferred)
2025%-~07 | about July 2025 (year inferred)
2025-07 | July 2025
2025-07? | July 2025 (year and month inferred)
2025-?07 | July 2025 (month inferred)
2025?-07 | July 2025 (year inferred)
2025~-07 | July 2025 (year approximate)
2025-07-05 | 5 July 2025
[2025-07-28..2025-08-02] | between 28 July and 2 August 2025
2025-08-0X | a day from 1 to 9 August 2025
2025-08-01/2025-08-10 | 1 to 10 August 2025
[2025-08-01..2025-08-10] | early August 2025
[2025?-08-01..2025?-08-10] | early August 2025 (year inferred)
2025-08-3X | a day from 30 to 31 August 2025
2025-1X | a month from October to December 2025
2030/.. | from 2030 on
[2030..] | 2030 or later
[2030~..] | about 2030 or later
[2030-07?..] | July 2030 or later (year and month inferred)
9999 | 9999
9999-12-31 | 31 December 9999
../XXXX | until an unknown end
XXXX | no date printed
XXXX/.. | from an unknown start on
XXXX-XX-05 | day 5 of a month (no year printed)
XXXX-02-29 | 29 February (no year printed)
[XXXX-04-28..XXXX-05-03] | between 28 April and 3 May (no year printed)
XXXX-07 | July (no year printed)
XXXX-?07 | July (no year printed, month inferred)
XXXX-08-01 | 1 August (no year printed)
[XXXX-08-01..XXXX-08-10] | early August (no year printed)
XXXX-12-XX | a day of December (no year printed)
""")

YEAR = "a year has four digits, of which the last, the last two or all may be X"
MONTH = "a month has two digits, of which the last or both may be X"
DAY = "a day has two digits, of which the last or both may be X"
SEASON = "seasons (21 to 41) are not read here; name the months"
EMPTY_SIDE = "an empty side may be a cut-off one; write XXXX for not known, .. for open"
ONE_OF = "one day of a range is written [first..last], [first..] or [..last]"
BRACKETS = "a range in which one day lies stands in brackets"
ONE_MARK = "one mark is enough: ? is inferred, ~ is approximate, % is both"
ONE_SPELLING = (
    "a date has one spelling: a mark stands on known digits, after the last part it covers, "
    "or before a single later part"
)

# text, position, rule, example
TIME = "a time is T and an hour of the day, perhaps with minutes, and without a zone"
NO_TIMES = ("24:00", "7", "7:30", "12:60", "12:00:30", "12:00Z", "12?", "")
BACKWARDS = "the end is before the start"
LONG_DASH = "this is a long dash, and no hyphen"
LEFT_OUT = "what is not known is left out"
ABOUT = "about is `~` after the year"
A_CAPITAL_X = "a digit that is not known is a capital X"
BAD = [
    ("", 0, "there is no date", "2025-12"),
    (" 2024", 0, "a date has no spaces", "2025-07"),
    ("2024 ", 4, "a date has no spaces", "2025-07"),
    ("2024\n", 4, "a date has no spaces", "2025-07"),
    ("July 2025", 0, "a date has digits, not words", "2025-07"),
    ("unknown", 0, "a date has digits, not words", "2025-07"),
    ("Y20255", 0, "a date has digits, not words", "2025-07"),
    ("2025-13", 5, "there is no month 13", "2025-12"),
    ("2025-00", 5, LEFT_OUT, "2025"),
    ("2025-21", 5, SEASON, "[2025-03..2025-05]"),
    ("20XX-41", 5, SEASON, "[20XX-03..20XX-05]"),
    ("2025-2X", 5, "there is no month 2X", "2025-12"),
    ("2024-02-30", 8, "there is no day 30 in 2024-02", "2024-02-29"),
    ("2023-02-29", 8, "there is no day 29 in 2023-02", "2023-02-28"),
    ("2025-04-31", 8, "there is no day 31 in 2025-04", "2025-04-30"),
    ("2025-01-00", 8, LEFT_OUT, "2025-01"),
    ("2025-XX-32", 8, "there is no day 32 in 2025-XX", "2025-XX-31"),
    ("20XX-02-30", 8, "there is no day 30 in 20XX-02", "20XX-02-28"),
    ("XXXX-02-30", 8, "there is no day 30 in XXXX-02", "XXXX-02-29"),
    ("?2025-13", 6, "there is no month 13", "2025-12"),
    ("2025/2024", 5, "the end is before the start", "2024/2025"),
    ("[2025..2024]", 7, "the end is before the start", "[2024..2025]"),
    ("2025-08-10/2025-08-01", 11, "the end is before the start", "2025-08-01/2025-08-10"),
    ("2030/", 5, EMPTY_SIDE, "2030/XXXX"),
    ("/2030", 0, EMPTY_SIDE, "2030/XXXX"),
    ("/", 0, EMPTY_SIDE, "2030/XXXX"),
    ("\uff12\uff10\uff12\uff15", 0, "a digit is one of 0 to 9", "2025-07"),
    ("2025-0\uff17", 6, "a digit is one of 0 to 9", "2025-07"),
    ("20255", 0, YEAR, "2025"),
    ("202", 0, YEAR, "2025"),
    ("-0000", 0, "the year 0 has no minus", "0000"),
    ("-004X", 0, YEAR, "2025"),
    ("2025-7", 5, MONTH, "2025-07"),
    ("2025-07-1", 8, DAY, "2025-07-01"),
    ("20250701", 0, "hyphens join year, month and day", "2025-07-01"),
    ("2025-", 5, MONTH, "2025-07"),
    ("2025-07-01-02", 10, "a date ends with its day", "2025-07-01"),
    *((f"2024-03-31T{time}", 11, TIME, "2024-03-31T14:30") for time in NO_TIMES),
    ("2024-03T12", 7, "only a whole day has a time", "2024-03-31T14:30"),
    ("2024-03-3XT12", 10, "only a whole day has a time", "2024-03-31T14:30"),
    ("2024-03-31T14/2024-03-31T12", 14, BACKWARDS, "2024-03-31T12/2024-03-31T14"),
    ("T12", 0, "a date has digits, not words", "2025-07"),
    ("12:00", 2, '":" has no place inside a date', "2025-07-01"),
    ("2025–07", 4, LONG_DASH, "2025-07"),
    ("1921-00-00", 5, LEFT_OUT, "1921"),
    ("1921-00", 5, LEFT_OUT, "1921"),
    ("1921-03-00", 8, LEFT_OUT, "1921-03"),
    ("c. 1921", 0, ABOUT, "1921~"),
    ("circa 1921", 0, ABOUT, "1921~"),
    ("1920s", 0, A_CAPITAL_X, "192X"),
    ("192u", 0, A_CAPITAL_X, "192X"),
    ("1900s", 0, A_CAPITAL_X, "19XX"),
    ("19uu", 0, A_CAPITAL_X, "19XX"),
    ("1921/open", 0, "an end that is left open is `..`", "1921/.."),
    ("1921/unknown", 0, "an end that is not known is XXXX", "1921/XXXX"),
    ("2025.07.01", 4, '"." has no place inside a date', "2025-07-01"),
    ("2024[", 4, '"[" has no place inside a date', "2025-07-01"),
    ("2025-08-01..2025-08-10", 10, BRACKETS, "[2024..2026]"),
    ("..", 0, BRACKETS, "[2024..2026]"),
    ("{2024..2025}", 0, "a list of dates that all hold is not read here", "2024/2026"),
    ("[2024,2025]", 5, "a list of dates is not read here; write its range", "[2024..2026]"),
    ("[2024..2025", 0, ONE_OF, "[2024..2026]"),
    ("2024..2025]", 4, BRACKETS, "[2024..2026]"),
    ("[2024]", 0, ONE_OF, "[2024..2026]"),
    ("[]", 0, ONE_OF, "[2024..2026]"),
    ("[2024...2025]", 0, ONE_OF, "[2024..2026]"),
    ("[2024/2025]", 0, ONE_OF, "[2024..2026]"),
    ("[..]", 3, "a range has two different sides, or one", "[2030..]"),
    ("[2024..2024]", 7, "a range has two different sides, or one", "2024"),
    ("[XXXX..2024]", 1, "a side that is not known is left empty", "[..2026]"),
    ("[2024..XXXX]", 7, "a side that is not known is left empty", "[..2026]"),
    ("2024/2025/2026", 9, "an interval has one slash", "2024/2026"),
    ("2024//2025", 5, "an interval has one slash", "2024/2026"),
    ("../..", 0, "an interval has a date on one side at least", "2022/XXXX"),
    ("XXXX/XXXX", 0, "an interval has a date on one side at least", "2022/XXXX"),
    ("201x", 3, "a digit that is not known is a capital X", "201X"),
    ("xxxx-07", 0, "a digit that is not known is a capital X", "201X"),
    ("2X25", 0, YEAR, "2025"),
    ("2XXX", 0, YEAR, "2025"),
    ("2025-X1", 5, MONTH, "2025-07"),
    ("2025-1X-05", 8, "a day follows a whole month or XX", "2025-10-05"),
    ("?2025", 0, ONE_SPELLING, "2025?"),
    ("2025?-07?", 0, ONE_SPELLING, "2025-07?"),
    ("2025-?07-?", 10, DAY, "2025-07-01"),
    ("2025??", 5, ONE_MARK, "2025?"),
    ("2025?~-07", 5, ONE_MARK, "2025?"),
    ("2025-~?07", 6, ONE_MARK, "2025?"),
    ("XXXX?", 0, ONE_SPELLING, "XXXX"),
    ("XXXX-07?", 0, ONE_SPELLING, "XXXX-?07"),
    ("2024-XX?", 0, ONE_SPELLING, "2024?-XX"),
    ("XXXX-XX", 0, "a date of which nothing is known is a bare XXXX", "XXXX"),
    ("XXXX-XX-XX", 0, "a date of which nothing is known is a bare XXXX", "XXXX"),
    ("2025/?2026", 5, ONE_SPELLING, "2026?"),
    ("9" * 65, 64, "no date is that long", "2025-12"),
    ("2025\x00", 4, "this character has no place in a date", "2025-07"),
]

# What python-edtf 5.0 cannot read, and what it reads otherwise, each with the reason.
PARTLY_X = "a month or a day with one X fails there with another error"
IN_BRACKETS = "a mark or an X inside brackets is not read there"
MARK_AND_X = "a mark beside an X is not read there"
OPEN_AND_UNKNOWN = "an open side beside an unknown one is not read there"
NOT_READ = {
    "2025-08-0X": PARTLY_X,
    "2025-08-3X": PARTLY_X,
    "2025-1X": PARTLY_X,
    "[2025?-08-01..2025?-08-10]": IN_BRACKETS,
    "[2024?..2026?]": IN_BRACKETS,
    "[..2025?-05]": IN_BRACKETS,
    "[2030~..]": IN_BRACKETS,
    "[2030-07?..]": IN_BRACKETS,
    "[XXXX-04-28..XXXX-05-03]": IN_BRACKETS,
    "[XXXX-08-01..XXXX-08-10]": IN_BRACKETS,
    "XXXX-?07": MARK_AND_X,
    "2025-XX-?05": MARK_AND_X,
    "2022?/XXXX": MARK_AND_X,
    "../XXXX": OPEN_AND_UNKNOWN,
    "XXXX/..": OPEN_AND_UNKNOWN,
}
NO_YEAR = "a date without a year runs there from the year 0 to the year 9999; here it has no bounds"
UNKNOWN_SIDE = "a side that is not known ends there in the year 0 or 9999; here it has no bound"
NO_SUCH_DAY = "it ends there on 29 February 2099, a day that the calendar does not have"
READ_OTHERWISE = {
    "XXXX": NO_YEAR,
    "XXXX-XX-05": NO_YEAR,
    "XXXX-02-29": NO_YEAR,
    "XXXX-07": NO_YEAR,
    "XXXX-08-01": NO_YEAR,
    "XXXX-12-XX": NO_YEAR,
    "2022/XXXX": UNKNOWN_SIDE,
    "XXXX/2022": UNKNOWN_SIDE,
    "20XX-02-29": NO_SUCH_DAY,
}


@pytest.mark.parametrize(("text", "earliest", "latest", "start", "end"), BOUNDS)
def test_bounds(text: str, earliest: str, latest: str, start: str, end: str) -> None:
    date = parse(text)
    assert [str(day or "-") for day in (date.earliest, date.latest)] == [earliest, latest]
    assert (date.first.kind, date.end_kind) == (start, end)


@pytest.mark.parametrize(("text", "words"), SAID)
def test_words(text: str, words: str) -> None:
    assert parse(text).words() == words


@pytest.mark.parametrize(
    ("text", "words"),
    rows("""
[2025?-07..2025-08] | between July 2025 (year inferred) and August 2025
[2025-07..2025-?08] | between July 2025 and August 2025 (month inferred)
[2025-?07..2025-?08] | between July and August 2025 (month inferred)
[2025-?07-01..2025-07-05] | between 1 July 2025 (month inferred) and 5 July 2025
2025-08?-01/2025-08?-05 | 1 to 5 August 2025 (year and month inferred)
2025?/2025 | 2025 (year inferred) to 2025
"""),
)
def test_a_mark_of_one_side_is_not_lent_to_the_other(text: str, words: str) -> None:
    assert parse(text).words() == words


def test_both_tables_have_the_same_dates() -> None:
    assert [row[0] for row in BOUNDS] == [row[0] for row in SAID]
    assert len({row[0] for row in BOUNDS}) == len(BOUNDS) >= 60


def test_every_form_has_words() -> None:
    several = {"D", "[D..D]", "[D..]", "[..D]", "D/D", "D/=", "D/..", "D/XXXX", "../D", "XXXX/D"}
    shapes = {parse(text)._shape for text, *_ in SAID}
    assert shapes == several | {"XXXX", "XXXX/..", "../XXXX"}


def test_the_tables_stand_in_the_order_of_sort_key() -> None:
    texts = [row[0] for row in BOUNDS]
    shuffled = random.Random(0).sample(texts, len(texts))
    assert sorted(shuffled, key=lambda text: parse(text).sort_key()) == texts


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2012/2020", "2012-01-01 2012-12-31", "2020-01-01 2020-12-31"),
        ("2024-06/2024", "2024-06-01 2024-06-30", "2024-06-01 2024-12-31"),
        ("2012/2012-05", "2012-01-01 2012-05-31", "2012-05-01 2012-05-31"),
        ("2030/..", "2030-01-01 2030-12-31", "2030-01-01 -"),
        ("2022/XXXX", "2022-01-01 2022-12-31", "2022-01-01 -"),
        ("../2012", "- 2012-12-31", "2012-01-01 2012-12-31"),
        ("[2030..]", "2030-01-01 -", "2030-01-01 -"),
        ("[2024..2026]", "2024-01-01 2026-12-31", "2024-01-01 2026-12-31"),
    ],
)
def test_start_and_end_are_apart_in_an_interval_only(text: str, start: str, end: str) -> None:
    def shown(bounds: Bounds) -> str:
        return " ".join(str(day or "-") for day in bounds)

    assert (shown(parse(text).start), shown(parse(text).end)) == (start, end)


@pytest.mark.parametrize(
    ("text", "extent"),
    [
        ("2020", (2020.0, 2021.0)),
        ("9999", (9999.0, 10000.0)),
        ("-9999", (-9999.0, -9998.0)),
        ("2024-12-31", (2024 + 365 / 366, 2025.0)),
        ("2023-02", (2023 + 31 / 365, 2023 + 59 / 365)),
        ("0000-03-01", (60 / 366, 61 / 366)),
        ("[2030..]", (2030.0, None)),
        ("[..2024-03]", (None, 2024 + 91 / 366)),
        ("2012/XXXX", (2012.0, None)),
        ("XXXX-07", (None, None)),
    ],
)
def test_extent(text: str, extent: tuple[float | None, float | None]) -> None:
    assert parse(text).extent() == extent


@pytest.mark.parametrize(
    ("text", "inferred", "approximate"),
    [
        ("2025?-07", {"year"}, set()),
        ("2025-07?", {"year", "month"}, set()),
        ("2025-07-?01", {"day"}, set()),
        ("2025-07?-~01", {"year", "month"}, {"day"}),
        ("2025%-07", {"year"}, {"year"}),
        ("2020~/2025?-07", {"year"}, {"year"}),
        ("[2025?-08-01..2025-08-?10]", {"year", "day"}, set()),
    ],
)
def test_marks(text: str, inferred: set[str], approximate: set[str]) -> None:
    date = parse(text)
    assert (set(date.inferred), set(date.approximate)) == (inferred, approximate)


@pytest.mark.parametrize(
    ("text", "remains"),
    [
        ("2025?-07", "XXXX-07"),
        ("2025?", "XXXX"),
        ("-0044?-03", "XXXX-03"),
        ("2025-07?", "XXXX"),
        ("2025-07?-01", "XXXX-XX-01"),
        ("2025-?07", "2025"),
        ("2025-?07-XX", "2025-XX-XX"),
        ("2025%-~07", "XXXX-~07"),
        ("2020~", "2020~"),
        ("[2025?-08-01..2025?-08-10]", "[XXXX-08-01..XXXX-08-10]"),
        ("[2025-?07..2025-?08]", "2025"),
        ("[2025?..2026]", "[..2026]"),
        ("[..2025?-05]", "[..XXXX-05]"),
        ("[2030?..]", "XXXX"),
        ("2025?/2026", "XXXX/2026"),
        ("2025?/..", "XXXX/.."),
        ("2025?/XXXX", "XXXX"),
        ("2025-?07/2025-?08", "2025/2025"),
    ],
)
def test_printed(text: str, remains: str) -> None:
    assert printed(parse(text)).text == remains


@pytest.mark.parametrize(
    ("text", "words", "start", "end"),
    [
        ("2024-03-31T14", "14 h on 31 March 2024", 14, 15),
        ("2024-03-31T00:30", "00:30 on 31 March 2024", 0.5, 0.5 + 1 / 60),
        ("2024?-03-31T07", "7 h on 31 March 2024 (year inferred)", 7, 8),
        ("[2024-03-31T14..2024-03-31T15:30]", "between 14 h and 15:30 on 31 March 2024", 14, 15.5),
        ("2024-03-31T22/2024-04-01T02", "22 h on 31 March to 2 h on 1 April 2024", 22, 27),
        ("[2024-03-31T14..2024-03-31]", "between 14 h on 31 March 2024 and 31 March 2024", 14, 24),
        ("[..2024-03-31T14]", "by 14 h on 31 March 2024", None, 15),
    ],
)
def test_a_time_of_day(text: str, words: str, start: float | None, end: float | None) -> None:
    date, midnight = parse(text), Day(2024, 3, 31).decimal_year()
    assert (date.text, date.words()) == (text, words)
    hours = [side if side is None else (side - midnight) * 366 * 24 for side in date.extent()]
    assert hours == [
        side if side is None else pytest.approx(side, abs=0.02) for side in (start, end)
    ]
    assert printed(date).text == ("XXXX-03-31" if "?" in text else text)


def test_times_of_one_day_are_in_order() -> None:
    day = [f"2024-03-31{time}" for time in ("T07", "T07:30", "T14", "", "T14:30")]
    dates = [parse(text) for text in day]
    assert sorted(dates, key=Edtf.sort_key) == [dates[n] for n in (3, 0, 1, 2, 4)]
    before = [[one.surely_before(other) for other in dates] for one in dates]
    assert before[0] == [False, False, True, False, True]
    assert before[3] == [False] * 5


@pytest.mark.parametrize(("text", "position", "rule", "instead"), BAD)
def test_bad_text(text: str, position: int, rule: str, instead: str) -> None:
    with pytest.raises(EdtfError) as error:
        parse(text)
    assert (error.value.text, error.value.position) == (text, position)
    assert (error.value.rule, error.value.example) == (rule, instead)


def test_an_error_is_one_line_that_says_all() -> None:
    with pytest.raises(EdtfError) as error:
        parse("2024\n")
    rule = "a date has no spaces"
    assert str(error.value) == rf'"2024\n": position 4: {rule}; write for example "2025-07"'


@pytest.mark.parametrize("piece", ["9", ".", "[..", " ", "2024/"])
def test_an_error_about_a_huge_text_is_short(piece: str) -> None:
    with pytest.raises(EdtfError, match="position 64: no date is that long") as error:
        parse(piece * 1_000_000)
    assert len(str(error.value)) < 200


def test_days_before_the_year_1_have_their_place() -> None:
    days = [Day(-9999, 1, 1), Day(-1, 12, 31), Day(0, 1, 1), Day(0, 2, 29), Day(1, 1, 1)]
    assert sorted(days) == days == sorted(days, key=lambda day: day.decimal_year())
    assert str(days[0]) == "-9999-01-01"


# -- a second opinion ---------------------------------------------------------------------------


def their_bounds(text: str) -> list[str]:
    theirs = second_opinion(text)
    return [
        "-" if isinstance(bound, float) else str(Day(*bound[:3]))
        for bound in (theirs.lower_strict(), theirs.upper_strict())
    ]


OURS = {row[0]: row[1:3] for row in BOUNDS}


@pytest.mark.parametrize("text", sorted(OURS.keys() - {*NOT_READ, *READ_OTHERWISE}))
def test_python_edtf_agrees(text: str) -> None:
    assert their_bounds(text) == OURS[text]


@pytest.mark.parametrize(("text", "why"), READ_OTHERWISE.items())
def test_python_edtf_still_reads_it_otherwise(text: str, why: str) -> None:
    assert their_bounds(text) != OURS[text], f"drop the exception: {why}"


@pytest.mark.parametrize(("text", "why"), NOT_READ.items())
def test_python_edtf_still_does_not_read_it(text: str, why: str) -> None:
    with pytest.raises((EDTFParseException, AttributeError, TypeError, ValueError)):
        raise AssertionError(f"drop the exception: {why}: {their_bounds(text)}")


# -- properties ---------------------------------------------------------------------------------

YEARS = st.one_of(
    st.integers(0, 9999).map("{:04}".format),
    st.integers(1, 9999).map("-{:04}".format),
    st.sampled_from(["XXXX", "00XX", "19XX", "20XX", "99XX", "000X", "200X", "202X", "999X"]),
)
MONTHS = st.one_of(st.integers(1, 12).map("{:02}".format), st.just("XX"))
DAYS = st.one_of(st.integers(1, 28).map("{:02}".format), st.sampled_from(["XX", "0X", "1X", "2X"]))
MARKS = st.sampled_from(["", "", "?", "~", "%"])


@st.composite
def partial_dates(draw: st.DrawFn, marks: st.SearchStrategy[str] = MARKS) -> PartialDate:
    digits = [draw(YEARS), draw(MONTHS), draw(DAYS)][: draw(st.integers(1, 3))]
    if not any(part.strip("X") for part in digits):
        digits = ["XXXX"]
    return PartialDate(tuple(Part(part, draw(marks) if part.strip("X") else "") for part in digits))


def refusal(text: str) -> EdtfError | None:
    try:
        parse(text)
    except EdtfError as error:
        return error
    return None


def parses(text: str) -> bool:
    return refusal(text) is None


@st.composite
def edtf_texts(draw: st.DrawFn) -> str:
    first, last = draw(partial_dates()).text, draw(partial_dates()).text
    forms = ["{0}", "{0}/{1}", "{0}/..", "../{1}", "{0}/XXXX", "XXXX/{1}"]
    forms += ["[{0}..{1}]", "[{0}..]", "[..{1}]"]
    return draw(st.sampled_from(forms)).format(first, last)


DATES = edtf_texts().filter(parses).map(parse)


@given(DATES)
def test_text_comes_back(date: Edtf) -> None:
    assert parse(date.text) == date
    assert parse(date.text).text == str(date) == date.text


@given(DATES)
def test_bounds_are_in_order(date: Edtf) -> None:
    for earliest, latest in (date.start, date.end, (date.earliest, date.latest)):
        assert earliest is None or latest is None or earliest <= latest
    assert date.start.earliest is None or date.end.earliest is not None
    begin, stop = date.extent()
    assert begin is None or stop is None or begin < stop


@given(DATES)
def test_a_side_without_bound_is_open_or_unknown(date: Edtf) -> None:
    assert (date.earliest is None) == (date.first.kind != "known")
    assert (date.latest is None) == (date.end_kind != "known")


@given(partial_dates(marks=st.just("")), st.lists(MARKS, min_size=3, max_size=3))
def test_a_mark_changes_no_bound(plain: PartialDate, marks: list[str]) -> None:
    parts = [
        Part(part.digits, mark if part.known else "")
        for part, mark in zip(plain.parts, marks, strict=False)
    ]
    marked = parse(PartialDate(tuple(parts)).text)
    assert (marked.start, marked.end) == (parse(plain.text).start, parse(plain.text).end)


@given(DATES)
def test_nothing_inferred_is_printed(date: Edtf) -> None:
    rest = printed(date)
    assert not rest.inferred
    assert printed(rest) == rest == parse(rest.text)
    assert (rest == date) == (not date.inferred)
    for side in (date.first, date.last):
        if side.known and side.parts[0].inferred and date.first == date.last:
            assert side.parts[0].digits not in rest.text


@given(DATES)
def test_what_is_printed_is_never_narrower(date: Edtf) -> None:
    rest = printed(date)
    assert rest.earliest is None or (date.earliest is not None and rest.earliest <= date.earliest)
    assert rest.latest is None or (date.latest is not None and rest.latest >= date.latest)


@given(DATES)
@example(parse("[2025?-08-01..2025?-08-10]"))
@example(parse("2025?/2026?"))
def test_what_is_inferred_never_shows_without_its_mark(date: Edtf) -> None:
    assert ("inferred" in date.words()) == bool(date.inferred)
    noted = re.findall(r"\(([^()]*inferred)", date.words())
    assert {name for name in ("year", "month", "day") if name in " ".join(noted)} >= date.inferred


@given(DATES)
def test_words_are_one_clean_line(date: Edtf) -> None:
    words = date.words()
    assert words == " ".join(words.split()) != ""
    assert not re.search("None|X|[{]", words)


@given(DATES, DATES)
def test_the_order_is_total_and_keeps_to_the_bounds(a: Edtf, b: Edtf) -> None:
    assert (a.sort_key() == b.sort_key()) == (a == b)
    assert (a.sort_key() < b.sort_key()) or (b.sort_key() < a.sort_key()) or a == b
    if a.latest and b.earliest and a.latest < b.earliest:
        assert a.sort_key() < b.sort_key()


CALENDAR = "\n".join(
    (calendar_date(1900, 1, 1) + timedelta(days=n)).isoformat()
    for n in range((calendar_date(2100, 1, 1) - calendar_date(1900, 1, 1)).days)
)


@given(
    st.sampled_from(["1900", "2000", "2023", "2024", "199X", "202X", "19XX", "20XX"]),
    st.sampled_from(["", "01", "02", "04", "12", "XX", "0X", "1X"]),
    st.sampled_from(["", "01", "28", "29", "30", "31", "XX", "0X", "1X", "2X", "3X"]),
)
def test_bounds_are_those_of_the_calendar(year: str, month: str, day: str) -> None:
    """Every day of two centuries that fits the digits lies inside, and the outermost are met."""
    text = "-".join([year, month, day] if month and day else [year, month] if month else [year])
    if re.search("-[01]X-", text):
        assert not parses(text)
        return
    fitting = re.findall(f"^{text.replace('X', '[0-9]')}.*", CALENDAR, re.MULTILINE)
    assert parses(text) == bool(fitting)
    if fitting:
        date = parse(text)
        assert (str(date.earliest), str(date.latest)) == (fitting[0], fitting[-1])


@given(
    st.one_of(
        st.text(alphabet="0123456789X-?~%[]./", max_size=24),
        st.text(alphabet="012X-?[]./{},TYx \n\u0665", max_size=12),
        st.text(),
        edtf_texts(),
    )
)
@example("\u0662\u0660\u0662\u0665")
@example("[" * 70)
def test_any_text_is_a_date_or_an_error_that_helps(text: str) -> None:
    error = refusal(text)
    if error is None:
        assert parse(text).text == text
        assert parse(text).words()
    else:
        assert 0 <= error.position <= len(text)
        assert parse(error.example).text == error.example != text
        assert len(str(error).splitlines()) == 1
