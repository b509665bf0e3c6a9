"""Where the sentences of a text stand, as far as that takes no knowledge of a language.

A sentence ends with its line, or with a full stop, question or exclamation mark (and the quotes
or brackets that close after it) when a space and a capital follow. So an abbreviation before a
name makes two sentences of one; who counts what was read loses nothing by that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


class Span(NamedTuple):
    """A place in a text: its first character, counted from 0, and the one after its last."""

    start: int
    end: int


_LINE = re.compile(r"[^\r\n]+")
_BREAK = re.compile(r"""[.?!]["'”’»)\]]*(?P<gap>[^\S\r\n]+)["'“‘«(\[]*(?P<next>\w)""")


def sentences(text: str) -> list[Span]:
    """The sentences of a text in order; what has no letter and no digit is none.

    >>> text = "A heading\\nOne came. “Two went.” Three"
    >>> [text[start:end] for start, end in sentences(text)]
    ['A heading', 'One came.', '“Two went.”', 'Three']
    """
    return [span for line in _LINE.finditer(text) for span in _split(text, Span(*line.span()))]


def _split(text: str, line: Span) -> Iterator[Span]:
    start = line.start
    for found in _BREAK.finditer(text, *line):
        if found["next"].isupper():
            yield from _trimmed(text, Span(start, found.start("gap")))
            start = found.end("gap")
    yield from _trimmed(text, Span(start, line.end))


def _trimmed(text: str, span: Span) -> Iterator[Span]:
    sentence = text[slice(*span)]
    if any(letter.isalnum() for letter in sentence):
        start = span.start + len(sentence) - len(sentence.lstrip())
        yield Span(start, start + len(sentence.strip()))
