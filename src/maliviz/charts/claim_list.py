"""The evidence as text: every claim under its question, every inference, every silence.

A list is what a reader lands on who asks of a mark or a number: who says so? Each claim and
each inference stands there once, with an address of its own (``#claim-ID``, ``#inference-ID``).
A page that shows all lists holds the whole proof.

An empty ``<p class="uses">`` in each entry is where the publisher writes which figures and
sentences stand on it, which no notebook can know of the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from maliviz.charts.html import hedged_html, marked_language
from maliviz.corpus import Corpus
from maliviz.corpus.claim import Claim, Inference
from maliviz.corpus.rows import Actor
from maliviz.corpus.vocabulary import label
from maliviz.evidence.compare import Assessment, comparisons
from maliviz.evidence.derive import inferences
from maliviz.language import N_, joined
from maliviz.language import gettext as _
from maliviz.phrases import without_accents

VERDICTS = {
    "agree": (N_("The texts agree"), N_("The texts that tell of it agree")),
    "compatible": (N_("The texts are compatible"), N_("The texts that tell of it are compatible")),
    "conflict": (
        N_("The texts contradict each other"),
        N_("The texts that tell of it contradict each other"),
    ),
    "not comparable": (
        N_("The texts cannot be compared"),
        N_("The texts that tell of it cannot be compared"),
    ),
    "single text": (N_("Only one text tells of it"),) * 2,
}
"""How the texts answer a question together: all of them, and those that do."""

_ROW = 500
"""How many claims stand in one row of an index at most."""

_LINK = Markup('<a href="#{}">{}</a>')
_ADDRESS = Markup('<a class="address" href="#{0}">#{0}</a>')
"""Where something stands, to be seen and to be passed on."""

_ENTRY = Markup(
    '<li id="{id}" data-jupyter-id="{id}"><p>{statement}</p>'
    '<ul class="facts">{facts}</ul><p class="uses"></p></li>'
)
_QUESTION = Markup(
    '<details id="{id}" class="question {look}" open>'
    '<summary><h3>{text}</h3> <strong class="verdict">{verdict}</strong></summary>'
    '<p class="verdict">{why} {address}</p><ul>{claims}</ul></details>'
)


@dataclass(frozen=True)
class Listing:
    """Entries in reading order, as HTML without script and style, and as lines of text."""

    entries: tuple[str, ...]
    lines: tuple[str, ...]

    def html(self) -> str:
        """Return all entries in one element."""
        return f'<div class="listing"{marked_language()}>{"".join(self.entries)}</div>'

    def text(self) -> str:
        """Return a line an entry."""
        return "\n".join(self.lines)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/html": self.html(), "text/plain": self.text()}


def list_claims(corpus: Corpus, topic: str = "") -> Listing:
    """Return the claims, each under its question, with how the texts compare.

    Parameters
    ----------
    corpus
        What `maliviz.load` gives.
    topic
        One of ``corpus.questions["topic"]``; all of them if none is named.

    Raises
    ------
    ValueError
        No question has the topic; the message names those there are.
    """
    topics = sorted({question.topic for question in corpus.record.questions})
    if topic not in ("", *topics):
        raise ValueError(f'no question has the topic "{topic}"; the topics are {", ".join(topics)}')
    claims = [claim for claim in corpus.record.claims if topic in ("", claim.topic)]
    assessments = {row.question: row for row in comparisons(corpus)}
    entries = [
        _question_html(assessments[question], list(answers))
        for question, answers in groupby(claims, key=lambda claim: claim.question)
    ]
    line = _("{question} {statement} ({who})")
    lines = [
        line.format(question=c.question_text, statement=c.statement, who=c.said_by) for c in claims
    ]
    return Listing(tuple(entries), tuple(lines))


def list_inferences(corpus: Corpus) -> Listing:
    """Return every inference with what it concludes, on which premises, and how firmly."""
    rows = inferences(corpus)
    statements = premise_statements(corpus.record.claims, rows)
    entries = [inference_html(row, statements) for row in rows]
    lines = [f"{row.statement} {row.words} ({label('strength', row.strength)})" for row in rows]
    return Listing((f"<ul>{''.join(entries)}</ul>",), tuple(lines))


def list_speakers(corpus: Corpus) -> Listing:
    """Return who speaks, and through whom: each with the claims, by their numbers.

    What a text says in its own voice stands under no speaker.
    """
    return _index("speaker", corpus.record.actors, corpus.record.claims, speakers)


def list_people(corpus: Corpus) -> Listing:
    """Return the people named, each with the claims that are about them or made by them."""
    people = [actor for actor in corpus.record.actors if actor.kind == "person"]
    return _index("person", people, corpus.record.claims, involved)


def speakers(claim: Claim) -> tuple[str, ...]:
    """Return the ids of who says it and through whom; none if a text says it in its own voice."""
    return tuple(dict.fromkeys((claim.speaker, *claim.via[1:]))) if claim.via else ()


def involved(claim: Claim) -> tuple[str, ...]:
    """Return the ids of all whom it is about, and of who says it."""
    return tuple(dict.fromkeys((*claim.about, claim.speaker, *claim.via)))


def _index(
    kind: str,
    actors: Iterable[Actor],
    claims: Iterable[Claim],
    ids: Callable[[Claim], Iterable[str]],
) -> Listing:
    """Return names in the order of the alphabet, each with links to the claims that have its id.

    Each has an address (``#speaker-ID``, ``#person-ID``); one with very many claims has several
    rows.
    """
    by_actor: dict[str, list[Claim]] = {}
    for claim in claims:
        for id in ids(claim):
            by_actor.setdefault(id, []).append(claim)
    items, lines = [], []
    item = _("{name}: {claims}")
    for actor in sorted(actors, key=lambda actor: without_accents(actor.name).casefold()):
        every = by_actor.get(actor.id, ())
        for start in range(0, len(every), _ROW):
            numbers = {f"claim-{c.id}": str(c.number) for c in every[start : start + _ROW]}
            address = Markup(' id="{}-{}"').format(kind, actor.id) if start == 0 else ""
            links = Markup(joined(_LINK.format(*link) for link in numbers.items()))
            name = Markup("<strong>{}</strong>").format(actor.name)
            words = Markup(item).format(name=name, claims=links)
            items.append(Markup("<li{}>{}</li>").format(address, words))
            lines.append(item.format(name=actor.name, claims=joined(numbers.values())))
    return Listing((f'<ul class="index">{"".join(items)}</ul>',), tuple(lines))


def list_gaps(corpus: Corpus, topic: str = "") -> Listing:
    """Return what a reader would ask and no text tells; of all topics if none is named."""
    texts = [gap.text for gap in corpus.record.gaps if topic in ("", gap.topic)]
    items = map(Markup("<li>{}</li>").format, texts)
    return Listing((f"<ul>{''.join(items)}</ul>",), tuple(texts))


def _question_html(assessment: Assessment, claims: Sequence[Claim]) -> Markup:
    id, look = f"question-{assessment.question}", assessment.verdict.replace(" ", "-")
    return _QUESTION.format(
        id=id,
        look=f"{look} disputed" if assessment.disputed else look,
        text=assessment.text,
        verdict=verdict_words(assessment),
        why=" ".join([assessment.why, *silence(claims[0])]),
        address=_ADDRESS.format(id),
        claims=Markup().join(map(claim_html, claims)),
    )


def verdict_words(assessment: Assessment) -> str:
    """Return how the texts answer a question together, without a full stop."""
    words = _(VERDICTS[assessment.verdict][bool(assessment.silent)])
    if not assessment.disputed or assessment.verdict == "conflict":
        return words
    return _("{verdict}, and its speakers contradict each other").format(verdict=words)


def silence(claim: Claim) -> list[str]:
    """Return a sentence for each text that does not speak of the question of a claim."""
    sentence = _("Text {label} does not speak of it.")
    return [sentence.format(label=label) for label in claim.silent_texts]


def claim_html(claim: Claim) -> Markup:
    """Return the entry of one claim: what is said, in which words, by whom, how and where."""
    *facts, place = claim_facts(claim)
    span = _("{place} (characters {start} to {end})")
    facts += [span.format(place=place, start=claim.start, end=claim.end), claim.note]
    return _entry(f"claim-{claim.id}", f"{claim.number}. {claim.statement}", facts)


def claim_facts(claim: Claim) -> list[str]:
    """Return the printed words, who says it and how, when, and last where it stands.

    What is no `Markup` is text.
    """
    language = Markup(' lang="{}"').format(claim.lang) if claim.lang else ""
    printed = Markup("<q{}>{}</q>").format(language, claim.printed)
    meaning = Markup(_("{printed} ({meaning})"))
    manner = Markup(_("{who}: {how}"))
    place = _("text {label}, {place}")
    facts = [
        meaning.format(printed=printed, meaning=claim.gloss) if claim.gloss else printed,
        manner.format(who=claim.said_by, how=hedged_html(claim.firmness, claim)),
        _date(claim),
        place.format(label=claim.document_label, place=claim.passage_place),
    ]
    return [fact for fact in facts if fact]


def _date(claim: Claim) -> str:
    """Return the date of a claim, and what an inferred one stands on."""
    words = claim.when.words() if claim.when else claim.offset
    if words and claim.when_inference:
        return _LINK.format(f"inference-{claim.when_inference}", words)
    return words


def premise_statements(claims: Iterable[Claim], inferences: Iterable[Inference]) -> dict[str, str]:
    """Return what a premise says, by its address: who says otherwise of it, that it is inferred."""
    inferred = _("inferred: {statement}")
    return {f"claim-{claim.id}": _stated(claim) for claim in claims} | {
        f"inference-{row.id}": inferred.format(statement=row.statement.rstrip("."))
        for row in inferences
    }


def _stated(claim: Claim) -> str:
    words = claim.statement.rstrip(".")
    if not claim.disputed_by:
        return words
    form = _("{statement} (disputed by {who})")
    return form.format(statement=words, who=joined(claim.disputed_by, ";"))


def inference_html(inference: Inference, statements: Mapping[str, str]) -> Markup:
    """Return the entry of one inference; ``statements`` are those of the premises' addresses."""
    facts = inference_facts(inference, statements)
    statement = _("Inferred: {statement}").format(statement=inference.statement)
    return _entry(f"inference-{inference.id}", statement, facts)


def inference_facts(inference: Inference, statements: Mapping[str, str]) -> list[str]:
    """Return what follows, how, from what, what is assumed, and how firmly.

    What is no `Markup` is text.
    """
    premises = [
        _LINK.format(address, statements[address])
        for id in inference.premises
        for address in (f"claim-{id}", f"inference-{id}")
        if address in statements
    ]
    facts = [
        inference.words,
        inference.how,
        Markup(_("From: {premises}").format(premises=joined(premises, ";"))),
        _("Assumed: {assumption}").format(assumption=inference.assumption),
        _("Strength: {strength}").format(strength=label("strength", inference.strength)),
    ]
    return [fact for fact in facts if fact]


def _entry(address: str, statement: str, facts: Iterable[str]) -> Markup:
    """Return one entry.

    JupyterLab finds it by the second name once the notebook is trusted, and by the first before.
    """
    lines = map(Markup("<li>{}</li>").format, filter(None, (*facts, _ADDRESS.format(address))))
    return _ENTRY.format(id=address, statement=statement, facts=Markup().join(lines))
