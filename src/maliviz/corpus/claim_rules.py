"""Rules for claims, and for the inferences that stand on them.

A date is printed, or inferred, or counted from a day that no text prints, or not given. Each of
the four allows other cells, and a `?` in a date stands for an inference that can be named. A value
fits its question, and stands in the text.

An inference has one conclusion. It may stand on other inferences, and these on others; somewhere
each chain has to come down to what a text says. One that leads back to itself proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from graphlib import CycleError, TopologicalSorter

from maliviz.corpus.cells import spreadsheet_damage
from maliviz.corpus.rules import ADD_IT, Draft, Rule, few_words, is_marked
from maliviz.corpus.table import Row
from maliviz.count import EXAMPLES, NUMBER_WORDS, has_word, numbers, parse_count, primary
from maliviz.edtf import parse, printed
from maliviz.phrases import quoted_series
from maliviz.problem import Problem, nearest

# A year stands where a date begins: at the start, after a slash, after a bracket or two dots.
_YEAR = re.compile(r"(?:^|[/\[.])(-?[0-9]{4})")


def date_fits_basis(claim: Row, draft: Draft) -> Iterator[Problem]:
    basis, when = claim["when_basis"], claim["when"]
    if basis in ("printed", "inferred") and not when:
        rule = f'must not be empty: when_basis is "{basis}"'
        yield claim.problem("when", rule, 'write the date, or the basis "none"')
    elif basis == "none" and when:
        yield claim.problem("when", 'when_basis is "none"', "say what the date rests on")
    elif basis == "relative" and when:
        hint = "a day that is counted from an unprinted day is not computed; use `ago`"
        yield claim.problem("when", 'when_basis is "relative"', hint)
    elif is_marked(when) and basis == "printed":
        hint = 'write the basis "inferred", or delete `?` if the words print all of it'
        yield claim.problem("when", 'when_basis is "printed", and `?` marks a part', hint)
    elif basis == "inferred" and not is_marked(when):
        hint = "put `?` after the part that no text prints"
        yield claim.problem("when", 'when_basis is "inferred", and no part is marked', hint)


def inference_fits_basis(claim: Row, draft: Draft) -> Iterator[Problem]:
    inferred = claim["when_basis"] == "inferred"
    if inferred and not claim["when_inference"]:
        hint = "name the inference that it rests on"
        yield claim.problem("when_inference", 'must not be empty: when_basis is "inferred"', hint)
    if not inferred and claim["when_inference"]:
        rule = f'when_basis is "{claim["when_basis"]}"'
        yield claim.problem("when_inference", rule, "only an inferred date has an inference")


def ago_fits_basis(claim: Row, draft: Draft) -> Iterator[Problem]:
    later, event = (claim.cells.get(column, "") for column in ("later", "counted_from"))
    for column, offset in (("ago", claim["ago"]), ("later", later)):
        if offset and claim["when_basis"] not in ("relative", "inferred"):
            rule = f'when_basis is "{claim["when_basis"]}"'
            yield claim.problem(column, rule, 'only "relative" and "inferred" dates are counted')
    if later and not event:
        rule, hint = "after what it was is not said", "name the event in counted_from"
        yield claim.problem("later", rule, hint)
    elif event and bool(later) == bool(claim["ago"]):
        hint = "say how long before it in ago, or how long after it in later"
        yield claim.problem("counted_from", "an event needs one of ago and later", hint)


def value_fits_kind(claim: Row, draft: Draft) -> Iterator[Problem]:
    question = draft.find("questions", claim["question"], "kind")
    if question and question["kind"] in _VALUES:
        yield from _VALUES[question["kind"]](claim, draft)


def _count(claim: Row, draft: Draft) -> Iterator[Problem]:
    value = claim["value"]
    readings = draft.package.table("claims").field("value").readings
    try:
        count = parse_count(value, readings)
    except ValueError:
        rule = f"neither {EXAMPLES} nor a word with a reading"
        hint = nearest(value, readings) or "a new word gets a reading in datapackage.json"
        yield claim.problem("value", rule, hint)
        return
    words = claim["printed"]
    readable = {word: parse_count(word, readings) for word in readings if has_word(words, word)}
    if value in readings:
        in_print = value in readable
    else:
        read = numbers(words, _language(claim, draft))
        in_print = count.number in read | {one.number for one in readable.values()}
    if not in_print:
        hint = "printed has the words that carry the value" + _unread(_language(claim, draft))
        yield claim.problem("value", f'not in printed = "{words}"', hint)


def _language(claim: Row, draft: Draft) -> str:
    """The language of the text in which a claim stands, empty if it is not known."""
    passage = draft.find("passages", claim["passage"], "document")
    document = draft.find("documents", passage["document"], "language") if passage else None
    return document["language"] if document else ""


def _unread(language: str) -> str:
    """What is to be known of number words in a language of which none are."""
    if not language or primary(language) in NUMBER_WORDS:
        return ""
    known = quoted_series(NUMBER_WORDS, "and")
    way_out = "give the word a reading in datapackage.json"
    return f'; number words are read in {known}, and not in "{language}": {way_out}'


def _yes_or_no(claim: Row, draft: Draft) -> Iterator[Problem]:
    if claim["value"] not in ("yes", "no"):
        other = "the question takes yes or no", 'write "yes" or "no"'
        damage = spreadsheet_damage(claim["value"], "yes-no")
        yield claim.problem("value", *(damage or other))


def _actor(claim: Row, draft: Draft) -> Iterator[Problem]:
    actors = draft.tables["actors"]
    if actors.complete and not draft.find("actors", claim["value"]):
        hint = nearest(claim["value"], draft.keys("actors")) or ADD_IT
        yield claim.problem("value", f"no such actor in {actors.schema.path}", hint)


def _text(claim: Row, draft: Draft) -> Iterator[Problem]:
    if not claim["value"]:
        yield claim.problem("value", "the question takes words", "say the answer in a few words")


def _date(claim: Row, draft: Draft) -> Iterator[Problem]:
    counted = claim["ago"] or claim["when_basis"] == "relative"
    if not claim["when"] and not (counted and claim["value"]):
        hint = 'write `when`, or for a relative date the words, such as "three days ago"'
        yield claim.problem("value", "the question takes a date, and there is none", hint)
    elif claim["value"] and not counted:
        yield claim.problem("value", "the answer is the date in `when`", "delete the value")
    elif claim["when"]:
        yield from _year(claim)


def _year(claim: Row) -> Iterator[Problem]:
    """Yield the years of a date that are not inferred, and yet not among the printed words."""
    words = claim["printed"]
    for year in map(int, _YEAR.findall(printed(parse(claim["when"])).text)):
        if (year if year > 0 else 1 - year) not in numbers(words):
            hint = "mark the year with `?` if it is inferred"
            rule = f'its year is not in printed = "{words}"'
            yield claim.problem("when", rule, hint)


_VALUES: dict[str, Callable[[Row, Draft], Iterator[Problem]]] = {
    "count": _count,
    "yes-no": _yes_or_no,
    "name": _actor,
    "date": _date,
    "text": _text,
}


# What each derivation takes from its first two premises.
_TAKES = {"distance": ("a date", "a date"), "end-of-term": ("a date", "a number of years")}


def one_conclusion(inference: Row, draft: Draft) -> Iterator[Problem]:
    given = [column for column in ("value", "when", "derive") if inference[column]]
    if not given:
        hint = "give one of value, when and derive"
        yield inference.problem("value", "no conclusion", hint)
    for column in given[1:]:
        rule = f"second conclusion: the first is in {given[0]}"
        yield inference.problem(column, rule, "give one of value, when and derive")


def not_a_claim(inference: Row, draft: Draft) -> Iterator[Problem]:
    if draft.find("claims", inference["id"]):
        hint = "premises name claims and inferences alike; take another id"
        yield inference.problem("id", "a claim has this id", hint)


def derivable(inference: Row, draft: Draft) -> Iterator[Problem]:
    takes = _TAKES.get(inference["derive"], ())
    premises = inference["premises"].split(" ")
    if len(premises) < len(takes):
        rule = f"{inference['derive']} takes two premises: {' and '.join(takes)}"
        yield inference.problem("premises", rule, "name both, in this order")
    for premise, wanted in zip(premises, takes, strict=False):
        if not _is(wanted, premise, draft):
            rule = f"{inference['derive']} takes {' and '.join(takes)}, in this order"
            yield inference.problem("premises", rule, f"this one is not {wanted}", value=premise)


def _is(wanted: str, premise: str, draft: Draft) -> bool:
    """Whether a premise is what is wanted, as far as it can be told."""
    table = "claims" if premise in draft.keys("claims") else "inferences"
    row = draft.find(table, premise, "when", "value", "question", "derive")
    if row is None:
        return True
    if wanted == "a date":
        return row["when"] != "" or row.cells.get("derive") == "end-of-term"
    question = draft.find("questions", row["question"], "unit")
    return question is not None and question["unit"] == "years" and row["value"] != ""


def circles(draft: Draft) -> Iterator[Problem]:
    """Yield each circle of inferences that are premises of each other, with the way round."""
    inferences = draft.keys("inferences")
    premises = {
        id: [id for id in dict.fromkeys(row["premises"].split(" ")) if id in inferences]
        for id, row in inferences.items()
        if "premises" not in row.invalid
    }
    while circle := _circle(premises):
        first = min(circle)
        turn = circle.index(first)
        way = [*circle[turn:], *circle[:turn], first]
        rule = f"circular premises: {' → '.join(way)}"
        yield inferences[first].problem("premises", rule, "delete one of these premises")
        premises[first].remove(way[1])


def _circle(premises: dict[str, list[str]]) -> list[str]:
    """The inferences of one circle, each before a premise of it; none if there is no circle."""
    try:
        TopologicalSorter(premises).prepare()
    except CycleError as error:
        premise_first: list[str] = error.args[1]
        return premise_first[:0:-1]
    return []


RULES = (
    Rule("claims", "when when_basis", date_fits_basis),
    Rule("claims", "when_basis when_inference", inference_fits_basis),
    Rule("claims", "ago later counted_from when_basis", ago_fits_basis),
    Rule("claims", "printed", few_words("printed")),
    Rule("claims", "question value printed when when_basis ago", value_fits_kind),
    Rule("inferences", "value when derive", one_conclusion),
    Rule("inferences", "id", not_a_claim),
    Rule("inferences", "derive premises", derivable),
)
