"""Find a place in a text by its words, and write the row of passages.csv that pins it.

The search is exact, since a passage is: it has a place and a hash. Words that do not stand in a
text as they were given are often there with another apostrophe, without an accent or across the
end of a line. Then the text's own spelling is told, to be copied; it is never taken silently.

As in `claims.printed`, ` … ` leaves words out: `The keeper … 1921.` is a whole sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path

from maliviz.corpus.cells import check_value, normalized
from maliviz.corpus.check import read
from maliviz.corpus.draft import Draft
from maliviz.corpus.rules import MOST_WORDS
from maliviz.corpus.table import canonical
from maliviz.evidence.sentences import Span
from maliviz.problem import reason, shown

# Five words are enough to know a place by; then more, then fewer.
_SIZES = (5, 6, MOST_WORDS, 4, 3, 2, 1)
_AROUND = 24
_MOST_TOLD = 20


class NotLocated(Exception):
    """Why there is no row to print: a line for each reason."""


@dataclass(frozen=True)
class Located:
    """A row for passages.csv, in canonical form, and what is to be known before it is used."""

    row: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class _Text:
    """A text and the name under which messages tell of it."""

    name: str
    content: str
    sha256: str

    def place(self, span: Span) -> str:
        return f"{self.name}:{self.content.count(chr(10), 0, span.start) + 1}"

    def slice(self, span: Span) -> str:
        return self.content[slice(*span)]


def locate(data: Path, words: str, path: Path) -> Located:
    """Find words in the text of a file, and return the row of a passage that is just these words.

    Raises `NotLocated` if they do not stand there once, with the nearest that does, or with all
    the places. The tables may have problems: a passage is needed before all of them are solved.
    """
    draft, text = read(data), _read(path)
    found = _places(text.content, words)
    if len(found) > 1:
        raise NotLocated(_ambiguous(text, found, words))
    if not found:
        raise NotLocated("\n".join([_not_there(text, words), *_nearest(text, words)]))
    document, notes = _document(draft, text)
    cells = _cells(draft, document, text, found[0])
    columns = draft.package.table("passages").columns
    row = canonical([{name: cells.get(name, "") for name in columns}], columns)
    return Located(row.split("\n", 1)[1], (*notes, *_overlaps(draft, document, found[0])))


def _read(path: Path) -> _Text:
    try:
        raw = path.read_bytes()
        return _Text(path.name, raw.decode(), sha256(raw).hexdigest())
    except OSError as error:
        raise NotLocated(f"{path}: {reason(error)}") from None
    except UnicodeDecodeError as error:
        raise NotLocated(f"{path}: is not UTF-8: see byte {error.start}") from None


def _places(content: str, words: str) -> list[Span]:
    """Every place of some words, also of those that overlap."""
    pattern = ".*?".join(re.escape(part) for part in words.split(" … "))
    found = re.finditer(f"(?=({pattern}))", content, re.DOTALL)
    return [Span(*match.span(1)) for match in found]


def _ambiguous(text: _Text, found: list[Span], words: str) -> str:
    lines = [f"{text.name}: these words stand there {len(found)} times; give more of them"]
    for span in found[:_MOST_TOLD]:
        before = text.content[max(0, span.start - _AROUND) : span.start]
        after = text.content[span.end : span.end + _AROUND]
        here = shown(f"{before}[{text.slice(span)}]{after}")
        lines.append(f"{text.place(span)}: characters {span.start} to {span.end}: …{here}…")
    if len(found) > _MOST_TOLD:
        lines.append(f"and {len(found) - _MOST_TOLD} more places")
    return "\n".join(lines)


def _not_there(text: _Text, words: str) -> str:
    return f'{text.name}: "{shown(words)}" does not stand there'


def _without_accents(letter: str) -> str:
    return "".join(x for x in unicodedata.normalize("NFD", letter) if not unicodedata.combining(x))


_SINGLE = "‘’\u201a\u201b\u02bc\u2032\u00b4`"
_DOUBLE = "“”„‟«»\u2033"
_QUOTES = str.maketrans(dict.fromkeys(_SINGLE, "'") | dict.fromkeys(_DOUBLE, '"'))
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"))

_WAYS: Mapping[str, Callable[[str], str]] = {
    "apostrophes or quotation marks": lambda letter: letter.translate(_QUOTES),
    "dashes": lambda letter: letter.translate(_DASHES),
    "accents, or how they are stored": _without_accents,
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


def _nearest(text: _Text, words: str) -> Iterator[str]:
    """Yield what comes nearest, and why it is not the same."""
    wanted, (plain, origins) = _plain(words)[0], _plain(text.content)
    alike = [
        Span(origins[span.start], origins[span.end - 1] + 1)
        for span in _places(plain, wanted)
        if span.end > span.start
    ]
    for span in alike:
        why = " and ".join(_differences(words, text.slice(span)))
        yield f"{text.place(span)}: “{shown(text.slice(span))}” differs in {why}; copy it from here"
    for span in [] if alike else _similar(text.content, wanted):
        yield f"{text.place(span)}: the nearest is “{shown(text.slice(span))}”"


def _differences(words: str, there: str) -> Iterator[str]:
    for name in _WAYS:
        if " … " in words or _plain(words, name)[0] != _plain(there, name)[0]:
            yield name


def _similar(content: str, wanted: str) -> list[Span]:
    """The places of as many words that are most like the words that are wanted."""
    tokens = [Span(*match.span()) for match in re.finditer(r"\S+", content)]
    size = max(1, len(wanted.split()))
    windows: dict[str, Span] = {}
    for first, last in zip(tokens, tokens[size - 1 :], strict=False):
        span = Span(first.start, last.end)
        windows.setdefault(_plain(content[slice(*span)])[0], span)
    return [windows[match] for match in get_close_matches(wanted, windows, n=3)]


def _document(draft: Draft, text: _Text) -> tuple[str, list[str]]:
    """The id of the document that the text is, by its hash; a new one gets a row to begin with."""
    rows = draft.tables["documents"].rows
    for row in rows:
        if row["sha256"] == text.sha256:
            return row["id"], []
    for row in rows:
        if row["file"] == text.name:
            rule = f'this is not the text that was read as document "{row["id"]}": its hash differs'
            raise NotLocated(f"{text.name}: {rule}; run `maliviz verify`")
    return _new_document(draft, text)


def _new_document(draft: Draft, text: _Text) -> tuple[str, list[str]]:
    schema = draft.package.table("documents")
    known = draft.keys("documents")
    id = next(n for n in [*map(chr, range(ord("a"), ord("z") + 1)), "text"] if n not in known)
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
    row = canonical([{name: cells.get(name, "") for name in schema.columns}], schema.columns)
    told = f"{text.name}: is not in {schema.path}; a row to begin with, without its language: "
    return id, [told + row.split("\n", 1)[1].rstrip("\n")]


def _cells(draft: Draft, document: str, text: _Text, span: Span) -> dict[str, str]:
    return {
        "id": _next_id(draft, document),
        "document": document,
        "start": str(span.start),
        "end": str(span.end),
        "sha256": sha256(text.slice(span).encode()).hexdigest(),
        "words": _few_words(draft, text, span),
        "use": "used",
    }


def _next_id(draft: Draft, document: str) -> str:
    """One that goes on from those of the same document: `a-30` after `a-29`."""
    ids = [row["id"] for row in draft.tables["passages"].rows if row["document"] == document]
    numbered = [match for match in (re.fullmatch(r"(.+-)(\d+)", id) for id in ids) if match]
    if not numbered:
        return f"{document}-01"
    last = max(numbered, key=lambda match: int(match[2]))
    return f"{last[1]}{int(last[2]) + 1:0{len(last[2])}}"


def _few_words(draft: Draft, text: _Text, span: Span) -> str:
    """The first few words of a place that stand in it once and fit into a cell."""
    field, place = draft.package.table("passages").field("words"), text.slice(span)
    tokens = [match.span() for match in re.finditer(r"\S+", place)]
    for size in _SIZES:
        for (start, _), (_, end) in zip(tokens, tokens[size - 1 :], strict=False):
            words = place[start:end]
            fits = normalized(words)[0] == words and not check_value(field, words)
            if fits and place.count(words) == 1:
                return words
    rule = f"no {MOST_WORDS} words of this place stand in it once; take another part of the text"
    raise NotLocated(f"{text.place(span)}: {rule}")


def _overlaps(draft: Draft, document: str, span: Span) -> Iterator[str]:
    for row in draft.tables["passages"].rows:
        if row["document"] == document and not row.invalid.intersection(("start", "end")):
            start, end = int(row["start"]), int(row["end"])
            if start < span.end and span.start < end:
                rule = f'this place overlaps passage "{row["id"]}", characters {start} to {end}'
                yield f"{rule}; use that one, or cut it"
