"""The people named: what is reported of each, what is denied, and what no text says.

A person who is named beside accusations is owed care. So every line keeps its speaker, a denial
stands beside the report that it answers, a line that others contradict says "disputed", and
what a text leaves out is said too: that it does not name the person, or quotes no word of theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from maliviz.charts.figure import Figure, Row, View
from maliviz.charts.pieces import LEADING, draw_speaker, draw_statement
from maliviz.charts.style import SMALL, TEXT
from maliviz.corpus.record import firmness, names, records, said_by, source_line

if TYPE_CHECKING:
    from maliviz.charts.canvas import Canvas, Dash

_UNSAID = "Not in the texts"
_NAME = 18.0
_TOUCH = 25.0
_LOOKS: dict[str, tuple[str, Dash]] = {
    "Reported": ("happened", "solid"),
    "Denied": ("denied", "dashed"),
}


@dataclass(frozen=True)
class _Line:
    """One statement, and the claims that make it in the same words."""

    claims: tuple[dict[str, Any], ...]
    note: str = ""


@dataclass(frozen=True)
class _Portrait:
    """A person: the forms of the name, the lines under each heading, and what is not said."""

    name: str
    printed: tuple[str, ...]
    parts: dict[str, tuple[_Line, ...]]
    unsaid: tuple[str, ...]

    @property
    def claims(self) -> list[dict[str, Any]]:
        """All claims on the person, in the order of the lines."""
        return [c for lines in self.parts.values() for line in lines for c in line.claims]

    @property
    def disputed(self) -> bool:
        """Whether a line on the person is contradicted by another."""
        return any(line.note for lines in self.parts.values() for line in lines)


def portraits(
    claims: pd.DataFrame, actors: pd.DataFrame, *, title: str, name: str = "portraits"
) -> Figure:
    """Return the chart of the people named.

    ``claims`` are all rows of `Corpus.claims`: what a text does not say is read off them, so a
    part of them would make a text look silent. ``actors`` are rows of `Corpus.actors`; those of
    the kind person on whom there is a claim are drawn. Nobody to draw is a ``ValueError``.
    """
    people = list(_portraits(records(claims), records(actors)))
    if not people:
        raise ValueError(
            "portraits needs a person on whom there is a claim: give all rows of corpus.claims, "
            'and rows of corpus.actors of which one at least is of the kind "person"'
        )
    said = [c for p in people for c in p.claims]
    return Figure(
        name=name,
        title=title,
        subtitle="What is said of each person, by whom, and what the texts leave out",
        alt=f"Cards of {len(people)} people with what is said of each, reports beside denials. "
        f"{_trend(people)}",
        source=source_line(said),
        columns=("Person", "Part", "What", "Who says so", "How firmly"),
        rows=tuple(row for person in people for row in _rows(person)),
        names=names(said),
        views=(View("people", "People", lambda canvas: _draw(canvas, people)),),
    )


def _portraits(said: list[dict[str, Any]], actors: list[dict[str, Any]]) -> Iterator[_Portrait]:
    """Yield each person on whom there is a claim, in the order of the first claim on each."""
    persons = {str(a["id"]): a for a in actors if a["kind"] == "person"}
    for person in dict.fromkeys(p for c in said for p in _about(c) if p in persons):
        actor = persons[person]
        mine = [c for c in said if person in _about(c)]
        forms = str(actor["printed"]).split(" | ")
        forms = [] if forms == [actor["name"]] else forms
        unsaid = _unsaid(said, person, str(actor["name"]))
        yield _Portrait(str(actor["name"]), tuple(forms), _parts(mine), tuple(unsaid))


def _about(claim: dict[str, Any]) -> tuple[str, ...]:
    """Return whom a claim is about: its subject, and whom it names."""
    named = claim["value"] if claim["kind"] == "name" else claim["subject"]
    return str(claim["subject"]), str(named)


def _parts(mine: list[dict[str, Any]]) -> dict[str, tuple[_Line, ...]]:
    """Return the lines on a person under their headings, without those that would be empty."""
    given = {(_asked(c), c["value"]) for c in mine if c["kind"] == "yes-no"}
    disputed = {asked for asked, _ in given if {(asked, "yes"), (asked, "no")} <= given}
    headings: dict[str, dict[str, list[dict[str, Any]]]] = {
        "Reported": {},
        "Denied": {},
        "Office, rank, standing": {},
    }
    for claim in mine:
        headings[_heading(claim)].setdefault(str(claim["statement"]), []).append(claim)
    return {
        heading: tuple(
            _Line(tuple(same), "disputed" if _asked(same[0]) in disputed else "")
            for same in by_statement.values()
        )
        for heading, by_statement in headings.items()
        if by_statement
    }


def _asked(claim: dict[str, Any]) -> tuple[str, str]:
    """Return what a claim answers; answers of different scope cannot contradict each other."""
    return str(claim["question"]), str(claim["scope"])


def _heading(claim: dict[str, Any]) -> str:
    """Return where a claim belongs; what a person is has words for an answer, and no event."""
    if claim["modality"] == "denied":
        return "Denied"
    described = claim["kind"] in ("text", "name") and claim["via"] == "direct"
    return "Office, rank, standing" if described and not claim["event"] else "Reported"


def _unsaid(said: list[dict[str, Any]], person: str, name: str) -> Iterator[str]:
    """Yield what the texts leave out: the person's name, the person's own words."""
    texts = sorted({f"text {c['document_label']}" for c in said})
    naming = {f"text {c['document_label']}" for c in said if _names(c, person, name)}
    quoting = {f"text {c['document_label']}" for c in said if person in _chain(c)}
    silent = [t for t in texts if t not in naming]
    if silent:
        yield f"{_subject(silent)} not name {name}."
    mute = [t for t in texts if t in naming - quoting]
    if mute:
        yield f"{_subject(mute)} not quote {name}."


def _names(claim: dict[str, Any], person: str, name: str) -> bool:
    return person in (*_about(claim), *_chain(claim)) or name in claim["statement"]


def _chain(claim: dict[str, Any]) -> tuple[str, ...]:
    return str(claim["speaker"]), *str(claim["via"]).split()


def _series(words: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _subject(texts: list[str]) -> str:
    joined = _series(texts)
    return f"{joined[0].upper()}{joined[1:]} {'does' if len(texts) == 1 else 'do'}"


def _trend(people: list[_Portrait]) -> str:
    """Return of whom something is denied, and of whom something is disputed."""
    denied = [p.name for p in people if "Denied" in p.parts]
    disputed = [p.name for p in people if p.disputed]
    return (
        f"Something is denied of {_series(denied) if denied else 'nobody'}; "
        f"reports are disputed on {_series(disputed) if disputed else 'nobody'}."
    )


def _rows(person: _Portrait) -> Iterator[Row]:
    for part, lines in person.parts.items():
        for line in lines:
            for c in line.claims:
                how = ", ".join(filter(None, [firmness(c), line.note]))
                cells = (person.name, part, c["statement"], said_by(c), how)
                yield Row(cells, claims=(c["id"],))
    for words in person.unsaid:
        yield Row((person.name, _UNSAID, words, "nobody", "counted from the claims"))


def _draw(canvas: Canvas, people: list[_Portrait]) -> None:
    y = 0.0
    for person in people:
        canvas.breaks.append(max(0.0, y - 15))
        y = _draw_person(canvas, person, y) + 30
    canvas.height = y - 30


def _draw_person(canvas: Canvas, person: _Portrait, y: float) -> float:
    """Draw a card from the top ``y``: one column, or two with the reports on the left."""
    canvas.line([(0, y + 1), (canvas.width, y + 1)], "ink", line=2)
    baseline = y + 12 + _NAME
    baseline = canvas.paragraph(0, baseline, person.name, canvas.width, size=_NAME, weight="bold")
    y = baseline - _NAME * LEADING + 4
    if person.printed:
        words = f"printed as {', '.join(f'“{form}”' for form in person.printed)}"
        y = canvas.paragraph(0, y + SMALL + 4, words, canvas.width, "muted", size=SMALL) - SMALL
    first, *others = _boxes(person)
    if canvas.narrow:
        return _draw_boxes(canvas, [first, *others], 0, y + 14, canvas.width)
    half = (canvas.width - 40) / 2
    left = _draw_boxes(canvas, [first], 0, y + 14, half)
    return max(left, _draw_boxes(canvas, others, half + 40, y + 14, half))


def _boxes(person: _Portrait) -> list[tuple[str, Iterable[_Line | str]]]:
    """Return the headings of a card with what stands under each, reports first."""
    unsaid = [(_UNSAID, person.unsaid)] if person.unsaid else []
    return [*person.parts.items(), *unsaid]


def _draw_boxes(
    canvas: Canvas,
    boxes: list[tuple[str, Iterable[_Line | str]]],
    x: float,
    y: float,
    width: float,
) -> float:
    """Draw headings and their lines one below the other; return the bottom."""
    for heading, lines in boxes:
        role, dash = _LOOKS.get(heading, ("muted", "dotted"))
        canvas.text(x, y + TEXT, heading, role, weight="bold")
        top = y = y + 26
        for line in lines:
            y = _draw_line(canvas, line, x + 14, y, width - 14) + 8
        canvas.line([(x + 2, top), (x + 2, y - 8)], role, dash=dash, line=3)
        y += 14
    return y - 22


def _draw_line(canvas: Canvas, line: _Line | str, x: float, y: float, width: float) -> float:
    """Draw a statement and a line for each who makes it; return the bottom."""
    if isinstance(line, str):
        return draw_statement(canvas, line, x, y, width)
    top = y
    for n, claim in enumerate(line.claims):
        with canvas.mark(f"claim:{claim['id']}"):
            y = draw_statement(canvas, claim["statement"], x, y, width) if n == 0 else y
            bottom = draw_speaker(canvas, claim, x, y + 3, width, line.note)
            canvas.target(x, top, width, max(bottom - top, _TOUCH))
        # The last one may reach into the gap that follows, one before it may not.
        top = y = bottom if claim is line.claims[-1] else max(bottom, top + _TOUCH)
    return y
