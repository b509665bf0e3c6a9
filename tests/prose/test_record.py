"""Words that count the texts are held against how many there are, wherever they stand."""

from __future__ import annotations

import pytest
from made_corpus import discussion, said

from maliviz.problem import Problem
from maliviz.prose.markdown import Cell
from maliviz.prose.record import check_record
from maliviz.prose.rules import Caption, check, check_captions
from maliviz.prose.vocabulary import vocabulary

ENGLISH = vocabulary("en")

WORDS = [
    ("Both texts say so.", 2),
    ("So by both of the texts.", 2),
    ("neither text tells", 2),
    ("Neither of the two news texts tells.", 2),
    ("told by both", 2),
    ("The three texts differ.", 3),
    ("one of 3 texts", 3),
]
PAIRS = ["Neither text", "two texts"]


@pytest.mark.parametrize(("words", "size"), WORDS)
def test_a_count_of_the_texts_is_right_of_so_many_texts_only(words: str, size: int) -> None:
    assert [len([*ENGLISH.miscounted(words, n)]) for n in (size, size + 1)] == [0, 1]


@pytest.mark.parametrize(
    "words",
    [
        *("Both sides say so.", "neither of them", "Each text counts.", "Only one text tells."),
        *("both text A and text B", "neither text A nor text B", "two of the three texts"),
    ],
)
def test_other_words_count_no_texts(words: str) -> None:
    assert [*ENGLISH.miscounted(words, 3)] == []


def told(labels: str) -> list[Problem]:
    """What is told of tables of our own words in a corpus of these texts."""
    corpus = discussion(
        "yes-no",
        said("a", "yes", note="Either text may err.", printed="both texts"),
        labels=labels,
        gaps=[{"id": "who", "order": "1", "text": "Who it was: neither text tells."}],
        inferences=[{"id": "so", "statement": "Both texts tell of one."}],
        changes=[{"id": "old", "date": "2020-01-01", "text": "Both texts were read anew."}],
    )
    return [*check_record(corpus)]


def test_the_cells_of_our_own_words_are_held_against_the_number_of_texts() -> None:
    assert told("AB") == []
    three = told("ABC")
    assert [(one.file, one.column, one.value) for one in three] == [
        ("data/claims.csv", "note", "Either text"),
        ("data/inferences.csv", "statement", "Both texts"),
        ("data/gaps.csv", "text", "neither text"),
    ]
    assert three[0].rule == "the corpus has 3 texts"


def test_a_sentence_that_counts_them_wrong_is_told_once() -> None:
    corpus = discussion("yes-no", said("a", "yes", id="yes"), said("b", "yes", id="yes-b"))
    three = discussion("yes-no", said("a", "yes", id="yes"), labels="ABC")
    cell = Cell("notebooks/a.ipynb", 1, "So it is. Both texts [say so](#claim-yes).")
    assert check([cell], corpus) == []
    [problem] = check([cell], three)
    assert (problem.column, problem.value) == (11, "Both texts")
    [problem] = check([Cell("notebooks/a.ipynb", 1, "In two texts.")], three)
    assert problem.value == "two texts"


def test_a_title_that_counts_them_wrong_is_told_once() -> None:
    titles = [Caption("notebooks/a.ipynb", 1, [f"{pair} tell of boats"], [], []) for pair in PAIRS]
    for labels, told in (("AB", []), ("ABC", PAIRS)):
        corpus = discussion("yes-no", said("a", "yes"), labels=labels)
        assert [one.value for one in check_captions(titles, corpus)] == told
