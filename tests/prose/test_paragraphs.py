from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maliviz.prose.text import line_and_column, paragraphs, sentences

CODE = "\ufffc"

# Markdown, and the paragraphs of it; `<…>` stands for linked words
TEXTS = [
    ("# A [20](#claim-x) *b* `c 5`", [f"A <20> b {CODE}"]),
    ("one\ntwo  \nthree", ["one two three"]),
    ("a **[9](#claim-a)** b", ["a <9> b"]),
    ("[*9* men](#inference-a-b)", ["<9 men>"]),
    ("[9][r] and [r]\n\n[r]: #claim-x", ["<9> and <r>"]),
    ("[9](people.ipynb) [8](https://a.b) [7](#part)", ["9 8 7"]),
    ("<https://a.b/2024> [https://a.b/5](https://a.b/5)", [f"{CODE} {CODE}"]),
    ("![a chart of 5](data:image/png;base64,8)", ["a chart of 5"]),
    ("![9](#claim-a)", ["9"]),
    ("```\n20\n```\n\n    30\n", []),
    ("- 20\n- [30](#claim-a)\n", ["20", "<30>"]),
    ("1. ten\n2. twenty", ["ten", "twenty"]),
    ("2030. At last", ["2030", "At last"]),
    ("> seven", ["seven"]),
    ("| a | b |\n|---|---|\n| 1 | [2](#claim-z) |", ["a | b", "1 | <2>"]),
    ("<b>20</b>", ["<b>20</b>"]),
    ("\\*20\\*", ["*20*"]),
    ("2**03**0", ["2030"]),
    ("[](#claim-a)", ["<\u200b>"]),
    ("", []),
]


def marked(source: str) -> list[str]:
    found = []
    for paragraph in paragraphs(source):
        text = paragraph.text
        for link in reversed(paragraph.links):
            text = f"{text[: link.start]}<{paragraph.words(link)}>{text[link.end :]}"
        found.append(text)
    return found


@pytest.mark.parametrize(("source", "expected"), TEXTS)
def test_prose_and_links(source: str, expected: list[str]) -> None:
    assert marked(source) == expected


# Markdown in which X stands once as prose, and its line and column
PLACES = [
    ("X", 1, 1),
    ("# A title\n\nand X", 3, 5),
    ("`X1` then\n[X](#claim-X1)", 2, 2),
    ("[a X1](#claim-X-X 'X 2') and\nso X", 2, 4),
    ("[a](#claim-X) X", 1, 15),
    ("[a][X1] and **X**\n\n[X1]: #claim-X", 1, 15),
    ("```\nX1 X\n```\n\nso X", 5, 4),
    ("- a\n- b\n\n  X", 4, 3),
    ("> a\n> X", 2, 3),
    ("| a | b |\n|---|---|\n| c | X |", 3, 7),
    ("caf&eacute; &amp; X", 1, 19),
    ("Xa aX _X_", 1, 8),
    ("<b>\nX</b>", 2, 1),
]


@pytest.mark.parametrize(("source", "line", "column"), PLACES)
def test_a_word_is_found_where_it_stands(source: str, line: int, column: int) -> None:
    places = [
        paragraph.places[n]
        for paragraph in paragraphs(source)
        for n, letter in enumerate(paragraph.text)
        if letter == "X" and not paragraph.text[n + 1 : n + 2].isalnum()
        and not paragraph.text[max(n - 1, 0) : n].isalnum()
    ]  # fmt: skip
    assert [line_and_column(source, place) for place in places] == [(line, column)]


# prose, and its sentences
SENTENCES = [
    ("One came. Two went", ["One came.", "Two went"]),
    ("Gen. Ba came with Dr. No. Then he left.", ["Gen. Ba came with Dr. No.", "Then he left."]),
    ("It was [so. Then](#claim-a) not. No.", ["It was so. Then not.", "No."]),
    ("about 3.5 men; others left", ["about 3.5 men; others left"]),
]


@pytest.mark.parametrize(("source", "expected"), SENTENCES)
def test_sentences(source: str, expected: list[str]) -> None:
    [paragraph] = paragraphs(source)
    assert [paragraph.text[start:end] for start, end in sentences(paragraph)] == expected


MARKDOWN = st.lists(
    st.sampled_from(["[", "](#claim-a)", "](", ")", "`", "*", "_", "> ", "- ", "1. ", "\n", "\n\n"])
    | st.sampled_from(["# ", "|", "|---|", "20", "Gen. ", "text A. ", "<b>", "&amp;", "![", "\\"])
    | st.text(max_size=4)
).map("".join)


@given(MARKDOWN)
def test_any_markdown_has_a_place_for_each_letter(source: str) -> None:
    for paragraph in paragraphs(source):
        assert len(paragraph.text) == len(paragraph.places)
        assert all(0 <= place <= len(source) for place in paragraph.places)
        assert all(0 <= link.start < link.end for link in paragraph.links)


WORDS = st.lists(st.text("abc", min_size=1, max_size=3), min_size=1, max_size=4).map(" ".join)
PIECES = WORDS | WORDS.map("*{}*".format) | WORDS.map("[{}](#claim-a-b-c)".format)


@given(st.lists(PIECES | WORDS.map("`{}`".format), min_size=1))
def test_every_letter_is_found_where_it_stands(pieces: list[str]) -> None:
    source = "\n".join(pieces)
    for paragraph in paragraphs(source):
        found = [n for n, letter in enumerate(paragraph.text) if letter.isalpha()]
        assert [source[paragraph.places[n]] for n in found] == [paragraph.text[n] for n in found]
        assert sorted(paragraph.places) == list(paragraph.places)
