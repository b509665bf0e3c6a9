"""Find a place in a text by its words, and write the row of passages.csv that pins it.

The search is exact, since a passage is: it has a place and a hash. Words that a text does not
have as they were given are often there with another apostrophe, without an accent or across the
end of a line. Then the text's own spelling is shown, to be copied; it is never taken silently.

As in `claims.printed`, ` … ` leaves words out: `The keeper … 1921.` is a whole sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from string import ascii_lowercase

from maliviz.corpus.cells import check_value, normalized
from maliviz.corpus.check import read
from maliviz.corpus.rules import MOST_WORDS, Draft
from maliviz.corpus.schema import TableSchema
from maliviz.corpus.table import canonical
from maliviz.evidence.text import Span, Text, read_text
from maliviz.phrases import series, without_accents
from maliviz.problem import Problem, ProblemError, shown

# Five words are enough to know a place by; then more, then fewer.
_SIZES = (5, 6, MOST_WORDS, 4, 3, 2, 1)
_AROUND = 24
_MOST_PLACES = 20


@dataclass(frozen=True)
class Located:
    """A row for passages.csv, in canonical form, and what is to be known before it is used."""

    row: str
    notes: tuple[str, ...]


def locate(data: Path, words: str, path: Path) -> Located:
    """Find words in the text of a file, and return the row of a passage that is just these words.

    Raises `ProblemError` if they are not there once, with the nearest that is, or with all the
    places. The tables may have problems: a passage is needed before all of them are solved.
    """
    draft, text = read(data), read_text(path)
    spans = _spans(text.content, words)
    if len(spans) > 1:
        raise ProblemError(_ambiguous(text, spans, words))
    if not spans:
        missing = Problem(text.name, value=words, rule="not in this text")
        raise ProblemError([missing, *_nearest(text, words)])
    document, notes = _document(draft, text)
    [span] = spans
    cells = {
        "id": _next_id(draft, document),
        "document": document,
        "start": str(span.start),
        "end": str(span.end),
        "sha256": text.hash(span),
        "words": _few_words(draft, text, span),
        "use": "used",
    }
    row = _row(draft.package.table("passages"), cells)
    return Located(row, (*notes, *_overlaps(draft, document, span)))


def _row(schema: TableSchema, cells: Mapping[str, str]) -> str:
    """A line of a table; what is not given is empty."""
    columns = schema.columns
    return canonical([{name: cells.get(name, "") for name in columns}], columns).split("\n", 1)[1]


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
    for span in _runs(content, max(1, len(sample.split()))):
        windows.setdefault(_plain(content[slice(*span)])[0], span)
    return [windows[match] for match in get_close_matches(sample, windows, n=3)]


def _runs(text: str, size: int) -> Iterator[Span]:
    """Yield the place of each run of so many words."""
    words = [match.span() for match in re.finditer(r"\S+", text)]
    for (start, _), (_, end) in zip(words, words[size - 1 :], strict=False):
        yield Span(start, end)


def _document(draft: Draft, text: Text) -> tuple[str, list[str]]:
    """The id of the document that the text is, by its hash; a new one gets a row to begin with."""
    rows = draft.tables["documents"].rows
    for row in rows:
        if row["sha256"] == text.sha256:
            return row["id"], []
    for row in rows:
        if row["file"] == text.name:
            rule = f'not the text that was read as document "{row["id"]}": its hash differs'
            raise ProblemError([Problem(text.name, rule=rule, hint="run `maliviz verify`")])
    return _new_document(draft, text)


def _new_document(draft: Draft, text: Text) -> tuple[str, list[str]]:
    schema, documents = draft.package.table("documents"), draft.keys("documents")
    id = next(letter for letter in (*ascii_lowercase, "text") if letter not in documents)
    cells = {
        "id": id,
        "label": id.upper(),
        "file": text.name,
        "title": " ".join((text.content.splitlines() or [""])[0].split()),
        "outlet": "not given",
        "published_basis": "not given",
        "sha256": text.sha256,
        "characters": str(len(text.content)),
    }
    note = f"{text.name}: not in {schema.path}; a row to begin with, without its language: "
    return id, [note + _row(schema, cells).rstrip("\n")]


def _next_id(draft: Draft, document: str) -> str:
    """One that goes on from those of the same document: `a-30` after `a-29`."""
    ids = [row["id"] for row in draft.tables["passages"].rows if row["document"] == document]
    numbered = [match for match in (re.fullmatch(r"(.+-)(\d+)", id) for id in ids) if match]
    if not numbered:
        return f"{document}-01"
    last = max(numbered, key=lambda match: int(match[2]))
    return f"{last[1]}{int(last[2]) + 1:0{len(last[2])}}"


def _few_words(draft: Draft, text: Text, span: Span) -> str:
    """The first few words of a place that are in it once and fit into a cell."""
    field, place = draft.package.table("passages").field("words"), text[span]
    for size in _SIZES:
        for run in _runs(place, size):
            words = place[slice(*run)]
            fits = normalized(words)[0] == words and not check_value(field, words)
            if fits and place.count(words) == 1:
                return words
    rule = f"no {MOST_WORDS} words of this place are in it only once"
    hint = "take another part of the text"
    raise ProblemError([Problem(text.name, text.line(span), "", text[span], rule, hint)])


def _overlaps(draft: Draft, document: str, span: Span) -> Iterator[str]:
    for row in draft.tables["passages"].rows:
        if row["document"] == document and not row.invalid.intersection(("start", "end")):
            start, end = int(row["start"]), int(row["end"])
            if start < span.end and span.start < end:
                rule = f'this place overlaps passage "{row["id"]}", characters {start} to {end}'
                yield f"{rule}; use that one, or cut it"
