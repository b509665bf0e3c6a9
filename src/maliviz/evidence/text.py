"""A text of somebody else: its characters, its lines, its sentences, and where some words stand.

The search for words is exact, since a passage is: it has a place and a hash. Words that a text does
not have as they were given are often there with another apostrophe, without an accent or across the
end of a line. Then the text's own spelling is shown, to be copied; it is never taken silently.

Sentences are found as far as that takes no knowledge of a language. One ends with its line, or
with a full stop, question or exclamation mark (and the quotes or brackets that close after it)
when a space and a capital follow. So an abbreviation before a name makes two sentences of one;
who counts what was read loses nothing by that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from maliviz.phrases import series, without_accents
from maliviz.problem import Problem, ProblemError, reason, shown

_AROUND = 24
_MOST_PLACES = 20


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


def runs(text: str, size: int) -> Iterator[Span]:
    """Yield the place of each run of so many words."""
    words = [match.span() for match in re.finditer(r"\S+", text)]
    for (start, _), (_, end) in zip(words, words[size - 1 :], strict=False):
        yield Span(start, end)


def find(text: Text, words: str) -> Span:
    """Return where some words stand in a text; ` … ` leaves some out: `The keeper … 1921.`

    A ProblemError has all the places if they are not there once, or what comes nearest.
    """
    spans = _spans(text.content, words)
    if len(spans) > 1:
        raise ProblemError(_ambiguous(text, spans, words))
    if not spans:
        missing = Problem(text.name, value=words, rule="not in this text")
        raise ProblemError([missing, *_nearest(text, words)])
    return spans[0]


def _spans(content: str, words: str) -> list[Span]:
    """Every place of some words, also of those that overlap."""
    pattern = ".*?".join(re.escape(part) for part in words.split(" … "))
    matches = re.finditer(f"(?=({pattern}))", content, re.DOTALL)
    return [Span(*match.span(1)) for match in matches]


def _ambiguous(text: Text, spans: list[Span], words: str) -> Iterator[Problem]:
    first = f" (the first {_MOST_PLACES} follow)" if len(spans) > _MOST_PLACES else ""
    rule = f"{len(spans)} times in this text{first}"
    yield Problem(text.name, value=words, rule=rule, hint="give more of them")
    for span in spans[:_MOST_PLACES]:
        before = text[Span(max(0, span.start - _AROUND), span.start)]
        after = text[Span(span.end, span.end + _AROUND)]
        here = shown(f"{before}[{text[span]}]{after}")
        place = f"characters {span.start} to {span.end}: …{here}…"
        yield Problem(text.name, text.line(span), text.column(span), rule=place)


_SINGLE = "‘’\u201a\u201b\u02bc\u2032\u00b4`"
_DOUBLE = "“”„‟«»\u2033"
_QUOTES = str.maketrans(dict.fromkeys(_SINGLE, "'") | dict.fromkeys(_DOUBLE, '"'))
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"))

_WAYS: Mapping[str, Callable[[str], str]] = {
    "apostrophes or quotation marks": lambda letter: letter.translate(_QUOTES),
    "dashes": lambda letter: letter.translate(_DASHES),
    "accents, or how they are stored": without_accents,
    "capital letters": str.casefold,
    "spaces or line breaks": lambda letter: " " if letter.isspace() else letter,
}
"""In what a text may differ from words that mean it, and how to make the two the same."""


def _plain(text: str, but: str = "") -> tuple[str, list[int]]:
    """The text made plain in every way but one, and where each letter of it comes from."""
    letters: list[str] = []
    origins: list[int] = []
    for position, letter in enumerate(text):
        for name, way in _WAYS.items():
            letter = letter if name == but else way(letter)
        for one in letter:
            if one == " " == (letters or [""])[-1] and "spaces" not in but:
                continue
            letters.append(one)
            origins.append(position)
    return "".join(letters), origins


def _nearest(text: Text, words: str) -> Iterator[Problem]:
    """Yield what comes nearest, and why it is not the same."""
    sample, (plain, origins) = _plain(words)[0], _plain(text.content)
    alike = [
        Span(origins[span.start], origins[span.end - 1] + 1)
        for span in _spans(plain, sample)
        if span.end > span.start
    ]
    for span in alike:
        rule = f"differs in {series(_differences(words, text[span]))}"
        yield Problem(text.name, text.line(span), "", text[span], rule, "copy it from here")
    for span in [] if alike else _similar(text.content, sample):
        yield Problem(text.name, text.line(span), "", text[span], "the nearest words")


def _differences(words: str, place: str) -> Iterator[str]:
    for name in _WAYS:
        if " … " in words or _plain(words, name)[0] != _plain(place, name)[0]:
            yield name


def _similar(content: str, sample: str) -> list[Span]:
    """The places of as many words that are most like a sample."""
    windows: dict[str, Span] = {}
    for span in runs(content, max(1, len(sample.split()))):
        windows.setdefault(_plain(content[slice(*span)])[0], span)
    return [windows[match] for match in get_close_matches(sample, windows, n=3)]
