"""The people named: what is reported of each, what is denied, and what no text says.

A person who is named beside accusations is owed care. So every line keeps its speaker, a denial
stands beside the report that it answers, a line that others contradict says "disputed", and
what a text leaves out is said too: that it does not name the person, or quotes no word of theirs.
No heading negates: "Denied" above "was not arrested" would turn the sentence round.

======================= ==================================================================
what a text says        what is shown
======================= ==================================================================
that it is so           a line under "Reported"
that it is denied       a line under "The other side"
who somebody is         a line under "Office, rank, standing"
yes, and another no     the line says "disputed", and so does the first line on the person
nothing of the person   "does not name", under "In the texts"
no word of the person   "does not quote", under "In the texts"
======================= ==================================================================
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from maliviz.charts.figure import Figure, Row
from maliviz.charts.html import render
from maliviz.corpus.claim import Claim, source_line
from maliviz.corpus.rows import Actor, claims_of, rows_of
from maliviz.language import N_, joined, ngettext, quoted, word_list
from maliviz.language import gettext as _
from maliviz.phrases import capitalized

if TYPE_CHECKING:
    import pandas as pd

_REPORT, _DENIAL = N_("Reported"), N_("The other side")
_STANDING, _UNSAID = N_("Office, rank, standing"), N_("In the texts")


@dataclass(frozen=True)
class _Line:
    """One statement, and the claims that make it in the same words; none, if nobody does."""

    statement: str
    claims: Sequence[Claim] = ()

    @property
    def note(self) -> str:
        """What stands beside it."""
        return N_("disputed") if any(claim.disputed_by for claim in self.claims) else ""


@dataclass(frozen=True)
class _Portrait:
    """A person: the forms of the name, what is disputed, and the lines under each heading."""

    id: str
    name: str
    printed: tuple[str, ...]
    disputed: tuple[str, ...]
    parts: dict[str, list[_Line]]

    @property
    def claims(self) -> list[Claim]:
        """All claims on the person, in the order of the lines."""
        return [c for lines in self.parts.values() for line in lines for c in line.claims]

    @property
    def verdict(self) -> str:
        """The questions to which some say yes and others no; silence is no consent."""
        if not self.disputed:
            return _("No speaker disputes it, which proves nothing.")
        return _("Disputed: {questions}").format(questions=" ".join(self.disputed))

    @property
    def forms(self) -> str:
        """The forms in which the name is printed."""
        return joined(map(quoted, self.printed))


def portraits(
    claims: pd.DataFrame, actors: pd.DataFrame, *, title: str, name: str = "portraits"
) -> Figure:
    """Return a section for each person named, with what is said of them and what is not.

    Parameters
    ----------
    claims
        Rows of `Corpus.claims`.
    actors
        Rows of `Corpus.actors`; those of the kind ``person`` on whom there is a claim are shown.
        They know which texts of the corpus name and quote each.
    title, name
        The finding, as a sentence, and the address of the figure on its page.

    Raises
    ------
    ValueError
        There is nobody to show.

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
    size = ngettext(
        "A section on {count} person with what is said of them, reports beside denials.",
        "Sections on {count} people with what is said of each, reports beside denials.",
        len(people),
    )
    return Figure(
        name=name,
        title=title,
        subtitle=_("What is said of each person, by whom, and what the texts leave out"),
        alt=f"{size.format(count=len(people))} {_trend(people)}",
        source=source_line(claim for person in people for claim in person.claims),
        columns=(_("Person"), _("Part"), _("What"), _("Who says so"), _("How firmly")),
        rows=tuple(row for person in people for row in _rows(person)),
        body=render("portraits", name=name, people=people),
    )


def _portraits(claims: Sequence[Claim], actors: Iterable[Actor]) -> Iterator[_Portrait]:
    """Yield each person on whom there is a claim, in the order of the first claim on each."""
    persons = {actor.id: actor for actor in actors if actor.kind == "person"}
    for id in dict.fromkeys(id for claim in claims for id in claim.about):
        if person := persons.get(id):
            yield _portrait(person, [claim for claim in claims if id in claim.about])


def _portrait(person: Actor, claims: Sequence[Claim]) -> _Portrait:
    asked = dict.fromkeys(c.question_text for c in claims if c.disputed_by and not c.rests_on)
    forms = () if person.printed == (person.name,) else person.printed
    return _Portrait(person.id, person.name, forms, tuple(asked), _parts(person, claims))


def _parts(person: Actor, claims: Sequence[Claim]) -> dict[str, list[_Line]]:
    """Return the lines on a person under their headings, without those that would be empty."""
    headings: dict[str, dict[str, list[Claim]]] = {_REPORT: {}, _DENIAL: {}, _STANDING: {}}
    for claim in claims:
        headings[_heading(claim)].setdefault(claim.statement, []).append(claim)
    parts = {
        heading: [_Line(words, same) for words, same in statements.items()]
        for heading, statements in headings.items()
    }
    parts[_UNSAID] = [_Line(words) for words in _unsaid(person)]
    return {heading: lines for heading, lines in parts.items() if lines}


def _heading(claim: Claim) -> str:
    """Return where a claim belongs; what a person is has words for an answer, and no event."""
    if claim.modality == "denied":
        return _DENIAL
    described = claim.kind in ("text", "name") and not claim.via
    return _STANDING if described and not claim.event else _REPORT


def _unsaid(person: Actor) -> Iterator[str]:
    """Yield what the texts leave out: the person's name, the person's own words."""
    silent = sorted(person.unnamed_in)
    mute = sorted(set(person.unquoted_in) - set(silent))
    name = ngettext("{texts} does not name {person}.", "{texts} do not name {person}.", len(silent))
    quote = ngettext(
        "{texts} does not quote {person}.", "{texts} do not quote {person}.", len(mute)
    )
    text = _("text {label}")
    for sentence, labels in ((name, silent), (quote, mute)):
        if labels:
            texts = capitalized(word_list(text.format(label=label) for label in labels))
            yield sentence.format(texts=texts, person=person.name)


def _trend(people: Sequence[_Portrait]) -> str:
    """Return whom denials concern, and on whom reports are disputed."""
    denied = word_list(p.name for p in people if _DENIAL in p.parts)
    disputed = word_list(p.name for p in people if p.disputed)
    sentence = _("There are denials concerning {denied}; reports on {disputed} are disputed.")
    return sentence.format(denied=denied or _("nobody"), disputed=disputed or _("nobody"))


def _rows(person: _Portrait) -> Iterator[Row]:
    for part, lines in person.parts.items():
        for line in lines:
            about = person.name, _(part), line.statement
            for c in line.claims:
                yield Row((*about, c.said_by, c.firmness), claims=(c.id,))
            if not line.claims:
                yield Row((*about, _("this report"), _("counted from the claims")))
