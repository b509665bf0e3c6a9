from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maliviz.evidence.text import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" … \n --- \n", []),
        ("A heading", ["A heading"]),
        ("One. Two? Three! Four", ["One.", "Two?", "Three!", "Four"]),
        ("“One.” Two. (Three.) Four.", ["“One.”", "Two.", "(Three.)", "Four."]),
        ("One. “Two,” she said.", ["One.", "“Two,” she said."]),
        ("About 2.5 metres. at sea", ["About 2.5 metres. at sea"]),
        ("One… two. Élan.", ["One… two.", "Élan."]),
        ("  One. \r\n\r\n  Two.\u00a0Three.  ", ["One.", "Two.", "Three."]),
        (
            "«\u202fUn\u202f! Deux.\u202f» Trois. «\u202fQuatre.",
            ["«\u202fUn\u202f!", "Deux.\u202f»", "Trois.", "«\u202fQuatre."],
        ),
        ("one\rtwo", ["one", "two"]),
        ("Gen. Ann came.", ["Gen.", "Ann came."]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected


@given(st.text(alphabet="aAé1 .?!“”\n\r’"))
def test_every_letter_and_digit_is_in_one_sentence(text: str) -> None:
    spans = sentences(text)
    held = [n for span in spans for n in range(*span) if text[n].isalnum()]
    assert held == [n for n, letter in enumerate(text) if letter.isalnum()]
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)
