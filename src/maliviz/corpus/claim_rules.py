"""Rules for claims: a date has a basis, a value fits its question, and both stand in the text.

A date is printed, or inferred, or counted from a day that no text prints, or not given. Each of
the four allows other cells, and a `?` in a date stands for an inference that can be named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from maliviz.corpus.draft import Draft, Finding
from maliviz.corpus.links import ADD_IT
from maliviz.corpus.review import fingerprint
from maliviz.corpus.rules import Rule, few_words, is_marked
from maliviz.corpus.spreadsheet import day_of_a_month, spoilt
from maliviz.corpus.table import Row
from maliviz.corpus.words import has_word, numbers
from maliviz.count import parse_count
from maliviz.edtf import parse, printed
from maliviz.problem import nearest

# A year stands where a date begins: at the start, after a slash, after a bracket or two dots.
_YEAR = re.compile(r"(?:^|[/\[.])(-?[0-9]{4})")


def date_fits_basis(claim: Row, draft: Draft) -> Iterator[Finding]:
    basis, when = claim["when_basis"], claim["when"]
    if basis in ("printed", "inferred") and not when:
        rule = f'when_basis is "{basis}", and there is no date'
        yield Finding(claim, "when", rule, 'write the date, or the basis "none"')
    elif basis == "none" and when:
        yield Finding(claim, "when", 'when_basis is "none"', "say what the date rests on")
    elif basis == "relative" and when:
        hint = "a day that is counted from an unprinted day is not computed; use `ago`"
        yield Finding(claim, "when", 'when_basis is "relative"', hint)
    elif is_marked(when) and basis == "printed":
        hint = 'write the basis "inferred", or take `?` out if the words print all of it'
        yield Finding(claim, "when", 'when_basis is "printed", and `?` marks a part', hint)
    elif basis == "inferred" and not is_marked(when):
        hint = "put `?` after the part that no text prints"
        yield Finding(claim, "when", 'when_basis is "inferred", and no part is marked', hint)


def inference_fits_basis(claim: Row, draft: Draft) -> Iterator[Finding]:
    inferred = claim["when_basis"] == "inferred"
    if inferred and not claim["when_inference"]:
        hint = "name the inference that it rests on"
        yield Finding(claim, "when_inference", "a date that is inferred has an inference", hint)
    if not inferred and claim["when_inference"]:
        rule = f'when_basis is "{claim["when_basis"]}"'
        yield Finding(claim, "when_inference", rule, "only an inferred date has an inference")


def ago_fits_basis(claim: Row, draft: Draft) -> Iterator[Finding]:
    if claim["ago"] and claim["when_basis"] not in ("relative", "inferred"):
        rule = f'when_basis is "{claim["when_basis"]}"'
        yield Finding(claim, "ago", rule, 'only "relative" and "inferred" dates count back')


def printed_words_few(claim: Row, draft: Draft) -> Iterator[Finding]:
    yield from few_words(claim, "printed")


def value_fits_kind(claim: Row, draft: Draft) -> Iterator[Finding]:
    question = draft.find("questions", claim["question"], "kind")
    if question and question["kind"] in _VALUES:
        yield from _VALUES[question["kind"]](claim, draft)


def _count(claim: Row, draft: Draft) -> Iterator[Finding]:
    value, readings = claim["value"], _readings(draft)
    try:
        count = parse_count(value, readings)
    except ValueError:
        rule = "is no count such as 20, >=20, <=20 or ~50, and no word with a reading"
        hint = nearest(value, readings) or "a new word gets a reading in datapackage.json"
        yield Finding(claim, "value", rule, hint)
        return
    words = claim["printed"]
    spoken = [word for word in readings if has_word(words, word)]
    if value in readings:
        stands = value in spoken
    else:
        stands = count.number in numbers(words) or any(
            parse_count(word, readings).number == count.number for word in spoken
        )
    if not stands:
        hint = "printed has the words that carry the value"
        yield Finding(claim, "value", f'does not stand in printed = "{words}"', hint)


def _readings(draft: Draft) -> dict[str, str]:
    return dict(draft.package.table("claims").field("value").readings)


def _yes_or_no(claim: Row, draft: Draft) -> Iterator[Finding]:
    if claim["value"] not in ("yes", "no"):
        wrong = "the question takes yes or no", 'write "yes" or "no"'
        yield Finding(claim, "value", *(spoilt(claim["value"], "yes-no") or wrong))


def _actor(claim: Row, draft: Draft) -> Iterator[Finding]:
    actors = draft.tables["actors"]
    if actors.whole and not draft.find("actors", claim["value"]):
        hint = nearest(claim["value"], draft.keys("actors")) or ADD_IT
        yield Finding(claim, "value", f"no such actor in {actors.schema.path}", hint)


def _text(claim: Row, draft: Draft) -> Iterator[Finding]:
    if not claim["value"]:
        yield Finding(claim, "value", "the question takes words", "say the answer in a few words")


def _date(claim: Row, draft: Draft) -> Iterator[Finding]:
    counted = claim["ago"] or claim["when_basis"] == "relative"
    if not claim["when"] and not (counted and claim["value"]):
        hint = 'write `when`, or for a relative date the words, such as "three days ago"'
        yield Finding(claim, "value", "the question takes a date, and there is none", hint)
    elif claim["value"] and not counted:
        yield Finding(claim, "value", "the answer is the date in `when`", "take the value out")
    elif claim["when"]:
        yield from _year(claim)


def _year(claim: Row) -> Iterator[Finding]:
    """Yield the years of a date that are not inferred, and yet not among the printed words."""
    words = claim["printed"]
    for year in map(int, _YEAR.findall(printed(parse(claim["when"])).text)):
        if (year if year > 0 else 1 - year) not in numbers(words):
            hint = "mark the year with `?` if it is inferred"
            rule = f'its year does not stand in printed = "{words}"'
            yield Finding(claim, "when", rule, hint)


_VALUES: dict[str, Callable[[Row, Draft], Iterator[Finding]]] = {
    "count": _count,
    "yes-no": _yes_or_no,
    "name": _actor,
    "date": _date,
    "text": _text,
}


def still_as_confirmed(claim: Row, draft: Draft) -> Iterator[Finding]:
    passage = draft.find("passages", claim["passage"], "sha256")
    if passage and claim["review"] != fingerprint(claim.cells, passage["sha256"]):
        rule = "this row, or the place of its passage, was edited after it was last confirmed"
        hint = f"compare it with passage {passage['id']} and run `maliviz confirm {claim['id']}`"
        hint = "; ".join(filter(None, (day_of_a_month(claim["when"]), hint)))
        yield Finding(claim, "review", rule, hint)


RULES = (
    Rule("claims", "when when_basis", date_fits_basis),
    Rule("claims", "when_basis when_inference", inference_fits_basis),
    Rule("claims", "ago when_basis", ago_fits_basis),
    Rule("claims", "printed", printed_words_few),
    Rule("claims", "question value printed when when_basis ago", value_fits_kind),
)
