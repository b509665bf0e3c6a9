"""What is computed from claims: how long between two dates, when a term ends.

A derived number is never typed. An inference that names a function in `derive` gets its
conclusion here, from the dates and counts of its first two premises; so a premise that changes
changes the number, and what is uncertain in a premise stays uncertain in what is made of it.
A premise may be an inference that is derived itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from maliviz.corpus import Corpus
from maliviz.corpus.claim import Claim, Inference
from maliviz.edtf import Edtf, distance, parse
from maliviz.language import gettext as _
from maliviz.language import ngettext
from maliviz.problem import DataError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["DERIVATIONS", "derive", "inferences"]

Premise = Claim | Inference


def derive(corpus: Corpus) -> pd.DataFrame:
    """The inferences, with the conclusions of the derived ones filled in.

    All rows and columns of `corpus.inferences`, and besides: `when_words` (the date in words),
    `words` (the conclusion in words), `how` (a sentence on how it was computed; empty unless
    derived). Raises a `DataError` with every inference that cannot be computed.

    >>> from maliviz import load
    >>> frame = derive(load("data"))
    >>> frame.loc[frame["derive"] == "distance", "words"].tolist()
    ['at least 5 years and 9 months', 'at least 8 years']
    """
    from pandas import array

    rows = inferences(corpus)
    columns = {
        "value": [row.value for row in rows],
        "when": [row.when.text if row.when else "" for row in rows],
        "when_words": [row.when.words() if row.when else "" for row in rows],
        "words": [row.words for row in rows],
        "how": [row.how for row in rows],
    }
    texts = {name: array(column, dtype="str") for name, column in columns.items()}
    return corpus.inferences.assign(**texts)


def inferences(corpus: Corpus) -> tuple[Inference, ...]:
    """The inferences in their order, each with its conclusion in `words` and, if derived, `how`.

    Raises a `DataError` with every inference that cannot be computed.
    """
    rows = corpus.record.inferences
    premises: dict[str, Premise] = {claim.id: claim for claim in corpus.record.claims}
    conclusions: dict[str, Inference] = {}
    failures: dict[str, str] = {}
    waiting = {row.id: row for row in rows}
    while ready := [
        row for row in waiting.values() if all(id in premises for id in _operands(row))
    ]:
        for row in ready:
            del waiting[row.id]
            try:
                operands = [premises[id] for id in _operands(row)]
                premises[row.id] = conclusions[row.id] = _conclude(row, operands, corpus)
            except ValueError as error:
                failures[row.id] = str(error)
    failures |= dict.fromkeys(waiting, "one of its premises cannot be computed, or waits for it")
    if failures:
        hint = "it is computed from its first two premises"
        raise DataError(
            corpus.problem("inferences", id, "premises", rule, hint)
            for id, rule in failures.items()
        )
    return tuple(conclusions[row.id] for row in rows)


def _operands(inference: Inference) -> tuple[str, ...]:
    return inference.premises[:2] if inference.derive else ()


def _conclude(inference: Inference, operands: Sequence[Premise], corpus: Corpus) -> Inference:
    name = inference.derive
    if not name:
        words = inference.value or (inference.when.words() if inference.when else "")
        return replace(inference, words=words)
    if name not in DERIVATIONS:
        raise ValueError(f'no function derives "{name}"; there are: {", ".join(DERIVATIONS)}')
    if len(operands) < 2:
        raise ValueError("a derivation needs two premises")
    first, second = operands
    return DERIVATIONS[name](inference, first, second, corpus)


def between(inference: Inference, first: Premise, second: Premise, corpus: Corpus) -> Inference:
    """Fill in how long it is from the date of the first premise to that of the second."""
    start, end = _date(first), _date(second)
    words = distance(start, end).words()
    sentence = _("From “{start}” to “{end}”: {time}.")
    how = sentence.format(start=start.words(), end=end.words(), time=words)
    return replace(inference, value=words, when=None, words=words, how=how)


def end_of_term(inference: Inference, first: Premise, second: Premise, corpus: Corpus) -> Inference:
    """Fill in the date of the first premise, as many years on as the second one counts."""
    start, years = _date(first), _years(second, corpus)
    end = _shift(start, years)
    sentence = ngettext(
        "“{start}” and {years} year on: {end}.", "“{start}” and {years} years on: {end}.", years
    )
    how = sentence.format(start=start.words(), years=years, end=end.words())
    return replace(inference, value="", when=end, words=end.words(), how=how)


DERIVATIONS: dict[str, Callable[[Inference, Premise, Premise, Corpus], Inference]] = {
    "distance": between,
    "end-of-term": end_of_term,
}


def _date(premise: Premise) -> Edtf:
    if not premise.when:
        raise ValueError(f'the premise "{premise.id}" has no date')
    return premise.when


def _years(premise: Premise, corpus: Corpus) -> int:
    if isinstance(premise, Claim):
        unit = corpus.original("questions", premise.question, "unit", premise.unit)
        count = premise.count(corpus.readings) if unit == "years" else None
        if count and count.form == "exact":
            return count.number
    raise ValueError(f'the premise "{premise.id}" does not give an exact number of years')


# Nothing else in a date has four characters in a row, and before them a "-" can only be a minus.
_YEAR = re.compile(r"-?[0-9X]{4}")


def _shift(date: Edtf, years: int) -> Edtf:
    """The same date some years on, with every mark on it."""
    if date.form == "interval" or any("X" in year for year in _YEAR.findall(date.text)):
        raise ValueError(f"no term can be counted from “{date.words()}”; it needs a year")
    return parse(_YEAR.sub(lambda year: _four_digits(int(year[0]) + years), date.text))


def _four_digits(year: int) -> str:
    return f"{year:05}" if year < 0 else f"{year:04}"
