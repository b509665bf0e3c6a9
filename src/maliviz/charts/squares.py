"""How much rests on one text: a square for each question, in blocks by what the texts say of it.

==================== =====================================================================
what the texts say   what is drawn
==================== =====================================================================
agree                a full square with the labels of the texts
compatible           a pale square
conflict             a full square in the colour of a denial
not comparable       a grey square with a broken edge
single text          a hollow square with the label of the text
disputed             a corner, unless the square says so
==================== =====================================================================

The labels in a square are the signs of the prose: of those who say so. The heading of its block
says how the texts compare, so colour adds nothing of its own. A question may be disputed within
one text. Each square leads to the first claim on its question; in a small block the question
stands beside it, so that the few disputes can be read without a click.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from math import ceil
from typing import TYPE_CHECKING

from maliviz.charts.claim_list import VERDICTS
from maliviz.charts.figure import Figure, Row, View, key
from maliviz.charts.style import LEADING, SMALL, TEXT
from maliviz.corpus.claim import Claim, source_line
from maliviz.corpus.rows import claims_of, rows_of
from maliviz.evidence.compare import Assessment
from maliviz.language import N_, ngettext, word_list
from maliviz.language import gettext as _

if TYPE_CHECKING:
    import pandas as pd

    from maliviz.charts.canvas import Canvas, Dash

_SIDE, _GAP, _CORNER = 32.0, 5.0, 10.0
_HEADING, _SQUARES = 272.0, 280.0  # on a wide sheet: how wide, and where the others begin
_LISTED = 6
_ALONE = "single text"


@dataclass(frozen=True)
class _Look:
    """How a verdict is said, of all texts and where some are silent, and drawn."""

    heading: str
    of_some: str = ""
    fill: str = "paper"
    edge: str = "ink"
    ink: str = "ink"
    dash: Dash = "solid"


_LOOKS = {
    "agree": _Look(*VERDICTS["agree"], fill="happened", edge="happened", ink="paper"),
    "compatible": _Look(N_("Not the same, but compatible"), fill="happened-soft", edge="happened"),
    "conflict": _Look(*VERDICTS["conflict"], fill="denied", edge="denied", ink="paper"),
    "not comparable": _Look(N_("Cannot be compared"), fill="rule", edge="muted", dash="dashed"),
    _ALONE: _Look(N_("Only text {labels}")),
}
"""In the order in which they are drawn."""


@dataclass(frozen=True)
class _Square:
    """One question, with the claims that answer it."""

    question: Assessment
    claims: tuple[Claim, ...]

    @property
    def look(self) -> _Look:
        return _LOOKS[self.question.verdict]

    @property
    def alone(self) -> bool:
        return self.question.verdict == _ALONE

    @property
    def labels(self) -> list[str]:
        return sorted({claim.document_label for claim in self.claims})

    @property
    def heading(self) -> str:
        """The verdict in words; the name of the block."""
        some = self.question.silent and self.look.of_some
        return _(some or self.look.heading).format(labels=word_list(self.labels))

    @property
    def sign(self) -> str:
        """The labels of the texts that say so, if all that speak say the same."""
        return " ".join(self.labels) if self.alone or self.question.verdict == "agree" else ""

    @property
    def disputed(self) -> bool:
        """Whether a corner has to say what the sign does not."""
        return self.question.disputed and self.question.verdict != "conflict"

    @property
    def words(self) -> str:
        if not self.disputed:
            return self.heading
        return _("{verdict}; speakers contradict each other").format(verdict=self.heading)

    @property
    def target(self) -> str:
        return f"claim:{self.claims[0].id}"

    def order(self) -> tuple[int, bool, list[str], int]:
        """By verdict, first of all texts, by text, then in the order of the questions."""
        some = bool(self.question.silent and self.look.of_some)
        labels = self.labels if self.alone else []
        return list(_LOOKS).index(self.question.verdict), some, labels, self.question.order


def squares(
    comparisons: pd.DataFrame, claims: pd.DataFrame, *, title: str, name: str = "squares"
) -> Figure:
    """Return the chart of how much rests on a single text.

    Parameters
    ----------
    comparisons
        Rows as `maliviz.compare` gives them; a square for each.
    claims
        All rows of `Corpus.claims` that answer these questions; there may be others.
    title, name
        The finding, as a sentence, and the address of the figure on its page.

    Raises
    ------
    ValueError
        There is no question, a question of which a claim is missing, or a verdict that is none.

    Examples
    --------
    >>> import maliviz as mv
    >>> corpus = mv.load("data")
    >>> mv.squares(mv.compare(corpus), corpus.claims, title="Few agree").columns
    ('Question', 'What the texts say together', 'Why')
    """
    drawn = sorted(_squares(rows_of(Assessment, comparisons), claims_of(claims)), key=_Square.order)
    if not drawn:
        raise ValueError("squares needs at least one row of comparisons, and has none")
    signs = {
        _("Filled: more than one text. Hollow: one text alone."): True,
        _("Corner: speakers contradict each other."): any(s.disputed for s in drawn),
    }
    size = ngettext(
        "A square for {count} question; on {alone} a single text speaks",
        "A square for each of {count} questions; on {alone} a single text speaks",
        len(drawn),
    )
    return Figure(
        name=name,
        title=title,
        subtitle=size.format(count=len(drawn), alone=sum(s.alone for s in drawn)),
        alt=" ".join(_trend(drawn)),
        source=source_line(c for s in drawn for c in s.claims) + key(signs),
        columns=(_("Question"), _("What the texts say together"), _("Why")),
        rows=tuple(map(_row, drawn)),
        names={s.target: f"{s.question.text} {s.words}." for s in drawn},
        views=(View("squares", _("Squares"), partial(_draw, squares=drawn)),),
    )


def _squares(questions: Iterable[Assessment], claims: Iterable[Claim]) -> Iterator[_Square]:
    answers: dict[str, list[Claim]] = {}
    for claim in claims:
        answers.setdefault(claim.question, []).append(claim)
    for question in questions:
        if question.verdict not in _LOOKS:
            raise ValueError(
                f'the verdict on "{question.question}" is "{question.verdict}", and has to '
                f"be one of: {', '.join(_LOOKS)}"
            )
        given = answers.get(question.question, [])
        if not given or set(question.claims) - {claim.id for claim in given}:
            raise ValueError(
                f'not all claims on "{question.question}" are given; give all of corpus.claims'
            )
        yield _Square(question, tuple(given))


def _trend(squares: Sequence[_Square]) -> Iterator[str]:
    """Yield how many squares there are, in all and in each block."""
    blocks = Counter(square.heading for square in squares)
    size, parts = len(squares), len(blocks)
    yield _("{squares}, one a question, in {blocks}.").format(
        squares=ngettext("{count} square", "{count} squares", size).format(count=size),
        blocks=ngettext("{count} block", "{count} blocks", parts).format(count=parts),
    )
    block = _("{heading}: {count}.")
    yield from (block.format(heading=heading, count=count) for heading, count in blocks.items())


def _row(square: _Square) -> Row:
    cells = (square.question.text, square.words, square.question.why)
    return Row(cells, claims=tuple(c.id for c in square.claims))


def _draw(canvas: Canvas, squares: Sequence[_Square]) -> None:
    y = 1.0
    for heading, members in groupby(squares, key=lambda square: square.heading):
        y = _draw_block(canvas, heading, list(members), y) + 16
    canvas.height = y - 16


def _draw_block(canvas: Canvas, heading: str, members: Sequence[_Square], y: float) -> float:
    """Draw a heading with the number of its squares, and the squares; return the bottom."""
    if canvas.narrow:
        left, head = 1.0, canvas.column(0, y, canvas.width)
    else:
        left, head = _SQUARES, canvas.column(0, y + (_SIDE - TEXT) / 2 - 2, _HEADING)
    head.text(_("{heading}: {count}").format(heading=heading, count=len(members)), weight="bold")
    top = head.bottom + 4 if canvas.narrow else y
    draw = _draw_list if len(members) <= _LISTED else _draw_grid
    return max(head.bottom, draw(canvas, members, left, top))


def _draw_grid(canvas: Canvas, members: Sequence[_Square], x: float, y: float) -> float:
    """Draw many squares in lines; return the bottom."""
    step = _SIDE + _GAP
    per_line = int((canvas.width - 1 - x + _GAP) // step)
    for place, square in enumerate(members):
        line, at = divmod(place, per_line)
        with canvas.mark(square.target):
            _draw_square(canvas, square, x + at * step, y + line * step)
    return y + ceil(len(members) / per_line) * step - _GAP


def _draw_list(canvas: Canvas, members: Sequence[_Square], x: float, y: float) -> float:
    """Draw a few squares one below the other, each with its question; return the bottom."""
    left = x + _SIDE + 12
    room = canvas.width - left
    for square in members:
        lines = len(canvas.wrap(square.question.text, room))
        height = max(_SIDE, lines * TEXT * LEADING)
        first = y + height / 2 - TEXT * (0.64 + (lines - 1) * LEADING / 2)
        with canvas.mark(square.target):
            _draw_square(canvas, square, x, y + (height - _SIDE) / 2)
            question = canvas.column(left, first, room)
            question.text(square.question.text)
            canvas.target(x, y, canvas.width - x, max(height, question.bottom - y))
        y += height + _GAP
    return y - _GAP


def _draw_square(canvas: Canvas, square: _Square, x: float, y: float) -> None:
    look = square.look
    canvas.box(x, y, _SIDE, _SIDE, look.fill, look.edge, dash=look.dash)
    if square.sign:
        sign, size = _fitted(canvas, square.sign)
        middle, baseline = x + _SIDE / 2, y + _SIDE / 2 + size * 0.36
        canvas.text(middle, baseline, sign, look.ink, size=size, weight="bold", align="center")
    if square.disputed:
        right = x + _SIDE
        corner = [(right - _CORNER, y), (right, y), (right, y + _CORNER)]
        canvas.shape(corner, "denied", "denied", line=1)


def _fitted(canvas: Canvas, sign: str) -> tuple[str, float]:
    """Return as much of a sign as fits into a square, and its size; the heading says the rest."""
    room = _SIDE - 6
    size = next((s for s in (17.0, TEXT) if canvas.measure(sign, s, "bold") <= room), SMALL)
    return canvas.wrap(sign, room, size, "bold")[0], size
