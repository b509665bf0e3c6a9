"""Counts in the form in which they were made."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from geometry import all_faults, links
from made_claims import ENDLESS, LONG, RTL, made
from made_corpus import Cells
from recording import Stroke, recorded, signs
from tables import table

from maliviz.charts import counts as form
from maliviz.charts.counts import counts
from maliviz.charts.style import WIDTHS, Width
from maliviz.corpus import Corpus

FORMS = ("20", ">=20", "<=20", "~50", "dozens")

CASES: dict[str, Callable[[], Corpus]] = {
    "each form": lambda: made(*[{"value": value} for value in FORMS]),
    "each form, hollow": lambda: made(*[{"value": v, "hedge": "perhaps"} for v in FORMS]),
    "one": lambda: made({"value": "0"}),
    "words alone": lambda: made({"value": "dozens"}, {"value": "hardly any"}),
    "sixty": lambda: made(
        *[{"value": f"{n % 7 or '~'}{n}", "passage": f"d{n % 2}"} for n in range(60)]
    ),
    "millions": lambda: made(
        {"value": "~123456789"}, {"value": ">=999999999999999"}, {"value": "<=1"}
    ),
    "long": lambda: made(
        *[{"value": v, "statement": LONG, "hedge": ENDLESS, "scope": ENDLESS} for v in FORMS],
        {"value": ENDLESS.lower()},
        names=(LONG,),
        labels=(ENDLESS, "B"),
    ),
    "right to left": lambda: made(
        {"value": "7", "statement": RTL[0], "printed": RTL[1]}, names=RTL
    ),
    "five texts": lambda: made(
        *[{"value": "3", "passage": f"d{n}"} for n in range(5)], labels="ABCDE"
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_every_statement_can_be_read_and_traced(case: str) -> None:
    claims = CASES[case]().claims
    figure = counts(claims, title="A title")
    assert all_faults(figure, claims=set(claims["id"])) == ""
    assert {id for row in figure.rows for id in row.claims} == set(claims["id"])
    assert links(figure) == {f"#claim-{id}" for id in claims["id"]}


def test_numbers_are_told_from_low_to_high() -> None:
    claims = made(
        {"value": "~50"}, {"value": "~50", "scope": "x"}, {"value": ">=20"}, {"value": "9"}
    )
    figure = counts(claims.claims, title="How many?")
    numbers = "9, at least 20, about 50, about 50 (hollow)"
    assert f"In numbers, from low to high: {numbers}." in figure.alt


def marks(*claims: Cells, id: str = "c0", width: Width = "wide") -> list[Stroke]:
    """What is drawn for a claim beside words and grid."""
    canvas = recorded(counts(made(*claims).claims, title="A title"), width)
    return [s for s in canvas.of(f"claim:{id}") if "happened" in (s.fill, s.edge)]


def looks(strokes: list[Stroke]) -> list[str]:
    """How each of them looks; a soft mark is all strokes, or an outline above and below."""
    return ["strokes" if s.verb == "segments" else signs([s])[0] for s in strokes]


TWENTY: Cells = {"value": "20", "hedge": "perhaps"}
TABLE = [
    ("``20``", "a dot", {"value": "20"}, ["full shape"]),
    (
        "``>=20``, ``>20``",
        "a bar at 20, and a broken line with an arrow that leaves to the right",
        {"value": ">=20"},
        ["dashed line", "arrow right", "full box"],
    ),
    (
        "``<=20``, ``<20``",
        "a bar at 20, and a broken line with an arrow to the left",
        {"value": "<=20"},
        ["dashed line", "arrow left", "full box"],
    ),
    (
        "``~50``",
        "a soft mark that swells around 50 and fades on both sides, without an end",
        {"value": "~50"},
        ["strokes"],
    ),
    (
        "``dozens``",
        "the word, in quotation marks; it has no place and no length on an axis",
        {"value": "dozens"},
        [],
    ),
    ("hedged or alleged", "the same mark, hollow", TWENTY, ["hollow shape"]),
    ("of another scope", "the same mark, hollow", {"value": "20", "scope": "x"}, ["hollow shape"]),
    ("as of a date", "the date below the number", {"value": "20", "when": "2024"}, ["full shape"]),
]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("case", "picture", "claim", "look"), TABLE)
def test_a_count_is_drawn_in_its_form(
    case: str, picture: str, claim: Cells, look: list[str], width: Width
) -> None:
    others: list[Cells] = [{"value": "40"}, {"value": "60"}]
    assert looks(marks(claim, *others, width=width)) == look


def test_the_table_of_the_module_is_the_table_of_this_test() -> None:
    assert table(form) == [row[:2] for row in TABLE]


def test_a_count_that_grows_is_shown_with_its_dates() -> None:
    figure = counts(made({"value": ">20", "when": "2024-05-03"}, {"value": "25"}).claims, title="T")
    assert [row.cells[1] for row in figure.rows] == ["more than 20, as of 3 May 2024", "25"]
    assert "as of 3 May 2024" in recorded(figure).texts()


HOLLOW_FORMS = [
    ("20", ["hollow shape"]),
    (">20", ["dashed line", "arrow right", "hollow box"]),
    ("<20", ["dashed line", "arrow left", "hollow box"]),
    (">=20", ["dashed line", "arrow right", "hollow box"]),
    ("<=20", ["dashed line", "arrow left", "hollow box"]),
    ("~20", ["dashed line", "dashed line"]),
]


@pytest.mark.parametrize("doubt", [{"hedge": "perhaps"}, {"modality": "alleged"}, {"scope": "x"}])
@pytest.mark.parametrize(("value", "look"), HOLLOW_FORMS)
def test_each_form_has_its_hollow_mark(doubt: Cells, value: str, look: list[str]) -> None:
    assert looks(marks({"value": value} | doubt, {"value": "1"}, {"value": "2"})) == look


def test_the_scope_of_most_is_no_other_scope() -> None:
    most: list[Cells] = [{"value": "1", "scope": "x"}, {"value": "2", "scope": "x"}]
    assert looks(marks(*most, {"value": "3"})) == ["full shape"]
    assert looks(marks(*most, {"value": "3"}, id="c2")) == ["hollow shape"]


@pytest.mark.parametrize("width", WIDTHS)
def test_a_mark_is_where_its_number_is(width: Width) -> None:
    values = ("20", ">=20", "<=20", "~20", "40")
    figure = counts(made(*[{"value": v} for v in values]).claims, title="A title")
    canvas = recorded(figure, width)
    places = {s.text: (s.left + s.right) / 2 for s in canvas.strokes if s.text.isdigit()}
    twenty = places["20"]
    dot, floor, ceiling, soft = (
        [s for s in canvas.of(f"claim:c{n}") if s.edge == "happened"][-1] for n in range(4)
    )
    assert (dot.left + dot.right) / 2 == pytest.approx(twenty)
    assert floor.left == pytest.approx(twenty)
    assert ceiling.right == pytest.approx(twenty)
    assert (soft.left + soft.right) / 2 == pytest.approx(twenty)


def test_about_reaches_a_fifth_to_both_sides() -> None:
    values: list[Cells] = [{"value": value} for value in ("~1000", "800", "1200")]
    [soft], [low], [high] = (marks(*values, id=f"c{n}") for n in range(3))
    assert soft.left == pytest.approx((low.left + low.right) / 2)
    assert soft.right == pytest.approx((high.left + high.right) / 2)


WORDS = [("20", "20"), (">=20", "at least 20"), ("<=1500", "at most 1,500"), ("~50", "about 50")]


@pytest.mark.parametrize(("value", "words"), [*WORDS, ("dozens", "“dozens”")])
def test_a_number_keeps_its_form_in_words(value: str, words: str) -> None:
    figure = counts(made({"value": value}).claims, title="A title")
    assert figure.rows[0].cells[1] == words
    assert all(words in recorded(figure, width).texts() for width in WIDTHS)


def test_no_mark_lies_below_nothing() -> None:
    [bar], zero = marks({"value": "<=1"}, {"value": "1000000"}), 412
    assert looks([bar]) == ["full box"]
    assert bar.left >= zero - 8


def test_a_word_has_no_axis_and_no_length() -> None:
    drawn = recorded(counts(CASES["words alone"]().claims, title="A title"))
    assert "Number of boats" not in drawn.texts()
    assert {stroke.verb for stroke in drawn.strokes} == {"text", "target"}


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
