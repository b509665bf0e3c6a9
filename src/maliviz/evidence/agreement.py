"""Whether two claims that answer one question say the same.

Most tools would call 20 and 50 a contradiction. Here a count may be a floor, a date a range, a
yes hedged, and a difference may be one of scope; so each kind of answer has a rule of its own,
which gives one of four verdicts and says why:

    kind     agree               compatible          conflict             not comparable
    count    same form, same     the ranges meet;    the ranges exclude
             number; same word   it grows with its   each other
                                 dates
    yes-no   same answer                             yes and no
    date     same EDTF           the dates overlap   the dates exclude    days counted from
                                                     each other           different days; no date
    name     same actors         some in common      two persons          bodies and groups,
                                                                          lists of persons
    text     same words                                                   other words

Before the rule: claims of different scope, or of two events, are not comparable, since that is no
conflict. A count that has a date was made as of that day: a toll that is higher on a later day is
no conflict either, and the same number on two days is not the same answer. After the rule: an
answer that one side hedges agrees with nothing, it is compatible. A verdict tells what the texts
say and not what is true: a denial contradicts, it does not refute.

What has no say in it is who speaks, and through whom.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from maliviz.corpus import Corpus
from maliviz.corpus.claim import Claim
from maliviz.corpus.vocabulary import label
from maliviz.count import Count
from maliviz.edtf import Edtf, Moment, Moments
from maliviz.language import gettext as _
from maliviz.language import joined, quoted, word_list

__all__ = ["RULES", "Agreement", "Answer", "Verdict", "agreement", "answers", "scopes_apart"]

Verdict = Literal["agree", "compatible", "conflict", "not comparable"]


class Agreement(NamedTuple):
    """How two answers stand to each other, and why: a clause without a capital or a full stop."""

    verdict: Verdict
    why: str


@dataclass(frozen=True)
class Answer:
    """What a claim answers, ready to be compared; `words` is the answer for a reader.

    `names` has every actor whom the same speaker names in the same text, so that a list is
    compared as a list, and `persons` says whether all of them are.
    """

    claim: Claim
    words: str
    count: Count | None = None
    names: frozenset[str] = frozenset()
    persons: bool = False


def answers(corpus: Corpus) -> dict[str, Answer]:
    """The answer of each claim, under its id."""
    claims, readings = corpus.record.claims, corpus.readings
    actors = {actor.id: actor for actor in corpus.record.actors}
    lists: dict[tuple[object, ...], set[str]] = {}
    for claim in claims:
        if claim.kind == "name":
            lists.setdefault(_voice(claim), set()).add(claim.value)

    def answer(claim: Claim) -> Answer:
        count, names = claim.count(readings), frozenset(lists.get(_voice(claim), ()))
        persons = all(name in actors and actors[name].kind == "person" for name in names)
        name = actors[claim.value].name if claim.value in actors else claim.value
        return Answer(claim, _words(claim, count, name), count, names, persons)

    return {claim.id: answer(claim) for claim in claims}


def _voice(claim: Claim) -> tuple[object, ...]:
    return claim.question, claim.scope, claim.document, claim.speaker, claim.via


def _words(claim: Claim, count: Count | None, name: str) -> str:
    if count:
        words = count.words()
        if not count.word:
            words = _("{count} {unit}").format(count=words, unit=claim.unit)
        return joined((words, claim.as_of))
    if claim.kind == "date":
        return _date_words(claim)
    if claim.kind == "yes-no":
        return label("value", claim.value)
    return name if claim.kind == "name" else quoted(claim.value)


def _date_words(claim: Claim) -> str:
    """The date as the text has it, and apart from that how it is read where part is inferred."""
    printed = quoted(claim.value or claim.printed)
    if claim.when is None:
        return printed
    words = claim.when.words()
    if not claim.when.inferred:
        return words
    return _("{printed}, read as {date}").format(printed=printed, date=words)


def agreement(first: Answer, second: Answer) -> Agreement:
    """Compare two answers; the order does not matter.

    >>> from maliviz import load
    >>> promise = answers(load("data"))["handover-by-march-2024"]
    >>> agreement(promise, promise)
    Agreement(verdict='agree', why='the date is the same')
    """
    one, other = first.claim, second.claim
    if one.question != other.question:
        return Agreement("not comparable", _("they answer different questions"))
    if one.scope != other.scope:
        return Agreement("not comparable", scopes_apart([one, other]))
    if one.event and other.event and one.event != other.event:
        return Agreement("not comparable", _("they tell of different events"))
    result = RULES[one.kind](first, second)
    if result.verdict == "agree" and (one.hedge or other.hedge):
        return Agreement("compatible", _("{why}, but it is hedged").format(why=result.why))
    return result


def scopes_apart(claims: Iterable[Claim]) -> str:
    """The clause that names the scopes of claims that differ in it, each once."""
    scopes = sorted({claim.scope_words or _("the question as it stands") for claim in claims})
    return _("they differ in scope: {scopes}").format(scopes=word_list(scopes))


def _counts(first: Answer, second: Answer) -> Agreement:
    if not (first.count and second.count):
        return Agreement("not comparable", _("one of them gives no number"))
    days_apart = first.claim.as_of != second.claim.as_of
    if first.count == second.count and not days_apart:
        return Agreement("agree", _("the number is the same"))
    if first.count.overlaps(second.count):
        return Agreement("compatible", _("the numbers can both hold"))
    if days_apart and (_grows(first, second) or _grows(second, first)):
        return Agreement("compatible", _("the number of the later day is the higher one"))
    return Agreement("conflict", _("the numbers exclude each other"))


def _grows(first: Answer, later: Answer) -> bool:
    """Whether a count is lower than one that was surely made on a later day."""
    one, other = first.claim.when, later.claim.when
    if not (first.count and later.count and one and other):
        return False
    most = first.count.most
    return one.surely_before(other) and most is not None and most < later.count.least


def _yes_or_no(first: Answer, second: Answer) -> Agreement:
    if first.claim.value == second.claim.value:
        return Agreement("agree", _("the answer is the same"))
    return Agreement("conflict", _("yes and no exclude each other"))


def _dates(first: Answer, second: Answer) -> Agreement:
    one, other = first.claim, second.claim
    if one.when and other.when:
        return _printed_or_inferred(one.when, other.when)
    if not (one.relative and other.relative):
        return Agreement("not comparable", _("one of them gives no date"))
    if one.counted_from != other.counted_from:
        return Agreement("not comparable", _("they do not count from the same day"))
    if one.document != other.document and not one.counted_from:
        return Agreement(
            "not comparable", _("each counts from a day of its own that is not printed")
        )
    return _offsets(one, other)


def _printed_or_inferred(first: Edtf, second: Edtf) -> Agreement:
    if first.text == second.text:
        return Agreement("agree", _("the date is the same"))
    if _meet(first, second):
        return Agreement("compatible", _("the dates overlap"))
    return Agreement("conflict", _("the dates exclude each other"))


def _meet(first: Edtf, second: Edtf) -> bool:
    """Two states meet when they can start together and end together; else a moment is enough."""
    if first.form == second.form == "interval":
        return _overlap(first.starts, second.starts) and _overlap(first.ends, second.ends)
    return _overlap(*((date.starts[0], date.ends[1]) for date in (first, second)))


def _overlap(first: Moments, second: Moments) -> bool:
    return _not_after(first[0], second[1]) and _not_after(second[0], first[1])


def _not_after(earliest: Moment | None, latest: Moment | None) -> bool:
    return earliest is None or latest is None or earliest <= latest


def _offsets(first: Claim, second: Claim) -> Agreement:
    """Two days that count from the same day."""
    days, others = _days_after(first), _days_after(second)
    alike = first.offset == second.offset
    if alike and (first.offset or first.value == second.value):
        return Agreement("agree", _("the day is the same"))
    if not (days and others):
        return Agreement("not comparable", _("one of them does not say how long ago"))
    if max(days[0], others[0]) <= min(days[1], others[1]):
        return Agreement("compatible", _("the days overlap"))
    return Agreement("conflict", _("the days exclude each other"))


def _days_after(claim: Claim) -> tuple[int, int] | None:
    """The least and the most days after the day from which a claim counts; below 0 is before."""
    if claim.later:
        return claim.later.least_days, claim.later.most_days
    return (-claim.ago.most_days, -claim.ago.least_days) if claim.ago else None


def _names(first: Answer, second: Answer) -> Agreement:
    if first.names == second.names:
        return Agreement("agree", _("the name is the same"))
    if first.names & second.names:
        return Agreement("compatible", _("they have names in common"))
    if not (first.persons and second.persons):
        return Agreement("not comparable", _("bodies and groups may overlap"))
    if len(first.names) > 1 or len(second.names) > 1:
        return Agreement("not comparable", _("no list of names need be complete"))
    return Agreement("conflict", _("two persons are named"))


def _texts(first: Answer, second: Answer) -> Agreement:
    if first.claim.value == second.claim.value:
        return Agreement("agree", _("the words are the same"))
    return Agreement("not comparable", _("no machine compares these words"))


RULES: dict[str, Callable[[Answer, Answer], Agreement]] = {
    "count": _counts,
    "yes-no": _yes_or_no,
    "date": _dates,
    "name": _names,
    "text": _texts,
}
