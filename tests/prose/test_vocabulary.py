"""A language is a file of words: it has all that English has, and means the same by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from maliviz.count import NUMBER_WORDS
from maliviz.prose import vocabulary as module
from maliviz.prose.vocabulary import Synonyms, meant, vocabulary

ENGLISH = vocabulary("en")
CODES = [path.stem for path in (Path(module.__file__).parent / "words").glob("*.json")]


def values(words: Synonyms) -> set[str]:
    return set(meant(words).values())


@pytest.mark.parametrize("code", CODES)
def test_what_a_language_says_is_known_in_english(code: str) -> None:
    known = vocabulary(code)
    assert values(known.relative) <= values(ENGLISH.relative)
    assert values(known.counts) <= values(ENGLISH.counts)
    assert known.bounds.keys() == ENGLISH.bounds.keys() >= known.also.keys()
    assert known.things.keys() == ENGLISH.things.keys()
    assert code in NUMBER_WORDS
    assert len(known.ranks.keys()) >= len(ENGLISH.ranks.keys())


@pytest.mark.parametrize("code", CODES)
def test_no_bound_has_the_words_of_another(code: str) -> None:
    known = vocabulary(code)
    kinds = [("floor", "ceiling"), ("above", "below"), ("latest", "earliest"), ("floor", "above")]
    for one, other in kinds:
        words = {*known.bounds[one], *known.also.get(one, ())}
        assert not words & {*known.bounds[other], *known.also.get(other, ())}
