from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maliviz.prose.markdown import headings, lead, notebook_links, paragraphs, sentences

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
    ("<b>20</b>", ["20"]),
    ("\\*20\\*", ["*20*"]),
    ("2**03**0", ["2030"]),
    ("[](#claim-a)", ["<>"]),
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
    ("`X1 X` then\n[X](#claim-X)", 2, 2),
    ("so X\nX1 and\nmore", 1, 4),
    ("[a X1](#claim-X-X 'X 2') and\nso X", 2, 4),
    ("[a](#claim-X) X", 1, 15),
    ("[a][X] and **X**\n\n[X]: #claim-X", 1, 14),
    ("see <https://a.b/X> and X", 1, 25),
    ("```\nX1 X\n```\n\nso X", 5, 4),
    ("- a\n- b\n\n  X", 4, 3),
    ("> a\n> X", 2, 3),
    ("| a | b |\n|---|---|\n| c | X |", 3, 7),
    ("caf&eacute; &amp; X", 1, 19),
    ("Xa aX _X_", 1, 8),
    ("<b>\nX</b>", 2, 1),
    # What is not as often in the source as in the prose has no sure place.
    ("a\n2. &#88; X", 1, 0),
    ("so\n**a**X", 1, 0),
    ("so\n[X\\](X) X", 1, 0),
]


@pytest.mark.parametrize(("source", "line", "column"), PLACES)
def test_a_word_is_found_in_its_line(source: str, line: int, column: int) -> None:
    [place] = [
        paragraph.place(source, whole[-1].start())
        for paragraph in paragraphs(source)
        if (whole := [*re.finditer(r"\bX\b|(?<=a)X", paragraph.text)])
    ]
    assert place == (line, column)


def test_the_place_of_a_quote_is_that_of_the_word_after_it() -> None:
    [paragraph] = paragraphs("so\n“[X](#claim-a)”")
    assert paragraph.place("so\n“[X](#claim-a)”", 3) == (2, 3)


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
def test_any_markdown_has_lines_for_its_prose(source: str) -> None:
    lines = source.split("\n")
    for paragraph in paragraphs(source):
        assert 1 <= paragraph.line <= len(lines)
        assert all(0 <= link.start <= link.end <= len(paragraph.text) for link in paragraph.links)
        for start in range(len(paragraph.text)):
            line, column = paragraph.place(source, start)
            assert 1 <= line <= len(lines)
            assert 0 <= column <= len(lines[line - 1])


WORDS = st.lists(st.text("abc", min_size=1, max_size=3), min_size=1, max_size=4).map(" ".join)
PIECES = WORDS | WORDS.map("*{}*".format) | WORDS.map("[{}](#claim-a-b-c)".format)


@pytest.mark.slow
@given(st.lists(PIECES | WORDS.map("`{}`".format), min_size=1))
def test_every_word_is_found_in_its_line(pieces: list[str]) -> None:
    source = "\n".join(pieces)
    lines = source.split("\n")
    for paragraph in paragraphs(source):
        starts = [n for n, letter in enumerate(f" {paragraph.text}") if letter.isspace()]
        for start in starts:
            line, column = paragraph.place(source, start)
            word = paragraph.text[start:].split()[0]
            if word.isalpha():
                assert lines[line - 1][column - 1 :].startswith(word)


def test_what_is_read_off_the_prose() -> None:
    source = "# T\n\nOne *two*\nthree.\n\n[a `b`](people.ipynb) [c](index.ipynb#d) [e](#claim-f)"
    assert lead(source) == "One two three."
    assert list(notebook_links(source)) == [("people", "a b"), ("index", "c")]
    assert list(headings("x\n\n## A `b` *c*\n> # Q\n\nE\n=")) == [
        (2, "A b c", 3),
        (1, "Q", 4),
        (1, "E", 6),
    ]
