"""A text of somebody else: its characters, its lines, and where its sentences are.

Sentences are found as far as that takes no knowledge of a language. One ends with its line, or
with a full stop, question or exclamation mark (and the quotes or brackets that close after it)
when a space and a capital follow. So an abbreviation before a name makes two sentences of one;
who counts what was read loses nothing by that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from maliviz.problem import Problem, ProblemError, reason


class Span(NamedTuple):
    """A place in a text: its first character, counted from 0, and the one after its last."""

    start: int
    end: int


@dataclass(frozen=True)
class Text:
    """The characters of a file; `name` is that of the file, `sha256` the hash of its bytes."""

    name: str
    content: str
    sha256: str

    def __getitem__(self, span: Span) -> str:
        return self.content[slice(*span)]

    def line(self, span: Span) -> int:
        """The line on which a place begins, from 1."""
        return self.content.count("\n", 0, span.start) + 1

    def column(self, span: Span) -> int:
        """The column in which a place begins, from 1."""
        return span.start - self.content.rfind("\n", 0, span.start)

    def hash(self, span: Span) -> str:
        """The hash of a place, as `passages.csv` has it."""
        return sha256(self[span].encode()).hexdigest()


def read_text(path: Path) -> Text:
    """Read a file exactly; one that cannot be read is a `ProblemError`."""
    try:
        raw = path.read_bytes()
        return Text(path.name, raw.decode(), sha256(raw).hexdigest())
    except OSError as error:
        rule = reason(error)
    except UnicodeDecodeError as error:
        rule = f"not UTF-8: see byte {error.start}"
    raise ProblemError([Problem(str(path), rule=rule)])


_LINE = re.compile(r"[^\r\n]+")
_BREAK = re.compile(
    r"""[.?!](?:[\u00a0\u202f]?["'”’»)\]])*(?P<gap>[^\S\r\n]+)"""
    r"""(?:["'“‘«(\[][\u00a0\u202f]?)*(?P<next>\w)"""
)


def sentences(text: str) -> list[Span]:
    """The sentences of a text in order; what has no letter and no digit is none.

    >>> text = "A heading\\nOne came. “Two went.” Three"
    >>> [text[start:end] for start, end in sentences(text)]
    ['A heading', 'One came.', '“Two went.”', 'Three']
    """
    return [span for line in _LINE.finditer(text) for span in _split(text, Span(*line.span()))]


def _split(text: str, line: Span) -> Iterator[Span]:
    start = line.start
    for match in _BREAK.finditer(text, *line):
        if match["next"].isupper():
            yield from _trimmed(text, Span(start, match.start("gap")))
            start = match.end("gap")
    yield from _trimmed(text, Span(start, line.end))


def _trimmed(text: str, span: Span) -> Iterator[Span]:
    sentence = text[slice(*span)]
    if any(letter.isalnum() for letter in sentence):
        start = span.start + len(sentence) - len(sentence.lstrip())
        yield Span(start, start + len(sentence.strip()))
