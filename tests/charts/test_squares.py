"""A square for each question, by what the texts say of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd
import pytest
from geometry import all_faults, links
from made_claims import ENDLESS, LONG, RTL, made, real
from recording import recorded, signs
from tables import table

from maliviz.charts import squares as form
from maliviz.charts.figure import Figure
from maliviz.charts.squares import squares
from maliviz.charts.style import WIDTHS, Width
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
    frame = frame.assign(topic="", kind="yes-no", silent="", claims="")
    return frame, made(*claims, labels=labels).claims


CASES: dict[str, Callable[[], Case]] = {
    "each verdict": lambda: case(*VERDICTS, *VERDICTS),
    "disputed": lambda: case(*VERDICTS, disputed=True),
    "one text": lambda: case("single text", labels="A"),
    "five texts": lambda: case(*["single text"] * 60, *VERDICTS, labels="ABCDE"),
    "sixty": lambda: case(*["agree"] * 60),
    "long": lambda: case(*VERDICTS, text=LONG, labels=(ENDLESS, LONG)),
    "endless": lambda: case(*VERDICTS, text=ENDLESS),
    "right to left": lambda: case(*VERDICTS, text=RTL[0], labels=RTL),
}


def drawn(name: str) -> Figure:
    return squares(*CASES[name](), title="A title")


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_every_square_can_be_read_and_traced(name: str) -> None:
    comparisons, claims = CASES[name]()
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


TABLE = [
    (
        "agree",
        "a full square with the labels of the texts",
        "agree",
        ["full box", "A B"],
        "happened",
    ),
    ("compatible", "a pale square", "compatible", ["pale box"], "happened"),
    (
        "conflict",
        "a full square in the colour of a denial",
        "conflict",
        ["full box"],
        "denied",
    ),
    (
        "not comparable",
        "a grey square with a broken edge",
        "not comparable",
        ["full dashed box"],
        "muted",
    ),
    (
        "single text",
        "a hollow square with the label of the text",
        "single text",
        ["hollow box", "A"],
        "ink",
    ),
]
CORNER = ("disputed", "a corner, unless the square says so")


@pytest.mark.slow
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("words", "picture", "verdict", "look", "edge"), TABLE)
def test_a_square_looks_as_the_texts_compare(
    words: str, picture: str, verdict: str, look: list[str], edge: str, width: Width
) -> None:
    strokes = recorded(squares(*case(verdict), title="A title"), width).of("claim:q0-0")
    inside = [s for s in strokes if s.right <= strokes[0].right]
    assert signs(inside) == look
    assert strokes[0].edge == edge


@pytest.mark.parametrize("verdict", VERDICTS)
def test_a_dispute_has_a_corner_where_the_sign_does_not_say_so(verdict: str) -> None:
    for disputed in (True, False):
        canvas = recorded(squares(*case(verdict, disputed=disputed), title="A title"))
        corners = canvas.of("claim:q0-0", "shape")
        assert bool(corners) == (disputed and verdict != "conflict")
        [square] = canvas.of("claim:q0-0", "box")
        assert all((c.right, c.top) == (square.right, square.top) for c in corners)


def test_the_table_of_the_module_is_the_table_of_these_tests() -> None:
    assert table(form) == [*(row[:2] for row in TABLE), CORNER]


def test_each_text_has_a_block_for_what_it_alone_says() -> None:
    canvas = recorded(squares(*case(*["single text"] * 3), title="A title"))
    heads = [s.text for s in canvas.strokes if s.weight == "bold" and not s.mark]
    assert heads == ["Only text A: 2", "Only text B: 1"]
    assert [signs(canvas.of(f"claim:q{n}-{n % 2}"))[1] for n in range(3)] == ["A", "B", "A"]


@pytest.mark.parametrize(
    ("verdicts", "subtitle", "alt"),
    [
        (["agree"], "A square for 1 question; on 0 a", "1 square, one a question, in 1 block. "),
        (VERDICTS, "A square for each of 5 questions; on 1 a", "5 squares, one a question, in 5 "),
        (
            ["agree"] * 2,
            "A square for each of 2 questions",
            "2 squares, one a question, in 1 block.",
        ),
    ],
)
def test_squares_are_counted_in_words(verdicts: Sequence[str], subtitle: str, alt: str) -> None:
    figure = squares(*case(*verdicts), title="A title")
    assert figure.subtitle.startswith(subtitle)
    assert figure.alt.startswith(alt)


@pytest.mark.parametrize("verdict", VERDICTS)
def test_a_verdict_is_the_heading_of_its_squares_and_in_their_names(verdict: str) -> None:
    figure = squares(*case(verdict, verdict), title="A title")
    name = next(iter(figure.names.values()))
    heading = name.removeprefix("Is it so? ").removesuffix(".")
    count = 1 if verdict == "single text" else 2
    assert all(f"{heading}: {count}" in recorded(figure, width).texts() for width in WIDTHS)


def test_of_texts_that_do_not_speak_no_agreement_is_told() -> None:
    comparisons, claims = case("agree", "agree")
    comparisons.loc[1, "silent"] = "c"
    figure = squares(comparisons, claims, title="A title")
    assert "The texts agree: 1. The texts that tell of it agree: 1." in figure.alt


def test_a_dispute_within_one_text_is_marked_and_named() -> None:
    figure = squares(*case("single text", disputed=True), title="A title")
    assert figure.names == {"claim:q0-0": "Is it so? Only text A; speakers contradict each other."}
    assert "Corner: speakers contradict each other." in figure.source


def test_the_question_stands_beside_the_square_in_a_small_block_only() -> None:
    assert "Is it so?" in recorded(drawn("each verdict")).texts()
    assert "Is it so?" not in recorded(drawn("sixty")).texts()


def test_blocks_follow_the_verdicts_and_squares_the_questions() -> None:
    comparisons, claims = CASES["each verdict"]()
    figure = squares(comparisons[::-1], claims, title="A title")
    assert figure.svg() == drawn("each verdict").svg()
    assert [row.claims[0] for row in figure.rows[:2]] == ["q0-0", "q5-0"]
    assert drawn("five texts").alt.count("Only text A: 12.") == 1


AGREED, CLAIMS = case("agree")
WRONG = [
    (AGREED[:0], CLAIMS, "needs at least one row"),
    (AGREED, CLAIMS[:0], 'not all claims on "q0" are given; give all of corpus.claims'),
    (AGREED.assign(claims="q0-0 q0-1"), CLAIMS[:1], 'not all claims on "q0" are given'),
    (*case("aggree"), '"q0" is "aggree", and has to be one of: agree, compatible, conflict'),
]


@pytest.mark.parametrize(("comparisons", "claims", "complaint"), WRONG)
def test_wrong_input_is_refused(
    comparisons: pd.DataFrame, claims: pd.DataFrame, complaint: str
) -> None:
    with pytest.raises(ValueError, match=complaint):
        squares(comparisons, claims, title="A title")
