"""Steps in the order of their dates, with no cause that no text claims.

A line that joins what happened first to what happened next reads like a cause, so the line here
says only what is known of the order. A cause that a text does state is a statement like any
other, with its speaker. What has no date stands below the line and not on it.

======================= ==================================================================
what is known           what is shown
======================= ==================================================================
an order of dates       a whole line to the next step
no later than           a whole line to the next step
an order, if inferred   a broken line to the next step
no order                a dotted line to the next step
two dates for the same  a dotted line to the next step
a date                  a full dot with the number of the step
an inferred date        a pale dot with the number of the step
expected or denied      a hollow dot with the number of the step
no date                 the statement below the steps, without a dot
======================= ==================================================================
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING, Literal, NamedTuple

from maliviz.charts.figure import Figure, Row
from maliviz.charts.html import render
from maliviz.corpus.claim import Claim, source_line
from maliviz.corpus.rows import claims_of
from maliviz.edtf import Edtf, Moment, printed
from maliviz.language import N_, joined, ngettext, pgettext, quoted
from maliviz.language import gettext as _

if TYPE_CHECKING:
    import pandas as pd


class _Order(NamedTuple):
    """What is known of the order of a step and the next: told, inferred or open; and in words.

    The words are of the steps `first` and `second`.
    """

    kind: Literal["told", "inferred", "open"]
    words: str


_PRINTED = _Order("told", N_("Order: {first} comes before {second}, by the printed dates"))
_BOUND = _Order("told", N_("Order: {first} is told to be no later than {second}"))
_INFERRED = _Order(
    "inferred", N_("Order: {first} comes before {second}, if the inferred dates hold")
)
_OPEN = _Order("open", N_("Order: whether {first} or {second} came first is not told"))
_SAME = _Order("open", N_("Order: {first} and {second} are two dates for the same"))
_TALLY = {
    "told": N_("{count} told"),
    "inferred": N_("{count} inferred"),
    "open": N_("{count} not told"),
}


@dataclass(frozen=True)
class _Step:
    """One thing that has a date, with all that is said of it; the dated claim comes first."""

    claims: tuple[Claim, ...]
    date: Edtf

    @property
    def label(self) -> str:
        """What the step is about."""
        return _topic(self.claims[0])[1]

    @property
    def look(self) -> str:
        """The role of its first claim, and how full its dot is."""
        role = self.claims[0].role
        hollow = role in ("expected", "denied")
        return f"{role} {'hollow' if hollow else 'pale' if self.date.inferred else 'full'}"

    def place(self) -> tuple[bool, list[Moment], str]:
        """Return the key that orders steps: by the last moment in which each can begin."""
        earliest, latest = self.date.starts
        known = [moment for moment in (latest, earliest) if moment]
        return latest is None, known, self.claims[0].id

    def before(self, later: _Step) -> _Order:
        """Return what is known of the order of this step and a later one."""
        if _topic(self.claims[0]) == _topic(later.claims[0]):
            return _SAME
        if printed(self.date).surely_before(printed(later.date)):
            return _PRINTED
        if self.date.surely_before(later.date):
            return _INFERRED
        same_place = self.claims[0].passage == later.claims[0].passage
        if same_place and self.date.text == f"[..{later.date.text}]":
            return _BOUND
        return _OPEN


def _order(number: int, step: _Step, later: _Step) -> _Order:
    order = step.before(later)
    return _Order(order.kind, _(order.words).format(first=number, second=number + 1))


def sequence(claims: pd.DataFrame, *, title: str, name: str = "sequence") -> Figure:
    """Return what happened as steps, in the order of their dates as far as it is known.

    Parameters
    ----------
    claims
        Rows of `Corpus.claims`, best all of one topic. Those on one ``event`` (without an event:
        on one ``question``) make a step for each ``when`` that has a year; where none has, they
        stand below the steps.
    title, name
        The finding, as a sentence, and the address of the figure on its page.

    Raises
    ------
    ValueError
        There are fewer than two steps.

    Examples
    --------
    >>> import maliviz as mv
    >>> claims = mv.load("data").claims.query("topic == 'pressure'")
    >>> mv.sequence(claims, title="One after the other").columns[-1]
    'Order'
    """
    rows = claims_of(claims)
    steps, undated = _arranged(rows)
    if len(steps) < 2:
        raise ValueError(
            f"sequence needs claims that date at least two events, and found {len(steps)}: "
            "give all claims of the topic, with those on the dates of its events"
        )
    orders = [_order(n, *pair) for n, pair in enumerate(pairwise(steps), 1)]
    alt = ngettext(
        "Sequence of {count} steps; the first is dated {first}, the last {last}. "
        "The order from step to step: {orders}. Statements without a date, below it: {undated}.",
        "Sequence of {count} steps; the first is dated {first}, the last {last}. "
        "The order from step to step: {orders}. Statements without a date, below it: {undated}.",
        len(steps),
    )
    return Figure(
        name=name,
        title=title,
        subtitle=_(
            "What is said to have happened, in the order of the dates; an order is no cause"
        ),
        alt=alt.format(
            count=len(steps),
            first=steps[0].date.words(),
            last=steps[-1].date.words(),
            orders=_tally(orders),
            undated=len(undated),
        ),
        source=source_line(rows),
        columns=(_("Step"), _("When"), _("What"), _("Who says so"), _("How firmly"), _("Order")),
        rows=tuple(_rows(steps, orders, undated)),
        body=render(
            "sequence",
            steps=[*zip_longest(steps, orders)],
            undated=[(claim, _unplaced(claim)) for claim in undated],
        ),
    )


def _topic(claim: Claim) -> tuple[str, str]:
    """Return the id and the label of what a claim tells of."""
    if claim.event:
        return claim.event, claim.event_label
    return claim.question, claim.question_text


def _arranged(claims: Sequence[Claim]) -> tuple[list[_Step], list[Claim]]:
    """Return the steps in their order, and the claims that belong to none."""
    dates: dict[tuple[str, str], dict[Edtf, list[Claim]]] = {}
    without = []
    for claim in claims:
        if claim.when and any(claim.when.start):
            dates.setdefault(_topic(claim), {}).setdefault(claim.when, []).append(claim)
        else:
            without.append(claim)
    for claim in without:
        if _topic(claim) in dates:
            next(iter(dates[_topic(claim)].values())).append(claim)
    steps = [_Step(tuple(c), date) for by_date in dates.values() for date, c in by_date.items()]
    undated = [claim for claim in without if _topic(claim) not in dates]
    return sorted(steps, key=_Step.place), undated


def _tally(orders: Sequence[_Order]) -> str:
    kinds = [order.kind for order in orders]
    return joined(_(_TALLY[kind]).format(count=kinds.count(kind)) for kind in dict.fromkeys(kinds))


def _unplaced(claim: Claim) -> str:
    """Return what stands in place of a date: the words of the text, if it has any."""
    if claim.when:
        return claim.when.words()
    if claim.relative:
        day = quoted(claim.anchor_label) if claim.counted_from else _("a day that is not printed")
        words = quoted(claim.printed)
        if claim.value:
            words = claim.value if claim.lang else quoted(claim.value)
        return _("{words}, from {day}").format(words=words, day=day)
    return ""


def _rows(
    steps: Sequence[_Step], orders: Sequence[_Order], undated: Sequence[Claim]
) -> Iterator[Row]:
    after = [order.words for order in orders] + [_("the last step")]
    for number, (step, order) in enumerate(zip(steps, after, strict=True), 1):
        for c in step.claims:
            when = step.date.words() if c.when else _("with step {number}").format(number=number)
            cells = (f"{number}. {step.label}", when, c.statement, c.said_by, c.firmness, order)
            yield Row(cells, (c.id,), (c.when_inference,) if c.when_inference else ())
    for c in undated:
        none, when = pgettext("step", "none"), _unplaced(c) or _("no date told")
        cells = (none, when, c.statement, c.said_by, c.firmness, _("not told"))
        yield Row(cells, claims=(c.id,))
