"""Counts in the form in which they were made."""

from __future__ import annotations

import re

import pytest
from geometry import all_faults, links
from made_claims import ENDLESS, LONG, RTL, made, real
from made_corpus import Cells

from maliviz.charts.counts import counts
from maliviz.corpus import Corpus

FORMS = ("20", ">=20", "<=20", "~50", "dozens")

CASES = {
    "each form": made(*[{"value": value} for value in FORMS]),
    "each form, hollow": made(*[{"value": v, "hedge": "perhaps"} for v in FORMS]),
    "one": made({"value": "0"}),
    "words alone": made({"value": "dozens"}, {"value": "hardly any"}),
    "sixty": made(*[{"value": f"{n % 7 or '~'}{n}", "passage": f"d{n % 2}"} for n in range(60)]),
    "millions": made({"value": "~123456789"}, {"value": ">=999999999999999"}, {"value": "<=1"}),
    "long": made(
        *[{"value": v, "statement": LONG, "hedge": ENDLESS, "scope": ENDLESS} for v in FORMS],
        {"value": ENDLESS.lower()},
        names=(LONG,),
        labels=(ENDLESS, "B"),
    ),
    "right to left": made({"value": "7", "statement": RTL[0], "printed": RTL[1]}, names=RTL),
    "five texts": made(*[{"value": "3", "passage": f"d{n}"} for n in range(5)], labels="ABCDE"),
}


@pytest.mark.parametrize("case", CASES)
def test_every_statement_can_be_read_and_traced(case: str) -> None:
    claims = CASES[case].claims
    figure = counts(claims, title="A title")
    assert all_faults(figure, claims=set(claims["id"])) == ""
    assert {id for row in figure.rows for id in row.claims} == set(claims["id"])
    assert links(figure) == {f"#claim-{id}" for id in claims["id"]}


def test_the_soldiers_are_counted_by_each_speaker() -> None:
    claims = real().claims.query("question == 'how-many-soldiers'")
    figure = counts(claims, title="How many soldiers?")
    assert all_faults(figure, claims=set(claims["id"])) == ""
    numbers = "at least 20, about 50, about 50 (hollow)"
    assert f"In numbers, from low to high: {numbers}. In words" in figure.alt


WORDS = [("20", "20"), (">=20", "at least 20"), ("<=1500", "at most 1,500"), ("~50", "about 50")]


@pytest.mark.parametrize(("value", "words"), [*WORDS, ("dozens", "“dozens”")])
def test_a_number_keeps_its_form_in_words(value: str, words: str) -> None:
    figure = counts(made({"value": value}).claims, title="A title")
    assert figure.rows[0].cells[1] == words
    assert f">{words}<" in figure.svg("wide")
    assert f">{words}<" in figure.svg("narrow")


def test_no_mark_lies_below_nothing() -> None:
    svg = counts(made({"value": "<=1"}, {"value": "1000000"}).claims, title="A title").svg()
    bars, zero = re.findall(r'd="M([\d.]+) [^"]*" fill="#1c5266"', svg), 412
    assert bars
    assert "stroke-dasharray" not in svg
    assert all(float(x) >= zero - 8 for x in bars)


def test_a_word_has_no_axis_and_no_length() -> None:
    svg = counts(CASES["words alone"].claims, title="A title").svg()
    assert "Number of boats" not in svg
    assert "happened" not in svg


HOLLOW = [
    ({"hedge": "perhaps"}, "asserted, “perhaps”; counted: the question itself"),
    ({"modality": "alleged"}, "alleged; counted: the question itself"),
    ({"scope": "still-at-sea"}, "asserted; counted: still at sea"),
]


@pytest.mark.parametrize(("cells", "doubts"), HOLLOW)
def test_what_is_not_firm_is_hollow_and_says_why(cells: Cells, doubts: str) -> None:
    corpus = made({"value": "20"}, {"value": "21"}, {"value": "22"} | cells)
    figure = counts(corpus.claims, title="A title")
    firm = counts(corpus.claims[:2], title="A title")
    assert figure.rows[2].cells[-1] == doubts
    assert 'class="f-paper s-happened"' in figure.svg()
    assert 'class="f-paper s-happened"' not in firm.svg()
    assert "Hollow" in figure.source
    assert "Hollow" not in firm.source


WRONG = [
    (made(), "needs at least one claim"),
    (made({"value": "1"}, {"value": "2", "question": "r"}), 'answer "q" and "r"'),
    (made({"value": "yes"}, kind="yes-no"), '"q" asks for a yes-no, not a count'),
    (made({"value": "2.5"}), '"c0": "2.5" is neither a count'),
    (made({"value": "> 20"}), '"c0": "> 20" is neither a count'),
]


@pytest.mark.parametrize(("corpus", "complaint"), WRONG)
def test_wrong_input_is_refused(corpus: Corpus, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        counts(corpus.claims, title="A title")
