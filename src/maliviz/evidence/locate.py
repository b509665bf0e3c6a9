"""Find places in a text by their words, and write the rows of passages.csv that pin them.

The search is exact, since a passage is: it has a place and a hash. Words that a text does not
have as they were given are often there with another apostrophe, without an accent or across the
end of a line. Then the text's own spelling is shown, to be copied; it is never taken silently.

As in `claims.printed`, ` … ` leaves words out: `The keeper … 1921.` is a whole sentence.

To enter a text (`maliviz.evidence.add`) is to locate every sentence of it at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import count, product
from pathlib import Path
from string import ascii_lowercase

from maliviz.corpus.cells import check_value, normalized
from maliviz.corpus.check import read
from maliviz.corpus.rules import MOST_WORDS, Draft
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
    """Rows for passages.csv, in canonical form; what is to be known before they are used, and why
    other words were not found.
    """

    rows: str
    notes: tuple[str, ...]
    failures: tuple[str, ...]


def locate(data: Path, phrases: Iterable[str], path: Path) -> Located:
    """Find phrases in the text of a file, and return the row of a passage for each.

    One that is not there once fails, with the nearest that is, or with all the places. The tables
    may have problems: a passage is needed before all of them are solved. Raises `ProblemError` if
    the text cannot be read, or is not the one that was.
    """
    draft, text = read(data), read_text(path)
    known = document_of(draft, text)
    notes = [] if known else [f"{text.name}: is not entered yet; run `maliviz add {path}`"]
    document = known or free_id(draft)
    spans, failures = list[Span](), list[str]()
    for words in phrases:
        try:
            spans.append(_place(text, words))
        except ProblemError as error:
            failures.append(str(error))
    rows, unnamed = passages(draft, text, document, spans)
    notes += [note for span in spans for note in _overlaps(draft, document, span)]
    columns = draft.package.table("passages").columns
    return Located(_lines(rows, columns), tuple(notes), (*failures, *map(str, unnamed)))


def _lines(rows: Iterable[Mapping[str, str]], columns: Sequence[str]) -> str:
    """Rows of a table without its header; what is not given is empty."""
    whole = [{name: row.get(name, "") for name in columns} for row in rows]
    return canonical(whole, columns).split("\n", 1)[1]


def _place(text: Text, words: str) -> Span:
    spans = _spans(text.content, words)
    if len(spans) > 1:
        raise ProblemError(_ambiguous(text, spans, words))
    if not spans:
        missing = Problem(text.name, value=words, rule="not in this text")
        raise ProblemError([missing, *_nearest(text, words)])
    return spans[0]


def passages(
    draft: Draft, text: Text, document: str, spans: Iterable[Span]
) -> tuple[list[dict[str, str]], list[Problem]]:
    """Return the rows that pin places in a text, and what is wrong with places that have none."""
    rows, problems = list[dict[str, str]](), list[Problem]()
    ids = _ids(draft, document)
    for span in spans:
        if words := _few_words(draft, text, span):
            cells = {"id": next(ids), "document": document, "use": "used", "words": words}
            place = {"start": str(span.start), "end": str(span.end), "sha256": text.hash(span)}
            rows.append(cells | place)
        else:
            rule = f"no {MOST_WORDS} words of this place are in it only once"
            hint = "take another part of the text"
            problems.append(Problem(text.name, text.line(span), "", text[span], rule, hint))
    return rows, problems


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


def document_of(draft: Draft, text: Text) -> str:
    """Return the id of the document that a text is, by its hash; empty if it is none yet.

    A text that changed since it was read is a `ProblemError`.
    """
    rows = draft.tables["documents"].rows
    for row in rows:
        if row["sha256"] == text.sha256:
            return row["id"]
    for row in rows:
        if row["file"] == text.name:
            rule = f'not the text that was read as document "{row["id"]}": its hash differs'
            raise ProblemError([Problem(text.name, rule=rule, hint="run `maliviz verify`")])
    return ""


def free_id(draft: Draft) -> str:
    """Return the first letter, or two, that is the id of no document and of no text's voice."""
    letters: list[str] = [*ascii_lowercase]
    letters += [one + other for one, other in product(letters, repeat=2)]
    taken = {*draft.keys("documents"), *draft.keys("actors")}
    return next(one for one in letters if taken.isdisjoint((one, f"text-{one}")))


def _ids(draft: Draft, document: str) -> Iterator[str]:
    """Ids that go on from those of the same document: `a-30` after `a-29`."""
    ids = [row["id"] for row in draft.tables["passages"].rows if row["document"] == document]
    numbered = [match for match in (re.fullmatch(r"(.+-)(\d+)", id) for id in ids) if match]
    last = max(numbered, key=lambda match: int(match[2]), default=None)
    stem, number, width = (last[1], int(last[2]), len(last[2])) if last else (f"{document}-", 0, 2)
    yield from (f"{stem}{one:0{width}}" for one in count(number + 1))


def _few_words(draft: Draft, text: Text, span: Span) -> str:
    """The first few words of a place that are in it once and fit into a cell; empty if none do."""
    field, place = draft.package.table("passages").field("words"), text[span]
    for size in _SIZES:
        for run in _runs(place, size):
            words = place[slice(*run)]
            fits = normalized(words)[0] == words and not check_value(field, words)
            if fits and place.count(words) == 1:
                return words
    return ""


def _overlaps(draft: Draft, document: str, span: Span) -> Iterator[str]:
    for row in draft.tables["passages"].rows:
        if row["document"] == document and not row.invalid.intersection(("start", "end")):
            start, end = int(row["start"]), int(row["end"])
            if start < span.end and span.start < end:
                rule = f'this place overlaps passage "{row["id"]}", characters {start} to {end}'
                yield f"{rule}; use that one, or cut it"
