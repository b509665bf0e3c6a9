"""Who says what: yes, no, a hedged answer, or no answer at all.

A wide drawing is a grid with a column for each question and a row for each speaker, so that
silence has a place of its own: a dot where a speaker does not speak of a question, the word
"silent" where a whole text does not. On a phone each question has a block, and below it those
who answer. Every answer carries a sign and the same in words; a denial is one answer among
others, and refutes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any

import pandas as pd

from maliviz.charts.figure import Figure, Row, View
from maliviz.charts.pieces import LEADING, SIGN, answer_sign, dot
from maliviz.charts.style import SMALL, TEXT
from maliviz.corpus.record import firmness, names, records, said_by, source_line

if TYPE_CHECKING:
    from maliviz.charts.canvas import Canvas

_SPEAKERS = 168.0
_COLUMNS = 3
_INDENT = SIGN + 10


@dataclass(frozen=True)
class _Voice:
    """One row: a speaker in one text, and all the answers given there."""

    text: str
    claims: tuple[dict[str, Any], ...]

    @property
    def label(self) -> str:
        """The speaker, and through whom the text has the words."""
        if self.claims[0]["via"] == "direct":
            return "in its own voice"
        return said_by(self.claims[0]).removesuffix(f", in {self.text}")

    def on(self, question: str) -> list[dict[str, Any]]:
        """Return the answers to a question."""
        return [c for c in self.claims if c["question"] == question]


@dataclass(frozen=True)
class _Grid:
    """The questions by their ids, and the voices of each text."""

    questions: dict[str, str]
    texts: dict[str, tuple[_Voice, ...]]

    def silent(self, text: str, question: str) -> bool:
        """Tell whether nobody in a text speaks of a question."""
        return not any(voice.on(question) for voice in self.texts[text])

    def answers(self, question: str) -> list[dict[str, Any]]:
        """Return all answers to a question, in the order of the rows."""
        return [c for voices in self.texts.values() for v in voices for c in v.on(question)]


def stances(claims: pd.DataFrame, *, title: str, name: str = "stances") -> Figure:
    """Return the chart of who answers yes-no questions how.

    ``claims`` are rows of `Corpus.claims` on the disputed questions. A text counts as silent on
    a question if the rows hold none of its claims on it, so give all claims on each question.
    No claim, or one whose question is not of the kind yes-no, is a ``ValueError``.
    """
    said = records(claims)
    _check(said)
    grid = _grid(said)
    return Figure(
        name=name,
        title=title,
        subtitle="The answers to disputed questions, by speaker; a denial is not a refutation",
        alt=f"Grid of {sum(map(len, grid.texts.values()))} speakers and {len(grid.questions)} "
        f"yes-no questions. {_trend(grid)}",
        source=" ".join([source_line(said), *_key(grid)]),
        columns=("Question", "Answer", "Who says so", "How firmly", "As printed"),
        rows=tuple(row for question in grid.questions for row in _rows(grid, question)),
        names=names(said),
        views=(View("answers", "Answers", lambda canvas: _draw(canvas, grid)),),
    )


def _check(said: list[dict[str, Any]]) -> None:
    if not said:
        raise ValueError("stances needs claims; the frame has no row, so look at its filter")
    for claim in said:
        if claim["kind"] != "yes-no" or claim["value"] not in ("yes", "no"):
            raise ValueError(
                f'stances draws answers of yes or no; the claim "{claim["id"]}" answers '
                f'"{claim["question"]}", of the kind {claim["kind"]}, with "{claim["value"]}": '
                "keep the rows whose kind is yes-no"
            )


def _grid(said: list[dict[str, Any]]) -> _Grid:
    ordered = sorted(said, key=lambda c: int(c["question_order"]))
    voices: dict[str, dict[tuple[str, str], list[dict[str, Any]]]] = {
        f"text {label}": {} for label in sorted({str(c["document_label"]) for c in said})
    }
    for claim in ordered:
        speakers = voices[f"text {claim['document_label']}"]
        speakers.setdefault((claim["speaker"], claim["via"]), []).append(claim)
    return _Grid(
        {str(c["question"]): str(c["question_text"]) for c in ordered},
        {text: tuple(_Voice(text, tuple(v)) for v in by.values()) for text, by in voices.items()},
    )


def _answer(claim: dict[str, Any]) -> str:
    return f"hedged {claim['value']}" if claim["hedge"] else str(claim["value"])


def _trend(grid: _Grid) -> str:
    """Return on how many questions the speakers are divided, and a text is silent."""
    given = {(q, c["scope"], c["value"]) for q in grid.questions for c in grid.answers(q)}
    divided = {q for q, scope, _ in given if {(q, scope, "yes"), (q, scope, "no")} <= given}
    hedged = sum(bool(c["hedge"]) for q in grid.questions for c in grid.answers(q))
    silent = {text: sum(grid.silent(text, q) for q in grid.questions) for text in grid.texts}
    parts = [f"Speakers say both yes and no to {len(divided)} of them."]
    parts += [f"Hedged answers: {hedged}."] if hedged else []
    parts += [f"{_capital(text)} is silent on {n} of them." for text, n in silent.items() if n]
    return " ".join(parts)


def _key(grid: _Grid) -> list[str]:
    """Return what the quiet signs mean, as far as they are drawn."""
    voices = [v for voices in grid.texts.values() for v in voices]
    dots = any(not grid.silent(v.text, q) and not v.on(q) for v in voices for q in grid.questions)
    hedged = any(c["hedge"] for v in voices for c in v.claims)
    return ["Dot: does not speak of it."] * dots + ["Broken edge: hedged."] * hedged


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _rows(grid: _Grid, question: str) -> Iterator[Row]:
    asked = grid.questions[question]
    for c in grid.answers(question):
        cells = (asked, _answer(c), said_by(c), firmness(c), f"“{c['printed']}”")
        yield Row(cells, claims=(c["id"],))
    for text in grid.texts:
        if grid.silent(text, question):
            yield Row((asked, "silent", text, "does not speak of it", "nothing"))


def _draw(canvas: Canvas, grid: _Grid) -> None:
    if canvas.narrow:
        y = 0.0
        for question in grid.questions:
            y = _draw_block(canvas, grid, question, y) + 22
        canvas.height = y - 22
        return
    asked = list(grid.questions)
    size = ceil(len(asked) / ceil(len(asked) / _COLUMNS))
    y = 0.0
    for first in range(0, len(asked), size):
        y = _draw_panel(canvas, grid, asked[first : first + size], y) + 30
    canvas.height = y - 30


def _draw_panel(canvas: Canvas, grid: _Grid, asked: list[str], y: float) -> float:
    """Draw the grid of a few questions from the top ``y``; return its bottom."""
    width = (canvas.width - _SPEAKERS) / len(asked)
    places = {q: _SPEAKERS + n * width for n, q in enumerate(asked)}
    heads = {q: canvas.wrap(grid.questions[q], width - 24, weight="bold") for q in asked}
    bottom = y + max(map(len, heads.values())) * TEXT * LEADING
    for question, lines in heads.items():
        top = bottom - len(lines) * TEXT * LEADING + TEXT
        canvas.paragraph(places[question], top, " ".join(lines), width - 24, weight="bold")
    y = bottom + 6
    for text, voices in grid.texts.items():
        canvas.line([(0, y), (canvas.width, y)], "ink", line=1.5)
        canvas.text(0, y + 20, _capital(text), weight="bold")
        for question, x in places.items():
            if grid.silent(text, question):
                canvas.text(x, y + 20, "silent", "muted")
        top = y = y + 30
        for voice in voices:
            if any(voice.on(q) for q in asked):
                y = _draw_voice(canvas, grid, voice, places, width - 24, y)
        for question, x in places.items():
            if grid.silent(text, question) and y > top:
                across = x + SIGN / 2
                canvas.line([(across, top + 4), (across, y - 10)], "muted", dash="dotted")
    return y


def _draw_voice(
    canvas: Canvas, grid: _Grid, voice: _Voice, places: dict[str, float], width: float, y: float
) -> float:
    """Draw a row of the grid; return its bottom."""
    canvas.line([(0, y), (canvas.width, y)], "rule", line=1)
    top = y + 10
    bottoms = [canvas.paragraph(12, top + 15, voice.label, _SPEAKERS - 40) - TEXT]
    for question, x in places.items():
        bottom = top
        for claim in voice.on(question):
            with canvas.mark(f"claim:{claim['id']}"):
                bottom = _draw_answer(canvas, grid, claim, x, bottom, width) + 8
        if bottom == top and not grid.silent(voice.text, question):
            dot(canvas, x + SIGN / 2, top + SIGN / 2, 2.5, "muted")
        bottoms.append(bottom)
    return max(bottoms) + 4


def _draw_answer(
    canvas: Canvas, grid: _Grid, claim: dict[str, Any], x: float, y: float, width: float
) -> float:
    """Draw one answer in its cell: the sign, the word, and how it is said; return the bottom."""
    answer_sign(canvas, x, y, claim["value"], hedged=bool(claim["hedge"]))
    canvas.text(x + _INDENT, y + 15, _answer(claim), weight="bold")
    bottom = _draw_manner(canvas, grid, claim, x + _INDENT, y + 33, width - _INDENT)
    canvas.target(x, y, width, bottom - y)
    return bottom


def _draw_manner(
    canvas: Canvas, grid: _Grid, claim: dict[str, Any], x: float, y: float, width: float
) -> float:
    """Write how an answer is said and in which words, from the baseline ``y``."""
    scopes = {c["scope"] for c in grid.answers(claim["question"])}
    scope = f"scope: {claim['scope'].replace('-', ' ') or 'as asked'}; " if len(scopes) > 1 else ""
    hedge = "" if claim["hedge"] in claim["printed"] else f", hedged “{claim['hedge']}”"
    words = f"{scope}{claim['modality']}{hedge}: “{claim['printed']}”"
    return canvas.paragraph(x, y, words, width, "muted", size=SMALL) - SMALL


def _draw_block(canvas: Canvas, grid: _Grid, question: str, y: float) -> float:
    """Draw one question with those who answer it, for a narrow sheet; return the bottom."""
    y = canvas.paragraph(0, y + TEXT, grid.questions[question], canvas.width, weight="bold")
    y -= TEXT * LEADING - 10
    for text, voices in grid.texts.items():
        canvas.line([(0, y), (canvas.width, y)], "ink", line=1.5)
        used = canvas.text(0, y + 20, _capital(text), weight="bold")
        if grid.silent(text, question):
            canvas.text(used + 8, y + 20, "silent", "muted")
            y += 34
            continue
        y += 32
        for voice in voices:
            for claim in voice.on(question):
                with canvas.mark(f"claim:{claim['id']}"):
                    y = _draw_said(canvas, grid, voice, claim, y) + 12
        y = _draw_quiet(canvas, [v.label for v in voices if not v.on(question)], y) + 4
    return y


def _draw_said(
    canvas: Canvas, grid: _Grid, voice: _Voice, claim: dict[str, Any], y: float
) -> float:
    """Draw one answer with its speaker on a narrow sheet; return the bottom."""
    answer_sign(canvas, 0, y, claim["value"], hedged=bool(claim["hedge"]))
    x = _INDENT + canvas.text(_INDENT, y + 15, _answer(claim), weight="bold") + 10
    if x + canvas.measure(voice.label) <= canvas.width:
        baseline = canvas.paragraph(x, y + 15, voice.label, canvas.width - x)
    else:
        baseline = canvas.paragraph(_INDENT, y + 34, voice.label, canvas.width - _INDENT)
    bottom = _draw_manner(canvas, grid, claim, _INDENT, baseline - 1, canvas.width - _INDENT)
    canvas.target(0, y, canvas.width, bottom - y)
    return bottom


def _draw_quiet(canvas: Canvas, labels: list[str], y: float) -> float:
    """Name those who do not speak of a question; return the bottom."""
    if not labels:
        return y
    dot(canvas, SIGN / 2, y + 8, 2.5, "muted")
    words = f"does not speak of it: {'; '.join(labels)}"
    width = canvas.width - _INDENT
    return canvas.paragraph(_INDENT, y + SMALL, words, width, "muted", size=SMALL)
