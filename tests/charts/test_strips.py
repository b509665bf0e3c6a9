"""Strips of days that share no axis."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from geometry import all_faults, links
from made_claims import ENDLESS, LONG, RTL, made, real
from made_corpus import Cells
from recording import Recorder, Stroke, recorded, signs
from tables import table

from maliviz.charts import strips as form
from maliviz.charts.figure import Figure
from maliviz.charts.strips import strips
from maliviz.charts.style import WIDTHS, Width
from maliviz.corpus import Corpus

AGO: Cells = {"when_basis": "relative", "ago": "P3D", "printed": "three days ago"}
NIGHT: Cells = {"when_basis": "relative", "ago": "P0D/P1D", "printed": "overnight"}
SUNDAY: Cells = {"when_basis": "relative", "printed": "on a Sunday"}
SOON: Cells = {"modality": "expected", "printed": "in days to come"}
BOUND: Cells = {"id": "i", "statement": "It was then.", "premises": "c1 c0"}
ELSEWHERE: Cells = {"passage": "d1"}

CASES: dict[str, Callable[[], Corpus]] = {
    "two texts": lambda: made(
        AGO, SUNDAY, NIGHT | ELSEWHERE, SOON | ELSEWHERE, inferences=(BOUND,)
    ),
    "one text": lambda: made(AGO, SOON, labels="A"),
    "five texts": lambda: made(*[AGO | {"passage": f"d{n}"} for n in range(4)], labels="ABCDE"),
    "sixty rows": lambda: made(
        *[AGO | {"ago": f"P{n}D", "passage": f"d{n % 2}"} for n in range(60)]
    ),
    "years": lambda: made({"when_basis": "relative", "ago": "P3Y"}, SOON, SUNDAY),
    "a day": lambda: made({"when_basis": "relative", "ago": "P0D"}),
    "long": lambda: made(
        *[kind | {"statement": LONG, "printed": ENDLESS} for kind in (AGO, SUNDAY, SOON)],
        labels=(ENDLESS, "B"),
        names=(LONG,),
        inferences=(BOUND,),
    ),
    "right to left": lambda: made(
        AGO | {"statement": RTL[0], "printed": RTL[1]}, names=RTL, labels=RTL
    ),
    "printed days": lambda: made(AGO, published="2024-05-17"),
}


def drawn(corpus: Corpus) -> Figure:
    return strips(corpus.claims, corpus.documents, corpus.inferences, title="A title")


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_every_strip_can_be_read_and_traced(case: str) -> None:
    corpus = CASES[case]()
    figure = drawn(corpus)
    known = {"claims": set(corpus.claims["id"]), "inferences": set(corpus.inferences["id"])}
    assert all_faults(figure, **known) == ""
    assert {id for row in figure.rows for id in row.claims} == known["claims"]


def test_the_arrests_are_told_twice() -> None:
    corpus = real()
    asked = corpus.claims["question"].isin(["arrests-begin", "arrests-go-on", "dembele-when"])
    figure = strips(corpus.claims[asked], corpus.documents, corpus.inferences, title="Twice")
    ids = {"claims": set(corpus.claims["id"]), "inferences": set(corpus.inferences["id"])}
    assert all_faults(figure, **ids) == ""
    assert "#inference-sunday-within-three-days" in links(figure)
    assert "two days of writing are not printed" in figure.alt


def day_of_writing(canvas: Recorder) -> Stroke:
    """The cell of the day on which a text was written."""
    return next(s for s in canvas.strokes if s.verb == "box" and s.dash == "dotted")


def days(canvas: Recorder, mark: str) -> tuple[float, float] | None:
    """From how many days back to how many a block goes; the day of writing ends at 0."""
    writing = day_of_writing(canvas)
    block = canvas.of(mark, "box")
    if not block:
        return None
    back = [(writing.right - x) / writing.width for x in (block[0].left, block[0].right)]
    return round(back[0], 2), round(back[1], 2)


def marks(canvas: Recorder, mark: str) -> list[str]:
    """How the mark of a row looks, without its words."""
    return signs([s for s in canvas.of(mark) if s.verb != "text" or s.text == "?"])


# What is drawn for the first claim; where its block begins and ends, in days back.
TABLE = [
    ("``P3D``", "a block as wide as that one day", [AGO], "claim:c0", ["full box"], (4, 3)),
    (
        "``P0D/P1D``",
        "a block over the edge between two days, from the middle to the middle",
        [NIGHT],
        "claim:c0",
        ["full box"],
        (1.5, 0.5),
    ),
    (
        "``P2D/P5D``",
        "a block over all the days that it can be",
        [AGO | {"ago": "P2D/P5D"}],
        "claim:c0",
        ["full box"],
        (6, 2),
    ),
    (
        "a day, bounded",
        "slanted lines over the days that an inference leaves",
        [AGO, SUNDAY],
        "inference:i",
        ["pale box", "slanted lines"],
        (4, 0),
    ),
    ("a day, not counted", 'dots and "?"', [SUNDAY], "claim:c0", ["dotted line", "?"], None),
    (
        "expected, not dated",
        "a hollow arrow that leaves the day of writing to the right",
        [SOON],
        "claim:c0",
        ["hollow shape"],
        None,
    ),
    ("nothing", 'the words "does not tell of it"', [AGO | ELSEWHERE], "", [], None),
]
LEFT_OUT = ("something, left out", 'the words "is not shown here"')


@pytest.mark.slow
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("case", "picture", "claims", "mark", "look", "back"), TABLE)
def test_a_day_is_drawn_as_it_is_counted(
    case: str,
    picture: str,
    claims: list[Cells],
    mark: str,
    look: list[str],
    back: tuple[float, float] | None,
    width: Width,
) -> None:
    canvas = recorded(drawn(made(*claims, inferences=(BOUND,))), width)
    assert ("does not tell of it" in canvas.texts()[1]) == (case == "nothing")
    if mark:
        assert marks(canvas, mark) == look
        assert days(canvas, mark) == back


def test_the_table_of_the_module_is_the_table_of_this_test() -> None:
    assert table(form) == [*(row[:2] for row in TABLE), LEFT_OUT]


def test_a_text_whose_days_are_left_out_is_not_called_silent() -> None:
    corpus = made(AGO, NIGHT | ELSEWHERE)
    part = strips(corpus.claims.query("document == 'd0'"), corpus.documents, title="A part")
    assert "Text B: is not shown here." in part.alt
    assert "is not shown here" in recorded(part).texts()


@pytest.mark.parametrize(
    ("ago", "back"),
    [("P0D", (1, 0)), ("P2D/P3D", (3.5, 2.5)), ("P1D/P3D", (4, 1)), ("P1W", (8, 7))],
)
def test_only_the_edge_between_two_days_is_drawn_from_the_middle(
    ago: str, back: tuple[float, float]
) -> None:
    canvas = recorded(drawn(made(AGO | {"ago": ago})))
    assert days(canvas, "claim:c0") == back


def test_a_day_is_seen_among_years() -> None:
    canvas = recorded(drawn(made(AGO | {"ago": "P9Y"}, AGO | {"ago": "P1D"})))
    [block] = canvas.of("claim:c1", "box")
    assert block.width >= 4


@pytest.mark.parametrize("width", WIDTHS)
def test_what_is_expected_begins_after_the_day_of_writing(width: Width) -> None:
    canvas = recorded(drawn(made(SOON, AGO)), width)
    writing = day_of_writing(canvas)
    [arrow] = canvas.of("claim:c0", "shape")
    assert arrow.left > writing.right
    assert arrow.edge == "expected"


@pytest.mark.parametrize("width", WIDTHS)
def test_a_seam_parts_the_texts_and_says_how_they_lie(width: Width) -> None:
    canvas = recorded(drawn(made(AGO, NIGHT | ELSEWHERE)), width)
    seam = next(s for s in canvas.strokes if s.dash == "dotted" and s.verb == "line")
    assert seam.width == canvas.width
    note = next(s for s in canvas.strokes if s.text.startswith("The two days of writing"))
    heading = next(s for s in canvas.strokes if s.text == "Text B")
    assert seam.bottom < note.bottom < heading.bottom


def test_an_inferred_day_leads_to_its_inference_and_its_words_to_the_claim() -> None:
    canvas = recorded(drawn(made(AGO, SUNDAY, inferences=(BOUND,))))
    assert canvas.of("claim:c1", "box") == []
    assert "“on a Sunday”: one of four days, inferred" in " ".join(
        s.text for s in canvas.of("claim:c1", "text")
    )


COUNTED = [
    (AGO, "3 days before", "“three days ago”"),
    (NIGHT, "0 to 1 days before", "“overnight”"),
    (SUNDAY, "some day, not told", "“on a Sunday”: some day, not told"),
    (SOON, "in days to come", "“in days to come”"),
]


@pytest.mark.parametrize(("claim", "counted", "words"), COUNTED)
def test_a_day_is_counted_in_words(claim: Cells, counted: str, words: str) -> None:
    figure = drawn(made(claim))
    assert figure.rows[0].cells[2] == counted
    for width in WIDTHS:
        assert words in " ".join(re.findall(">([^<>]+)</text>", figure.svg(width)))


@pytest.mark.parametrize(
    ("inference", "counted"),
    [
        (BOUND, "0 to 3 days before, inferred"),
        (BOUND | {"premises": "c1"}, "some day, not told"),
        (BOUND | {"premises": "c0 c2"}, "some day, not told"),
        (BOUND | {"premises": "c1 c2"}, "some day, not told"),
    ],
    ids=["bound", "no count", "another claim", "another text"],
)
def test_an_inference_bounds_a_day_by_one_of_the_same_text(inference: Cells, counted: str) -> None:
    figure = drawn(made(AGO, SUNDAY, NIGHT | ELSEWHERE, inferences=(inference,)))
    assert {row.claims: row.cells[2] for row in figure.rows}[("c1",)] == counted


NOTES = [
    ("one text", "The day of writing is not printed, so the days of the strip have no dates."),
    ("two texts", "The two days of writing are not printed, so the strips cannot be laid side"),
    ("five texts", "The five days of writing are not printed, so the strips cannot be laid side"),
    ("printed days", "Each strip counts from the day that its own text prints."),
]


@pytest.mark.parametrize(("case", "note"), NOTES)
def test_it_says_in_words_how_the_strips_lie(case: str, note: str) -> None:
    figure = drawn(CASES[case]())
    assert note in figure.alt
    assert note.split(", ")[0] in figure.svg()
    assert figure.alt.startswith(
        "1 strip of" if case == "one text" else f"{len(CASES[case]().documents)} strips of"
    )


def test_a_long_strip_names_round_days() -> None:
    assert re.findall(r">([\d,]+ days) ?(?:before)?<", drawn(CASES["years"]()).svg("wide")) == [
        f"{n:,} days" for n in (500, 1000)
    ]


def test_a_text_without_a_day_has_a_strip_that_says_so() -> None:
    assert "Text E: does not tell of it." in drawn(CASES["five texts"]()).alt
    assert "does not tell of it" in drawn(CASES["five texts"]()).svg("narrow")


def test_what_is_expected_is_hollow_and_leaves_to_the_right() -> None:
    figure = drawn(made(SOON))
    assert "Hollow: expected." in figure.source
    assert 'class="f-paper s-expected"' in figure.svg()


WRONG = [
    (made({"when": "2024", "when_basis": "printed"}), r'"c0" has no place on a strip of days'),
    (made(), "needs at least one claim"),
]


@pytest.mark.parametrize(("corpus", "complaint"), WRONG)
def test_a_wrong_claim_is_refused(corpus: Corpus, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        drawn(corpus)


def test_a_claim_of_a_text_not_given_is_refused() -> None:
    corpus = made(AGO, NIGHT | ELSEWHERE)
    with pytest.raises(ValueError, match=r'"c1" is of the document "d1".*given: d0'):
        strips(corpus.claims, corpus.documents[:1], title="A title")
