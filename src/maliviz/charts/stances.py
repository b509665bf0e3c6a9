"""Who says what: yes, no, a hedged answer, or no answer at all.

A wide drawing is a grid with a column for each question and a row for each speaker, so that
silence has a place of its own. On a phone each question has a block, and below it those who
answer. Every answer carries a sign and the same in words; a denial is one answer among others,
and refutes nothing.

======================= ==================================================================
what is said            what is drawn
======================= ==================================================================
yes                     a filled square with a tick
no                      a hollow square with a cross
yes, hedged             a pale square with a broken edge and a tick
no, hedged              a pale square with a broken edge and a cross
nothing, by a speaker   a dot
nothing, by a text      the word "silent"
======================= ==================================================================
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from math import ceil
from typing import TYPE_CHECKING

import pandas as pd

from maliviz.charts.column import LEADING, Column
from maliviz.charts.figure import Figure, Row, View
from maliviz.charts.glyphs import SIGN, answer_sign, dot, key
from maliviz.charts.style import SMALL, TEXT
from maliviz.corpus.claim import Claim, mark_names, source_line
from maliviz.corpus.rows import claims_of
from maliviz.phrases import capitalized

if TYPE_CHECKING:
    from maliviz.charts.canvas import Canvas

_SPEAKERS = 168.0
_COLUMNS = 3
_INDENT = SIGN + 10
_GUTTER = 24.0
_BASELINE, _RULE = 15.0, 20.0  # from the top of a sign, and from a line, down to the words


@dataclass(frozen=True)
class _Voice:
    """One row: a speaker in one text, and all the answers given there."""

    text: str
    claims: tuple[Claim, ...]

    @property
    def label(self) -> str:
        """The speaker, and through whom the text has the words."""
        if not self.claims[0].via:
            return "in its own voice"
        return self.claims[0].said_by.removesuffix(f", in {self.text}")

    def on(self, question: str) -> list[Claim]:
        """Return the answers to a question."""
        return [c for c in self.claims if c.question == question]


@dataclass(frozen=True)
class _Grid:
    """The questions by their ids, and the voices of each text."""

    questions: dict[str, str]
    texts: dict[str, tuple[_Voice, ...]]

    @property
    def voices(self) -> list[_Voice]:
        return [voice for voices in self.texts.values() for voice in voices]

    def silent(self, text: str, question: str) -> bool:
        """Tell whether nobody in a text speaks of a question."""
        return not any(voice.on(question) for voice in self.texts[text])

    def answers(self, question: str) -> list[Claim]:
        """Return all answers to a question, in the order of the rows."""
        return [c for voice in self.voices for c in voice.on(question)]


def stances(claims: pd.DataFrame, *, title: str, name: str = "stances") -> Figure:
    """Return the chart of who answers yes-no questions how, and who is silent.

    Parameters
    ----------
    claims
        Rows of `Corpus.claims` on questions of the kind ``yes-no``. A text counts as silent on a
        question if no row holds an answer of it, so give all claims on each question.
    title, name
        The finding, as a sentence, and the address of the figure on its page.

    Raises
    ------
    ValueError
        There is no claim, or one whose ``value`` is not ``yes`` or ``no``.

    Examples
    --------
    >>> import maliviz as mv
    >>> answers = mv.load("data").claims.query("kind == 'yes-no'")
    >>> set(mv.stances(answers, title="Who says what").table["Answer"]) >= {"yes", "no", "silent"}
    True
    """
    rows = claims_of(claims)
    _check(rows)
    grid = _grid(rows)
    dots = (not grid.silent(v.text, q) and not v.on(q) for v in grid.voices for q in grid.questions)
    signs = {
        "Dot: does not speak of it.": any(dots),
        "Broken edge: hedged.": any(claim.hedge for claim in rows),
    }
    return Figure(
        name=name,
        title=title,
        subtitle="The answers to disputed questions, by speaker; a denial is not a refutation",
        alt=f"Grid of {len(grid.voices)} speakers and {len(grid.questions)} "
        f"yes-no questions. {_trend(grid)}",
        source=source_line(rows) + key(signs),
        columns=("Question", "Answer", "Who says so", "How firmly", "As printed"),
        rows=tuple(row for question in grid.questions for row in _rows(grid, question)),
        names=mark_names(rows),
        views=(View("answers", "Answers", partial(_draw, grid=grid)),),
    )


def _check(claims: Sequence[Claim]) -> None:
    if not claims:
        raise ValueError("stances needs claims; the frame has no row, so look at its filter")
    for claim in claims:
        if claim.kind != "yes-no" or claim.value not in ("yes", "no"):
            raise ValueError(
                f'stances draws answers of yes or no; the claim "{claim.id}" answers '
                f'"{claim.question}", of the kind {claim.kind}, with "{claim.value}": '
                "keep the rows whose kind is yes-no"
            )


def _grid(claims: Sequence[Claim]) -> _Grid:
    ordered = sorted(claims, key=lambda c: c.question_order)
    voices: dict[str, dict[tuple[str, tuple[str, ...]], list[Claim]]] = {
        f"text {label}": {} for label in sorted({c.document_label for c in claims})
    }
    for claim in ordered:
        speakers = voices[f"text {claim.document_label}"]
        speakers.setdefault((claim.speaker, claim.via), []).append(claim)
    return _Grid(
        {c.question: c.question_text for c in ordered},
        {text: tuple(_Voice(text, tuple(v)) for v in by.values()) for text, by in voices.items()},
    )


def _answer(claim: Claim) -> str:
    return f"hedged {claim.value}" if claim.hedge else claim.value


def _trend(grid: _Grid) -> str:
    """Return on how many questions the speakers are divided, and a text is silent."""
    answers = [c for question in grid.questions for c in grid.answers(question)]
    given = {(c.question, c.scope, c.value) for c in answers}
    divided = {q for q, scope, _ in given if {(q, scope, "yes"), (q, scope, "no")} <= given}
    hedged = sum(bool(c.hedge) for c in answers)
    silent = {text: sum(grid.silent(text, q) for q in grid.questions) for text in grid.texts}
    parts = [f"Speakers say both yes and no to {len(divided)} of them."]
    parts += [f"Hedged answers: {hedged}."] if hedged else []
    parts += [f"{capitalized(text)} is silent on {n} of them." for text, n in silent.items() if n]
    return " ".join(parts)


def _rows(grid: _Grid, question: str) -> Iterator[Row]:
    asked = grid.questions[question]
    for c in grid.answers(question):
        cells = (asked, _answer(c), c.said_by, c.firmness, f"“{c.printed}”")
        yield Row(cells, claims=(c.id,))
    for text in grid.texts:
        if grid.silent(text, question):
            yield Row((asked, "silent", text, "does not speak of it", "nothing"))


def _draw(canvas: Canvas, grid: _Grid) -> None:
    asked, y = list(grid.questions), 0.0
    if canvas.narrow:
        for question in asked:
            y = _draw_block(canvas, grid, question, y) + 22
        canvas.height = y - 22
        return
    size = ceil(len(asked) / ceil(len(asked) / _COLUMNS))
    for first in range(0, len(asked), size):
        y = _draw_panel(canvas, grid, asked[first : first + size], y) + 30
    canvas.height = y - 30


def _draw_panel(canvas: Canvas, grid: _Grid, asked: list[str], y: float) -> float:
    """Draw the grid of a few questions from the top ``y``; return its bottom."""
    step = (canvas.width - _SPEAKERS) / len(asked)
    width = step - _GUTTER
    places = {question: _SPEAKERS + n * step for n, question in enumerate(asked)}
    heads = {q: len(canvas.wrap(grid.questions[q], width, weight="bold")) for q in asked}
    bottom = y + max(heads.values()) * TEXT * LEADING
    for question, lines in heads.items():
        head = Column(canvas, places[question], bottom - lines * TEXT * LEADING, width)
        head.text(grid.questions[question], weight="bold")
    y = bottom + 6
    for text, voices in grid.texts.items():
        _draw_text(canvas, text, y)
        silent = [x for question, x in places.items() if grid.silent(text, question)]
        for x in silent:
            canvas.text(x, y + _RULE, "silent", "muted")
        top = y = y + 30
        for voice in voices:
            if any(voice.on(q) for q in asked):
                y = _draw_voice(canvas, grid, voice, places, width, y)
        for across in (x + SIGN / 2 for x in silent if y > top):
            canvas.line([(across, top + 4), (across, y - 10)], "muted", dash="dotted")
    return y


def _draw_text(canvas: Canvas, text: str, y: float) -> float:
    """Write which text it is below a line; return the width of its name."""
    canvas.line([(0, y), (canvas.width, y)], "ink", line=1.5)
    return canvas.text(0, y + _RULE, capitalized(text), weight="bold")


def _draw_voice(
    canvas: Canvas, grid: _Grid, voice: _Voice, places: dict[str, float], width: float, y: float
) -> float:
    """Draw a row of the grid; return its bottom."""
    canvas.line([(0, y), (canvas.width, y)], "rule", line=1)
    top = y + 10
    label = Column(canvas, 12, top + _BASELINE - TEXT, _SPEAKERS - 40)
    label.text(voice.label)
    bottoms = [label.bottom]
    for question, x in places.items():
        bottom = top
        for claim in voice.on(question):
            with canvas.mark(f"claim:{claim.id}"):
                bottom = _draw_answer(canvas, grid, claim, x, bottom, width) + 8
        if bottom == top and not grid.silent(voice.text, question):
            _draw_dot(canvas, x, top + SIGN / 2)
        bottoms.append(bottom)
    return max(bottoms) + 4


def _draw_dot(canvas: Canvas, x: float, y: float) -> None:
    """Draw the sign of a speaker who does not speak of a question, where a sign would be."""
    dot(canvas, x + SIGN / 2, y, 2.5, "muted")


def _draw_answer(
    canvas: Canvas, grid: _Grid, claim: Claim, x: float, y: float, width: float
) -> float:
    """Draw one answer in its cell: the sign, the word, and how it is said; return the bottom."""
    _draw_sign(canvas, claim, x, y)
    manner = Column(canvas, x + _INDENT, y + 20.5, width - _INDENT)
    manner.note(_manner(grid, claim))
    canvas.target(x, y, width, manner.bottom - y)
    return manner.bottom


def _draw_sign(canvas: Canvas, claim: Claim, x: float, y: float) -> float:
    """Draw an answer as a sign and in a word; return the width of the word."""
    answer_sign(canvas, x, y, claim.value, hedged=bool(claim.hedge))
    return canvas.text(x + _INDENT, y + _BASELINE, _answer(claim), weight="bold")


def _manner(grid: _Grid, claim: Claim) -> str:
    """Return how an answer is said and in which words."""
    scopes = {c.scope for c in grid.answers(claim.question)}
    scope = f"scope: {claim.scope.replace('-', ' ') or 'as asked'}; " if len(scopes) > 1 else ""
    how = "a denial" if claim.modality == "denied" else claim.modality
    hedge = "" if claim.hedge in claim.printed else f", hedged “{claim.hedge}”"
    return f"{scope}{how}{hedge}: “{claim.printed}”"


def _draw_block(canvas: Canvas, grid: _Grid, question: str, y: float) -> float:
    """Draw one question with those who answer it, for a narrow sheet; return the bottom."""
    head = Column(canvas, 0, y, canvas.width)
    head.text(grid.questions[question], weight="bold")
    y = head.foot + 6
    for text, voices in grid.texts.items():
        used = _draw_text(canvas, text, y)
        if grid.silent(text, question):
            canvas.text(used + 8, y + _RULE, "silent", "muted")
            y += 34
            continue
        y += 32
        for voice in voices:
            for claim in voice.on(question):
                with canvas.mark(f"claim:{claim.id}"):
                    y = _draw_line(canvas, grid, voice, claim, y) + 12
        y = _draw_quiet(canvas, [v.label for v in voices if not v.on(question)], y) + 4
    return y


def _draw_line(canvas: Canvas, grid: _Grid, voice: _Voice, claim: Claim, y: float) -> float:
    """Draw one answer with its speaker on a narrow sheet; return the bottom."""
    x = _INDENT + _draw_sign(canvas, claim, 0, y) + 10
    if x + canvas.measure(voice.label) <= canvas.width:
        label = Column(canvas, x, y + _BASELINE - TEXT, canvas.width - x)
    else:
        label = Column(canvas, _INDENT, y + SIGN, canvas.width - _INDENT)
    label.text(voice.label)
    manner = Column(canvas, _INDENT, label.bottom + 0.5, canvas.width - _INDENT)
    manner.note(_manner(grid, claim))
    canvas.target(0, y, canvas.width, manner.bottom - y)
    return manner.bottom


def _draw_quiet(canvas: Canvas, labels: list[str], y: float) -> float:
    """Name those who do not speak of a question; return the top of what follows."""
    if not labels:
        return y
    _draw_dot(canvas, 0, y + 8)
    names = Column(canvas, _INDENT, y, canvas.width - _INDENT)
    names.note(f"does not speak of it: {'; '.join(labels)}")
    return names.bottom + SMALL
