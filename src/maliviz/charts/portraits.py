"""The people named: what is reported of each, what is denied, and what no text says.

A person who is named beside accusations is owed care. So every line keeps its speaker, a denial
stands beside the report that it answers, a line that others contradict says "disputed", and
what a text leaves out is said too: that it does not name the person, or quotes no word of theirs.
No heading negates: "Denied" above "was not arrested" would turn the sentence round.

======================= ==================================================================
what a text says        what is drawn
======================= ==================================================================
that it is so           a line under "Reported", beside a solid bar
that it is denied       a line under "The other side", beside a broken bar
who somebody is         a line under "Office, rank, standing", beside a dotted bar
yes, and another no     the line says "disputed"
nothing of the person   "does not name", under "In the texts"
no word of the person   "does not quote", under "In the texts"
======================= ==================================================================
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import pandas as pd

from maliviz.charts.column import Column
from maliviz.charts.figure import Figure, Row, View
from maliviz.charts.glyphs import write_speaker
from maliviz.charts.style import TEXT
from maliviz.corpus.claim import Claim, mark_names, source_line
from maliviz.corpus.rows import Actor, claims_of, rows_of
from maliviz.phrases import capitalized, series

if TYPE_CHECKING:
    from maliviz.charts.canvas import Canvas, Dash

_DENIAL = "The other side"
_UNSAID = "In the texts"
_NAME = 18.0
_TOUCH = 25.0
_GUTTER, _INDENT = 40.0, 14.0
_LOOKS: dict[str, tuple[str, Dash]] = {
    "Reported": ("happened", "solid"),
    _DENIAL: ("denied", "dashed"),
    "Office, rank, standing": ("muted", "dotted"),
    _UNSAID: ("muted", "dotted"),
}


@dataclass(frozen=True)
class _Line:
    """One statement, and the claims that make it in the same words; none, if nobody does."""

    statement: str
    claims: tuple[Claim, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class _Portrait:
    """A person: the forms of the name, and the lines under each heading."""

    name: str
    printed: tuple[str, ...]
    parts: dict[str, list[_Line]]

    @property
    def claims(self) -> list[Claim]:
        """All claims on the person, in the order of the lines."""
        return [c for lines in self.parts.values() for line in lines for c in line.claims]

    @property
    def disputed(self) -> bool:
        """Whether a line on the person is contradicted by another."""
        return any(line.note for lines in self.parts.values() for line in lines)


def portraits(
    claims: pd.DataFrame, actors: pd.DataFrame, *, title: str, name: str = "portraits"
) -> Figure:
    """Return a card for each person named, with what is said of them and what is not.

    Parameters
    ----------
    claims
        All rows of `Corpus.claims`: what a text does not say is read off them, so a part of
        them would make a text look silent.
    actors
        Rows of `Corpus.actors`; those of the kind ``person`` on whom there is a claim are drawn.
    title, name
        The finding, as a sentence, and the address of the figure on its page.

    Raises
    ------
    ValueError
        There is nobody to draw.

    Examples
    --------
    >>> import maliviz as mv
    >>> corpus = mv.load("data")
    >>> people = mv.portraits(corpus.claims, corpus.actors, title="The people named")
    >>> {"Reported", "The other side", "In the texts"} <= set(people.table["Part"])
    True
    """
    rows = claims_of(claims)
    people = list(_portraits(rows, rows_of(Actor, actors)))
    if not people:
        raise ValueError(
            "portraits needs a person on whom there is a claim: give all rows of corpus.claims, "
            'and rows of corpus.actors of which one at least is of the kind "person"'
        )
    drawn = [c for p in people for c in p.claims]
    return Figure(
        name=name,
        title=title,
        subtitle="What is said of each person, by whom, and what the texts leave out",
        alt=f"Cards of {len(people)} people with what is said of each, reports beside denials. "
        f"{_trend(people)}",
        source=source_line(drawn),
        columns=("Person", "Part", "What", "Who says so", "How firmly"),
        rows=tuple(row for person in people for row in _rows(person)),
        names=mark_names(drawn),
        views=(View("people", "People", partial(_draw, people=people)),),
    )


def _portraits(claims: Sequence[Claim], actors: Iterable[Actor]) -> Iterator[_Portrait]:
    """Yield each person on whom there is a claim, in the order of the first claim on each."""
    persons = {a.id: a for a in actors if a.kind == "person"}
    for id in dict.fromkeys(p for c in claims for p in _about(c) if p in persons):
        person = persons[id]
        own = [c for c in claims if id in _about(c)]
        forms = () if person.printed == (person.name,) else person.printed
        unsaid = [_Line(words) for words in _unsaid(claims, person)]
        yield _Portrait(person.name, forms, _parts(own) | ({_UNSAID: unsaid} if unsaid else {}))


def _about(claim: Claim) -> tuple[str, ...]:
    """Return whom a claim is about: its subject, and whom it names."""
    return claim.subject, claim.value if claim.kind == "name" else claim.subject


def _parts(claims: Sequence[Claim]) -> dict[str, list[_Line]]:
    """Return the lines on a person under their headings, without those that would be empty."""
    given = {(_asked(c), c.value) for c in claims if c.kind == "yes-no"}
    disputed = {asked for asked, _ in given if {(asked, "yes"), (asked, "no")} <= given}
    headings: dict[str, dict[str, list[Claim]]] = {h: {} for h in _LOOKS}
    for claim in claims:
        headings[_heading(claim)].setdefault(claim.statement, []).append(claim)
    return {
        heading: [
            _Line(words, tuple(same), "disputed" if _asked(same[0]) in disputed else "")
            for words, same in statements.items()
        ]
        for heading, statements in headings.items()
        if statements
    }


def _asked(claim: Claim) -> tuple[str, str]:
    """Return what a claim answers; answers of different scope cannot contradict each other."""
    return claim.question, claim.scope


def _heading(claim: Claim) -> str:
    """Return where a claim belongs; what a person is has words for an answer, and no event."""
    if claim.modality == "denied":
        return _DENIAL
    described = claim.kind in ("text", "name") and not claim.via
    return "Office, rank, standing" if described and not claim.event else "Reported"


def _unsaid(claims: Sequence[Claim], person: Actor) -> Iterator[str]:
    """Yield what the texts leave out: the person's name, the person's own words."""
    texts = sorted({c.document_label for c in claims})
    naming = {c.document_label for c in claims if _names(c, person)}
    quoting = {c.document_label for c in claims if person.id in _chain(c)}
    silent = [f"text {t}" for t in texts if t not in naming]
    if silent:
        yield f"{_do(silent)} not name {person.name}."
    mute = [f"text {t}" for t in texts if t in naming - quoting]
    if mute:
        yield f"{_do(mute)} not quote {person.name}."


def _names(claim: Claim, person: Actor) -> bool:
    return person.id in (*_about(claim), *_chain(claim)) or person.name in claim.statement


def _chain(claim: Claim) -> tuple[str, ...]:
    return claim.speaker, *claim.via


def _do(texts: Sequence[str]) -> str:
    return f"{capitalized(series(texts))} {'does' if len(texts) == 1 else 'do'}"


def _trend(people: Sequence[_Portrait]) -> str:
    """Return whom denials concern, and on whom reports are disputed."""
    denied = series(p.name for p in people if _DENIAL in p.parts)
    disputed = series(p.name for p in people if p.disputed)
    return (
        f"There are denials concerning {denied or 'nobody'}; "
        f"reports on {disputed or 'nobody'} are disputed."
    )


def _rows(person: _Portrait) -> Iterator[Row]:
    for part, lines in person.parts.items():
        for line in lines:
            for c in line.claims:
                how = ", ".join(filter(None, [c.firmness, line.note]))
                yield Row((person.name, part, c.statement, c.said_by, how), claims=(c.id,))
            if not line.claims:
                cells = (
                    person.name,
                    part,
                    line.statement,
                    "this report",
                    "counted from the claims",
                )
                yield Row(cells)


def _draw(canvas: Canvas, people: Sequence[_Portrait]) -> None:
    y = 0.0
    for person in people:
        canvas.breaks.append(max(0.0, y - 15))
        y = _draw_person(canvas, person, y) + 30
    canvas.height = y - 30


def _draw_person(canvas: Canvas, person: _Portrait, y: float) -> float:
    """Draw a card from the top ``y``: one column, or two with the reports on the left."""
    canvas.line([(0, y + 1), (canvas.width, y + 1)], "ink", line=2)
    head = Column(canvas, 0, y + 12, canvas.width)
    head.text(person.name, size=_NAME, weight="bold")
    y = head.foot + _INDENT
    if person.printed:
        head.skip(4)
        head.note(f"printed as {', '.join(f'“{form}”' for form in person.printed)}")
        y = head.bottom + _INDENT
    first, *others = person.parts.items()
    if canvas.narrow:
        return _draw_boxes(canvas, [first, *others], 0, y, canvas.width)
    half = (canvas.width - _GUTTER) / 2
    left = _draw_boxes(canvas, [first], 0, y, half)
    return max(left, _draw_boxes(canvas, others, half + _GUTTER, y, half))


_Box = tuple[str, list[_Line]]


def _draw_boxes(canvas: Canvas, boxes: list[_Box], x: float, y: float, width: float) -> float:
    """Draw headings and their lines one below the other; return the bottom."""
    bottom = y
    for heading, lines in boxes:
        role, dash = _LOOKS[heading]
        canvas.text(x, y + TEXT, heading, role, weight="bold")
        column = Column(canvas, x + _INDENT, y + 26, width - _INDENT)
        top = column.foot
        for line in lines:
            _write_line(column, line)
            bottom = column.foot
            column.skip(8)
        canvas.line([(x + 2, top), (x + 2, bottom)], role, dash=dash, line=3)
        y = bottom + 22
    return bottom


def _write_line(column: Column, line: _Line) -> None:
    """Write a statement and a line for each who makes it."""
    if not line.claims:
        column.text(line.statement)
    canvas, top = column.canvas, column.foot
    for claim in line.claims:
        with canvas.mark(f"claim:{claim.id}"):
            if claim is line.claims[0]:
                column.text(line.statement)
            write_speaker(column, claim, line.note)
            canvas.target(column.x, top, column.width, max(column.foot - top, _TOUCH))
        # The last one may reach into the gap that follows, one before it may not.
        if claim is not line.claims[-1]:
            top = max(column.foot, top + _TOUCH)
            column.move(top)
