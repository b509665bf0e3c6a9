"""Whether two claims that answer one question say the same.

Most tools would call 20 and 50 a contradiction. Here a count may be a floor, a date a range, a
yes hedged, and a difference may be one of scope; so each kind of answer has a rule of its own,
which gives one of four verdicts and says why:

    kind     agree               compatible          conflict             not comparable
    count    same form, same     the ranges meet     the ranges exclude
             number; same word                       each other
    yes-no   same answer                             yes and no
    date     same EDTF           the dates overlap   the dates exclude    days counted from
                                                     each other           unprinted days; no date
    name     same actors         some in common      two persons          bodies and groups,
                                                                          lists of persons
    text     same words                                                   other words

Before the rule: claims of different scope, or of two events, are not comparable, since that is no
conflict. After it: an answer that one side hedges agrees with nothing, it is compatible. A
verdict tells what the texts say and not what is true: a denial contradicts, it does not refute.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from maliviz.edtf import Ago, Bounds, Day, Edtf
from maliviz.evidence.answer import Answer

__all__ = ["RULES", "Agreement", "Verdict", "agreement"]

Verdict = Literal["agree", "compatible", "conflict", "not comparable"]


class Agreement(NamedTuple):
    """How two answers stand to each other, and why: a clause without a capital or a full stop."""

    verdict: Verdict
    why: str


def agreement(first: Answer, second: Answer) -> Agreement:
    """Compare two answers; the order does not matter.

    >>> yes = Answer("held", "yes-no", "a", "yes", value="yes")
    >>> no = Answer("held", "yes-no", "b", "no", value="no")
    >>> agreement(yes, no)
    Agreement(verdict='conflict', why='one says yes, the other no')
    """
    if first.question != second.question:
        return Agreement("not comparable", "they answer different questions")
    if first.scope != second.scope:
        scopes = sorted(_scope_words(answer.scope) for answer in (first, second))
        return Agreement("not comparable", f"they differ in scope: {' and '.join(scopes)}")
    if first.event and second.event and first.event != second.event:
        return Agreement("not comparable", "they tell of different events")
    found = RULES[first.kind](first, second)
    if found.verdict == "agree" and (first.hedge or second.hedge):
        return Agreement("compatible", f"{found.why}, but it is hedged")
    return found


def _scope_words(scope: str) -> str:
    return scope.replace("-", " ") or "the question as it stands"


def _counts(first: Answer, second: Answer) -> Agreement:
    if first.count == second.count:
        return Agreement("agree", "the number is the same")
    if first.count and second.count and first.count.overlaps(second.count):
        return Agreement("compatible", "the numbers can both hold")
    return Agreement("conflict", "the numbers exclude each other")


def _yes_or_no(first: Answer, second: Answer) -> Agreement:
    if first.value == second.value:
        return Agreement("agree", "the answer is the same")
    return Agreement("conflict", "one says yes, the other no")


def _dates(first: Answer, second: Answer) -> Agreement:
    if first.when and second.when:
        return _printed_or_inferred(first.when, second.when)
    if not (first.relative and second.relative):
        return Agreement("not comparable", "one of them gives no date")
    if first.document != second.document:
        return Agreement("not comparable", "each counts from a day of its own that is not printed")
    return _offsets(first, second)


def _printed_or_inferred(first: Edtf, second: Edtf) -> Agreement:
    if first.text == second.text:
        return Agreement("agree", "the date is the same")
    if _meet(first, second):
        return Agreement("compatible", "the dates overlap")
    return Agreement("conflict", "the dates exclude each other")


def _meet(first: Edtf, second: Edtf) -> bool:
    """Two states meet when they can start together and end together; else one day is enough."""
    if first.form == second.form == "interval":
        return _overlap(first.start, second.start) and _overlap(first.end, second.end)
    whole = [Bounds(date.earliest, date.latest) for date in (first, second)]
    return _overlap(*whole)


def _overlap(first: Bounds, second: Bounds) -> bool:
    return _not_after(first.earliest, second.latest) and _not_after(second.earliest, first.latest)


def _not_after(earliest: Day | None, latest: Day | None) -> bool:
    return earliest is None or latest is None or earliest <= latest


def _offsets(first: Answer, second: Answer) -> Agreement:
    """Two days that count from the same unprinted day."""
    if first.ago == second.ago and (first.ago or first.value == second.value):
        return Agreement("agree", "the day is the same")
    if not (first.ago and second.ago):
        return Agreement("not comparable", "one of them does not say how long ago")
    if _in_reach(first.ago, second.ago) and _in_reach(second.ago, first.ago):
        return Agreement("compatible", "the days overlap")
    return Agreement("conflict", "the days exclude each other")


def _in_reach(first: Ago, second: Ago) -> bool:
    return first.least_days <= second.most_days


def _names(first: Answer, second: Answer) -> Agreement:
    if first.names == second.names:
        return Agreement("agree", "the name is the same")
    if first.names & second.names:
        return Agreement("compatible", "they have names in common")
    if not (first.persons and second.persons):
        return Agreement("not comparable", "bodies and groups may overlap")
    if len(first.names) > 1 or len(second.names) > 1:
        return Agreement("not comparable", "no list of names need be complete")
    return Agreement("conflict", "two persons are named")


def _texts(first: Answer, second: Answer) -> Agreement:
    if first.value == second.value:
        return Agreement("agree", "the words are the same")
    return Agreement("not comparable", "no machine compares these words")


RULES: dict[str, Callable[[Answer, Answer], Agreement]] = {
    "count": _counts,
    "yes-no": _yes_or_no,
    "date": _dates,
    "name": _names,
    "text": _texts,
}
