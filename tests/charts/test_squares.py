"""A square for each question, by what the texts say of it."""

from __future__ import annotations

import pandas as pd
import pytest
from geometry import all_faults, links
from made_claims import ENDLESS, LONG, RTL, made, real

from maliviz.charts.figure import Figure
from maliviz.charts.squares import squares
from maliviz.charts.style import WIDTHS
from maliviz.corpus import Corpus
from maliviz.evidence.compare import compare

VERDICTS = ("agree", "compatible", "conflict", "not comparable", "single text")

Case = tuple[pd.DataFrame, pd.DataFrame]


def case(
    *verdicts: str,
    disputed: bool = False,
    text: str = "Is it so?",
    labels: str | tuple[str, ...] = "AB",
) -> Case:
    """Questions with these verdicts; those of a single text go round the texts."""
    claims, rows = [], []
    for n, verdict in enumerate(verdicts):
        texts = [n % len(labels)] if verdict == "single text" else range(len(labels))
        claims += [{"id": f"q{n}-{d}", "question": f"q{n}", "passage": f"d{d}"} for d in texts]
        rows.append({"question": f"q{n}", "order": n, "text": text, "verdict": verdict})
    frame = pd.DataFrame(rows).assign(disputed=disputed, why="So it is.")
    return frame, made(*claims, labels=labels).claims


CASES = {
    "each verdict": case(*VERDICTS, *VERDICTS),
    "disputed": case(*VERDICTS, disputed=True),
    "one text": case("single text", labels="A"),
    "five texts": case(*["single text"] * 60, *VERDICTS, labels="ABCDE"),
    "sixty": case(*["agree"] * 60),
    "long": case(*VERDICTS, text=LONG, labels=(ENDLESS, LONG)),
    "endless": case(*VERDICTS, text=ENDLESS),
    "right to left": case(*VERDICTS, text=RTL[0], labels=RTL),
}


def drawn(name: str) -> Figure:
    return squares(*CASES[name], title="A title")


@pytest.mark.parametrize("name", CASES)
def test_every_square_can_be_read_and_traced(name: str) -> None:
    comparisons, claims = CASES[name]
    figure = drawn(name)
    assert all_faults(figure, claims=set(claims["id"])) == ""
    assert {id for row in figure.rows for id in row.claims} == set(claims["id"])
    assert len(links(figure)) == len(figure.names) == len(comparisons)


def test_each_verdict_of_the_real_comparison_is_counted() -> None:
    corpus: Corpus = real()
    compared = compare(corpus)
    figure = squares(compared, corpus.claims, title="How much rests on one text")
    alone = int((compared["verdict"] == "single text").sum())
    assert all_faults(figure, claims=set(corpus.claims["id"])) == ""
    assert f"{len(compared)} questions; on {alone} a single text speaks" in figure.subtitle
    assert f"The texts agree: {(compared['verdict'] == 'agree').sum()}." in figure.alt


SIGNS = [*zip(VERDICTS, "=≈≠?A", strict=True)]


@pytest.mark.parametrize(("verdict", "sign"), SIGNS)
def test_a_verdict_has_a_sign_a_heading_and_a_name(verdict: str, sign: str) -> None:
    figure = squares(*case(verdict, verdict), title="A title")
    name = next(iter(figure.names.values()))
    heading = name.removeprefix("Is it so? ").removesuffix(".")
    count = 1 if verdict == "single text" else 2
    for width in WIDTHS:
        svg = figure.svg(width)
        assert f">{sign}<" in svg
        assert f">{heading}: {count}<" in svg


def test_a_dispute_within_one_text_is_marked_and_named() -> None:
    figure = squares(*case("single text", disputed=True), title="A title")
    assert figure.names == {"claim:q0-0": "Is it so? Only text A; speakers contradict each other."}
    assert 'class="f-denied s-denied"' in figure.svg()
    assert "Corner: speakers contradict each other." in figure.source


def test_the_question_stands_beside_the_square_in_a_small_block_only() -> None:
    assert ">Is it so?<" in drawn("each verdict").svg()
    assert ">Is it so?<" not in drawn("sixty").svg()


def test_blocks_follow_the_verdicts_and_squares_the_questions() -> None:
    comparisons, claims = CASES["each verdict"]
    figure = squares(comparisons[::-1], claims, title="A title")
    assert figure.svg() == drawn("each verdict").svg()
    assert [row.claims[0] for row in figure.rows[:2]] == ["q0-0", "q5-0"]
    assert drawn("five texts").alt.count("Only text A: 12.") == 1


WRONG = [
    (case("agree")[0][:0], case("agree")[1], "needs at least one row"),
    (case("agree")[0], case("agree")[1][:0], 'no claim given answers the question "q0"'),
    (*case("aggree"), '"q0" is "aggree", and has to be one of: agree, compatible, conflict'),
]


@pytest.mark.parametrize(("comparisons", "claims", "complaint"), WRONG)
def test_wrong_input_is_refused(
    comparisons: pd.DataFrame, claims: pd.DataFrame, complaint: str
) -> None:
    with pytest.raises(ValueError, match=complaint):
        squares(comparisons, claims, title="A title")
