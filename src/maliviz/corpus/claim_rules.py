"""Rules for claims: a date has a basis, a value fits its question, and both stand in the text.

A date is printed, or inferred, or counted from a day that no text prints, or not given. Each of
the four allows other cells, and a `?` in a date stands for an inference that can be named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from maliviz.corpus.cells import has_word, numbers
from maliviz.corpus.rules import ADD_IT, Draft, Rule, few_words, is_marked
from maliviz.corpus.spreadsheet import spreadsheet_damage
from maliviz.corpus.table import Row
from maliviz.count import parse_count
from maliviz.edtf import parse, printed
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
    if claim["ago"] and claim["when_basis"] not in ("relative", "inferred"):
        rule = f'when_basis is "{claim["when_basis"]}"'
        yield claim.problem("ago", rule, 'only "relative" and "inferred" dates count back')


def printed_words_few(claim: Row, draft: Draft) -> Iterator[Problem]:
    yield from few_words(claim, "printed")


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
        rule = "neither a count such as 20, >=20, <=20 or ~50 nor a word with a reading"
        hint = nearest(value, readings) or "a new word gets a reading in datapackage.json"
        yield claim.problem("value", rule, hint)
        return
    words = claim["printed"]
    readable = {word: parse_count(word, readings) for word in readings if has_word(words, word)}
    if value in readings:
        in_print = value in readable
    else:
        in_print = count.number in numbers(words) | {one.number for one in readable.values()}
    if not in_print:
        hint = "printed has the words that carry the value"
        yield claim.problem("value", f'not in printed = "{words}"', hint)


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


RULES = (
    Rule("claims", "when when_basis", date_fits_basis),
    Rule("claims", "when_basis when_inference", inference_fits_basis),
    Rule("claims", "ago when_basis", ago_fits_basis),
    Rule("claims", "printed", printed_words_few),
    Rule("claims", "question value printed when when_basis ago", value_fits_kind),
)
