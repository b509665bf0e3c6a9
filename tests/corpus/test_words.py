from __future__ import annotations

import pytest

from maliviz.corpus.words import has_word, numbers


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("at least 20", {20}),
        ("20 to 50", {20, 50}),
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
