from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maliviz.count import (
    NUMBER_WORDS,
    Count,
    CountError,
    CountForm,
    has_word,
    numbers,
    parse_count,
)

READINGS = {"dozens": ">=24", "multiple": ">=2", "five": "5"}

counts = st.builds(Count, st.sampled_from(get_args(CountForm)), st.integers(0, 200))


@pytest.mark.parametrize(
    ("text", "form", "least", "most", "words"),
    [
        ("20", "exact", 20, 20, "20"),
        ("0", "exact", 0, 0, "0"),
        ("1500", "exact", 1500, 1500, "1,500"),
        (">=20", "floor", 20, None, "at least 20"),
        (">20", "above", 21, None, "more than 20"),
        ("<=20", "ceiling", 0, 20, "at most 20"),
        ("<20", "below", 0, 19, "fewer than 20"),
        ("~50", "about", 40, 60, "about 50"),
        ("~52", "about", 42, 62, "about 52"),
        ("~1", "about", 1, 1, "about 1"),
        ("dozens", "floor", 24, None, "dozens"),
        ("five", "exact", 5, 5, "5"),
    ],
)
def test_form_and_bounds(
    text: str, form: CountForm, least: int, most: int | None, words: str
) -> None:
    count = parse_count(text, READINGS)
    assert (count.form, count.least, count.most, count.words()) == (form, least, most, words)


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        ("20", "20", True),
        ("20", "21", False),
        (">=20", "20", True),
        (">=20", "19", False),
        (">20", "20", False),
        (">20", "21", True),
        ("<20", ">=20", False),
        (">=20", "~50", True),
        ("<=20", ">=20", True),
        ("<=19", ">=20", False),
        ("~50", "60", True),
        ("~50", "61", False),
        ("~50", "39", False),
        (">=61", "~50", False),
        ("dozens", "<=23", False),
        ("dozens", "multiple", True),
    ],
)
def test_overlap(one: str, other: str, overlap: bool) -> None:
    first, second = parse_count(one, READINGS), parse_count(other, READINGS)
    assert first.overlaps(second) is overlap
    assert second.overlaps(first) is overlap


def test_a_word_is_no_number_unless_it_is_read_as_one() -> None:
    assert parse_count("dozens", READINGS) != parse_count(">=24")
    assert parse_count("five", READINGS) == parse_count("5")


@pytest.mark.parametrize(
    "text", ["", " 20", "20 ", "-1", "+5", "020", "2.5", "1,500", "> 20", "≥20", "٢٠", "20-30"]
)
def test_no_count(text: str) -> None:
    with pytest.raises(CountError, match="is neither a count such as"):
        parse_count(text)


@pytest.mark.parametrize(
    ("text", "readings", "message"),
    [
        ("dozen", READINGS, 'did you mean "dozens"?'),
        ("scores", READINGS, "give a new word a reading first"),
        ("some", {"some": "a few"}, '"some" is read as "a few", which is not a count'),
    ],
)
def test_errors_name_the_way_out(text: str, readings: dict[str, str], message: str) -> None:
    with pytest.raises(CountError) as error:
        parse_count(text, readings)
    assert message in str(error.value)


@given(counts)
def test_the_number_lies_within_its_own_bounds(count: Count) -> None:
    strictly = count.form in ("above", "below")
    assert count.least <= count.number + strictly
    assert count.most is None or count.number - strictly <= count.most


@given(counts, counts)
def test_overlap_is_having_a_number_in_common(one: Count, other: Count) -> None:
    top = max(one.number, other.number) * 2 + 1
    shared = _numbers(one, top) & _numbers(other, top)
    assert one.overlaps(other) is bool(shared)


def _numbers(count: Count, top: int) -> set[int]:
    return set(range(count.least, (top if count.most is None else count.most) + 1))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("at least 20", {20}),
        ("20 to 50", {20, 50}),
        ("100-200 people", {100, 200}),
        ("1,500 people", {1500}),
        ("1.500 Leute", {1500}),
        ("1 500 personnes", {1500}),
        ("1\u202f500\u00a0personnes", {1500}),
        ("in 2020, 2021", {2020, 2021}),
        ("٢٠ شخصا", {20}),
        ("२०", {20}),
        ("dozens", set()),
        ("9" * 5_000, set()),
    ],
)
def test_numbers(words: str, found: set[int]) -> None:
    assert numbers(words) == found


@pytest.mark.parametrize(
    ("words", "language", "found"),
    [
        ("2.5 million people", "en", {2_500_000}),
        ("2.125 million people", "en", {2_125_000}),
        ("2,125 millions de personnes", "fr", {2_125_000}),
        ("2 125 millions de personnes", "fr", {2_125_000_000}),
        ("2,125 million people", "en", {2_125_000_000}),
        ("In 2012 thousands fled", "en", {2012}),
        ("en 2023 mille soldats", "fr", {2023}),
        ("3 mil millones", "es", {3_000_000_000}),
        ("20,000 thousand, or 3 billion", "en", {20_000_000, 3_000_000_000}),
        ("between 2 and 3 million", "en", {2, 3_000_000}),
        ("2,5 millions de personnes", "fr-ML", {2_500_000}),
        ("200 Millionen", "de", {200_000_000}),
        ("3 mil", "es", {3000}),
        ("50 cents", "fr", {50}),
        ("2.5005 thousand", "en", set()),
        ("2 millionaires", "en", {2}),
        ("2 million", "sw", {2}),
        ("9" * 5_000 + " million", "en", set()),
    ],
)
def test_words_that_multiply_digits_make_one_number_of_them(
    words: str, language: str, found: set[int]
) -> None:
    assert numbers(words, language) == found


@pytest.mark.parametrize(
    ("words", "word", "found"),
    [
        ("Dozens of soldiers", "dozens", True),
        ("a five-year term", "five", True),
        ("fivefold", "five", False),
        ("twenty-five", "twenty-five", True),
        ("Des DIZAINES", "dizaines", True),
        ("a+b", "a+", False),
        ("a+ b", "a+", True),
    ],
)
def test_words(words: str, word: str, found: bool) -> None:
    assert has_word(words, word) is found


@pytest.mark.parametrize("language", NUMBER_WORDS)
def test_the_words_of_a_language_are_those_for_0_to_100(language: str) -> None:
    spelled = NUMBER_WORDS[language]["words"].split()
    every = [one for words in spelled for one in words.split("/")]
    assert len(spelled) == 101
    assert len(set(every)) == len(every)
    for number, words in enumerate(spelled):
        for one in words.split("/"):
            assert numbers(f"x {one.title()}, y", language) == {number}


@pytest.mark.parametrize(
    ("words", "language", "read"),
    [
        ("vingt et un", "fr", {21}),
        ("soixante\u2011dix-sept", "fr-BE", {77}),
        ("septante-sept", "fr-BE", {77}),
        ("deux cents, puis trois", "fr", {3}),
        ("treinta y dos mil", "es", set()),
        ("einundzwanzig", "de", {21}),
        ("twenty-five of the 1,500", "en-GB", {25, 1500}),
        ("twenty", "bm", set()),
    ],
)
def test_a_number_beyond_a_hundred_is_none_of_its_parts(
    words: str, language: str, read: set[int]
) -> None:
    assert numbers(words, language) == read
