"""What is computed from claims: how long between two dates, when a term ends.

A derived number is never typed. An inference that names a function in `derive` gets its
conclusion here, from the dates and counts of its first two premises; so a premise that changes
changes the number, and what is uncertain in a premise stays uncertain in what is made of it.
A premise may be an inference that is derived itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd

from maliviz.corpus import Corpus
from maliviz.corpus.record import Row
from maliviz.count import Count, parse_count
from maliviz.edtf import Edtf, EdtfError, distance, parse
from maliviz.problem import DataError

__all__ = ["DERIVATIONS", "Conclusion", "Premise", "derive"]


@dataclass(frozen=True)
class Premise:
    """What a derivation may use of a claim or an inference: its date, or what it counts."""

    id: str
    when: str = ""
    count: Count | None = None
    unit: str = ""


class Conclusion(NamedTuple):
    """What follows: a value or a date, in words, in months, and how it was computed."""

    value: str = ""
    when: str = ""
    words: str = ""
    months_least: int | None = None
    months_most: int | None = None
    how: str = ""


ADDED = ("when_words", "words", "months_least", "months_most", "how")


class _Underivable(ValueError):
    """The premises do not give what the derivation needs."""


def between(first: Premise, second: Premise) -> Conclusion:
    """How long from the date of the first premise to that of the second.

    >>> between(Premise("law", "[..2024-03]"), Premise("vote", "[2030..]")).words
    'at least 5 years and 9 months'
    """
    start, end = _date(first), _date(second)
    span = distance(start, end)
    how = f"From “{start.words()}” to “{end.words()}”: {span.words()}."
    return Conclusion(span.words(), "", span.words(), span.least, span.most, how)


def end_of_term(first: Premise, second: Premise) -> Conclusion:
    """The date of the first premise, and as many years on as the second one counts.

    >>> end_of_term(Premise("law", "2025?-07"), Premise("term", "", parse_count("5"), "years")).when
    '2030?-07'
    """
    start, years = _date(first), _years(second)
    end = _shift(start, years)
    how = f"“{start.words()}” and {years} years on: {end.words()}."
    return Conclusion("", end.text, end.words(), how=how)


DERIVATIONS: dict[str, Callable[[Premise, Premise], Conclusion]] = {
    "distance": between,
    "end-of-term": end_of_term,
}


def derive(corpus: Corpus) -> pd.DataFrame:
    """The inferences, with the conclusions of the derived ones filled in.

    All rows and columns of `corpus.inferences`, and besides: `when_words` (the date in words),
    `words` (the conclusion in words), `months_least` and `months_most` (int or None), `how` (a
    sentence on how it was computed; empty unless derived). Raises a `DataError` with every
    inference that cannot be computed.
    """
    rows = corpus.inferences.to_dict("records")
    known = [*corpus.claims.to_dict("records"), *(row for row in rows if not row["derive"])]
    premises = [_premise(row, corpus.readings) for row in known]
    conclusions, failures = _conclude(rows, {premise.id: premise for premise in premises})
    if failures:
        hint = "it is computed from its first two premises"
        raise DataError(
            corpus.problem("inferences", id, "premises", rule, hint)
            for id, rule in failures.items()
        )
    found = pd.DataFrame(
        [_filled(row, conclusions.get(row["id"])) for row in rows],
        columns=[*corpus.inferences.columns, *ADDED],
        # Left alone, pandas makes floats of whole numbers beside None.
        dtype=object,
    )
    texts = [column for column in found.columns if not column.startswith("months_")]
    return found.astype(dict.fromkeys(texts, "str"))


def _conclude(
    rows: Sequence[Row], premises: dict[str, Premise]
) -> tuple[dict[str, Conclusion], dict[str, str]]:
    """The conclusion of each derived row, and for those that have none, why."""
    known = dict(premises)
    waiting = {row["id"]: row for row in rows if row["derive"]}
    found: dict[str, Conclusion] = {}
    failures: dict[str, str] = {}
    while ready := [id for id, row in waiting.items() if known.keys() >= set(_operands(row))]:
        for id in ready:
            row = waiting.pop(id)
            try:
                found[id] = _compute(row["derive"], [known[operand] for operand in _operands(row)])
                known[id] = Premise(id, found[id].when)
            except (_Underivable, EdtfError) as error:
                failures[id] = str(error)
    for id in waiting:
        failures[id] = "one of its premises cannot be computed, or waits for it"
    return found, failures


def _operands(row: Row) -> list[str]:
    return str(row["premises"]).split()[:2]


def _compute(name: str, operands: list[Premise]) -> Conclusion:
    if name not in DERIVATIONS:
        raise _Underivable(f'no function derives "{name}"; there are: {", ".join(DERIVATIONS)}')
    if len(operands) < 2:
        raise _Underivable("a derivation needs two premises")
    return DERIVATIONS[name](*operands)


def _premise(row: Row, readings: Mapping[str, str]) -> Premise:
    counts = row.get("kind") == "count"
    count = parse_count(row["value"], readings) if counts else None
    return Premise(row["id"], row["when"], count, row["unit"] if counts else "")


def _date(premise: Premise) -> Edtf:
    if not premise.when:
        raise _Underivable(f'the premise "{premise.id}" has no date')
    return parse(premise.when)


def _years(premise: Premise) -> int:
    if premise.count is None or premise.count.form != "exact" or premise.unit != "years":
        raise _Underivable(f'the premise "{premise.id}" does not give an exact number of years')
    return premise.count.number


# Nothing else in a date has four characters in a row, and before them a "-" can only be a minus.
_YEAR = re.compile(r"-?[0-9X]{4}")


def _shift(date: Edtf, years: int) -> Edtf:
    """The same date some years on, with every mark on it."""
    if date.form == "interval" or any("X" in year for year in _YEAR.findall(date.text)):
        raise _Underivable(f"no term can be counted from “{date.words()}”; it needs a year")
    return parse(_YEAR.sub(lambda year: _four_digits(int(year[0]) + years), date.text))


def _four_digits(year: int) -> str:
    return f"{year:05}" if year < 0 else f"{year:04}"


def _filled(row: Row, conclusion: Conclusion | None) -> dict[Hashable, Any]:
    value, when, words, least, most, how = conclusion or Conclusion(row["value"], row["when"])
    when_words = parse(when).words() if when else ""
    return {
        **row,
        "value": value,
        "when": when,
        "when_words": when_words,
        "words": words or value or when_words,
        "months_least": least,
        "months_most": most,
        "how": how,
    }
