"""Distances between uncertain dates, and offsets from a day that is not printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maliviz.edtf import Distance, EdtfError, distance, parse, parse_ago

# from, to, least, most, words
DISTANCES = [
    ("[..2024-03]", "[2030..]", 69, None, "at least 5 years and 9 months"),
    ("[2030..]", "[..2024-03]", None, -69, "at least 5 years and 9 months earlier"),
    ("2020", "2022", 12, 36, "between 1 and 3 years"),
    ("2022", "2020", -36, -12, "between 1 and 3 years earlier"),
    ("2024-03-31", "2030-01-01", 69, 70, "between 5 years 9 months and 5 years 10 months"),
    ("2024-01-15", "2024-03-15", 2, 2, "2 months"),
    ("2024-03-15", "2024-01-15", -2, -2, "2 months earlier"),
    ("2024-01-31", "2024-02-29", 0, 1, "at most 1 month"),
    ("2024-03-31", "2024-03-31", 0, 0, "the same day"),
    ("2024-01-01", "2025-01-01", 12, 12, "1 year"),
    ("2024-01-15", "2025-03-20", 14, 15, "between 14 and 15 months"),
    ("2024-01-01", "2026", 24, 36, "between 2 and 3 years"),
    ("2024-01-01", "2025-06", 17, 18, "between 17 and 18 months"),
    ("2024-01-01", "[2025-06..2026-12]", 17, 36, "between 17 months and 3 years"),
    ("2024", "2024", -12, 12, "between 1 year earlier and 1 year later"),
    ("2024", "[2024..]", -12, None, "at most 1 year earlier, or later"),
    ("[2024..]", "2025", None, 24, "at most 2 years later, or earlier"),
    ("2024-01-01", "[2024..]", 0, None, "an unknown time"),
    ("[2024..]", "2024-01-01", None, 0, "an unknown time earlier"),
    ("XXXX-07", "2024", None, None, "an unknown time, earlier or later"),
    ("2024~", "[2030..]", 60, None, "at least about 5 years"),
    ("2024-01-01", "2030-01~", 72, 73, "between about 6 years and 6 years 1 month"),
    ("2012~", "2012/2020", -12, 12, "between about 1 year earlier and 1 year later"),
    ("2012/2020", "2022/..", 108, 132, "between 9 and 11 years"),
    ("-0001-01-01", "0001-01-01", 24, 24, "2 years"),
    ("-9999", "9999", 239964, 239988, "between 19997 and 19999 years"),
    (
        "2025?-07",
        "2030-07",
        59,
        61,
        "between 4 years 11 months and 5 years 1 month (from an inferred date)",
    ),
]

# text, days at the least and at the most, words
AGO = [
    ("P0D", 0, 0, "the same day"),
    ("P1D", 1, 1, "1 day before"),
    ("P3D", 3, 3, "3 days before"),
    ("P0D/P1D", 0, 1, "0 to 1 days before"),
    ("P2W", 14, 14, "2 weeks before"),
    ("P1M", 28, 31, "1 month before"),
    ("P1Y", 365, 366, "1 year before"),
    ("P1W/P1M", 7, 31, "1 week to 1 month before"),
    ("P2M/P3Y", 56, 1098, "2 months to 3 years before"),
]

# text, position, a part of the rule
BAD_AGO = [
    ("", 0, "a duration is P"),
    ("3D", 0, "a duration is P"),
    ("P3", 0, "a duration is P"),
    ("p3d", 0, "a duration is P"),
    ("P03D", 0, "a duration is P"),
    ("-P3D", 0, "a duration is P"),
    ("P1.5D", 0, "a duration is P"),
    ("P\u0663D", 0, "a duration is P"),
    ("PT3H", 0, "a duration is P"),
    ("P1Y2M", 0, "a duration is P"),
    ("P3D ", 0, "a duration is P"),
    ("P" + "9" * 5000 + "D", 0, "a duration is P"),
    ("/P3D", 0, "a duration is P"),
    ("P3D/", 4, "a duration is P"),
    ("P1D/P2D/P3D", 4, "a duration is P"),
    ("P1D/P0D", 4, "from the shorter to the longer"),
    ("P3D/P3D", 4, "from the shorter to the longer"),
    ("P1M/P30D", 4, "from the shorter to the longer"),
]


@pytest.mark.parametrize(("first", "last", "least", "most", "words"), DISTANCES)
def test_distance(first: str, last: str, least: int | None, most: int | None, words: str) -> None:
    found = distance(parse(first), parse(last))
    assert (found.least, found.most, found.words()) == (least, most, words)


DAYS = st.tuples(st.integers(-9999, 9999), st.integers(1, 12), st.integers(1, 28))


def written(day: tuple[int, int, int]) -> str:
    year, month, number = day
    return f"{'-' if year < 0 else ''}{abs(year):04}-{month:02}-{number:02}"


@given(DAYS, DAYS)
def test_distance_is_outside_rounded_and_the_same_in_both_directions(
    a: tuple[int, int, int], b: tuple[int, int, int]
) -> None:
    there = distance(parse(written(a)), parse(written(b)))
    back = distance(parse(written(b)), parse(written(a)))
    assert there.least is not None
    assert there.most is not None
    assert (back.least, back.most) == (-there.most, -there.least)
    assert there.most - there.least == (a[2] != b[2])
    months = a[0] * 12 + a[1] - 1
    assert (months + there.least, a[2]) <= (b[0] * 12 + b[1] - 1, b[2])
    assert (months + there.most, a[2]) >= (b[0] * 12 + b[1] - 1, b[2])


@given(DAYS, DAYS)
def test_a_wider_date_never_narrows_the_distance(
    a: tuple[int, int, int], b: tuple[int, int, int]
) -> None:
    exact = distance(parse(written(a)), parse(written(b)))
    wide = distance(parse(written(a)[:-3]), parse(written(b)[:-3]))
    assert None not in (exact.least, exact.most, wide.least, wide.most)
    assert (wide.least or 0) <= (exact.least or 0) <= (exact.most or 0) <= (wide.most or 0)


@given(st.integers(-300, 300), st.integers(0, 300))
def test_words_say_which_comes_first_only_where_it_is_certain(least: int, width: int) -> None:
    words = Distance(least, least + width).words()
    assert words == " ".join(words.split())
    assert ("earlier" in words) == (least < 0)
    assert ("later" in words) == (least < 0 < least + width)


@pytest.mark.parametrize(("text", "least", "most", "words"), AGO)
def test_ago(text: str, least: int, most: int, words: str) -> None:
    ago = parse_ago(text)
    assert (ago.text, ago.least_days, ago.most_days, ago.words()) == (text, least, most, words)


@pytest.mark.parametrize(("text", "position", "rule"), BAD_AGO)
def test_bad_ago(text: str, position: int, rule: str) -> None:
    with pytest.raises(EdtfError, match=rule) as error:
        parse_ago(text)
    assert (error.value.text, error.value.position) == (text, position)
    assert parse_ago(error.value.example)


@given(st.one_of(st.text(alphabet="P0129DWMYT/.-"), st.text()))
def test_any_text_is_an_offset_or_an_error(text: str) -> None:
    try:
        ago = parse_ago(text)
    except EdtfError:
        return
    assert ago.text == text
    assert ago.words()
    assert ago.least_days <= ago.most_days
