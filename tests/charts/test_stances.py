from __future__ import annotations

from collections.abc import Iterable

import pytest
from geometry import faults, links
from made_claims import ENDLESS, LONG, RTL, real
from made_corpus import ACTORS, Cells, corpus, documents, said
from recording import Stroke, recorded, signs
from tables import table

from maliviz.charts import stances as form
from maliviz.charts.figure import Figure
from maliviz.charts.stances import stances
from maliviz.charts.style import WIDTHS, Width
from maliviz.corpus import Corpus
from maliviz.evidence.compare import compare

QUESTIONS: list[Cells] = [
    {"id": "q", "order": "1", "text": "Was Ann there?", "kind": "yes-no"},
    {"id": "r", "order": "2", "text": "Was Ben there?", "kind": "yes-no"},
    {"id": "n", "order": "3", "text": "How many were there?", "kind": "count"},
]


def answer(name: str, document: str, value: str, **more: str) -> Cells:
    """A claim under a name of its own, made by Cleo unless told otherwise."""
    words = {"statement": f"Somebody was there: {value}.", "printed": f"words of {name}"}
    cleo = {"speaker": "cleo", "via": f"text-{document}", "modality": "attributed"}
    return said(document, value, **{"id": name} | words | cleo | more)


ANSWERS = [
    answer("ann-yes", "a", "yes", speaker="text-a", via="direct", modality="asserted"),
    answer("ann-no", "b", "no", modality="denied"),
    answer("ann-maybe", "b", "yes", speaker="ben", hedge="perhaps"),
    answer("ben-yes", "b", "yes", question="r"),
]


def answers(claims: Iterable[Cells], labels: str = "AB", **tables: list[Cells]) -> Corpus:
    """A corpus of the questions above, with these claims on them."""
    texts = documents(labels)
    passages = [{"id": text["id"], "document": text["id"]} for text in texts]
    rows = {"actors": ACTORS, "questions": QUESTIONS} | tables
    return corpus(documents=texts, passages=passages, claims=[*claims], **rows)


def drawn(claims: Iterable[Cells], labels: str = "AB", **tables: list[Cells]) -> Figure:
    return stances(answers(claims, labels, **tables).claims, title="Was anybody there?")


def ids(claims: Iterable[Cells]) -> set[str]:
    """The addresses to which marks may lead."""
    return {f"claim-{claim['id']}" for claim in claims}


def cells(figure: Figure) -> dict[str, tuple[str, ...]]:
    """The cells of each row that has a claim."""
    return {row.claims[0]: row.cells for row in figure.rows if row.claims}


def test_each_answer_has_its_row_and_a_silent_text_has_one_too() -> None:
    figure = drawn(ANSWERS)
    assert {name: row[1] for name, row in cells(figure).items()} == {
        "ann-yes": "yes",
        "ann-no": "no",
        "ann-maybe": "hedged yes",
        "ben-yes": "yes",
    }
    silent = ("Was Ben there?", "silent", "text A", "does not speak of it", "nothing")
    assert [row.cells for row in figure.rows if not row.claims] == [silent]


TICK, CROSS = ["solid line"], ["solid line", "solid line"]
TABLE = [
    ("yes", "a filled square with a tick", {"value": "yes"}, ["full box", *TICK]),
    ("no", "a hollow square with a cross", {"value": "no"}, ["hollow box", *CROSS]),
    (
        "yes, hedged",
        "a pale square with a broken edge and a tick",
        {"value": "yes", "hedge": "perhaps"},
        ["pale dashed box", *TICK],
    ),
    (
        "no, hedged",
        "a pale square with a broken edge and a cross",
        {"value": "no", "hedge": "perhaps"},
        ["pale dashed box", *CROSS],
    ),
]
SILENCE = [
    ("nothing, by a speaker", "a dot"),
    ("nothing, by a text", 'the word "silent"'),
]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("case", "picture", "cells", "look"), TABLE)
def test_an_answer_is_drawn_as_firm_as_it_is(
    case: str, picture: str, cells: Cells, look: list[str], width: Width
) -> None:
    claim = answer("one", "a", cells["value"]) | cells
    canvas = recorded(drawn([claim]), width)
    strokes = [s for s in canvas.of("claim:one") if s.verb != "text"]
    assert signs(strokes) == look
    assert {strokes[0].edge} == {"happened" if cells["value"] == "yes" else "denied"}


def test_the_table_of_the_module_is_the_table_of_these_tests() -> None:
    assert table(form) == [*(row[:2] for row in TABLE), *SILENCE]


def dots(claims: Iterable[Cells], width: Width) -> list[Stroke]:
    """The signs of speakers who do not speak of a question."""
    return [s for s in recorded(drawn(claims), width).strokes if s.verb == "shape"]


@pytest.mark.parametrize("width", WIDTHS)
def test_a_speaker_who_does_not_speak_of_a_question_has_a_dot(width: Width) -> None:
    # Of Ben the text passes on nothing about r, of Cleo nothing is left out.
    [dot] = dots(ANSWERS, width)
    assert (dot.fill, dot.mark) == ("muted", "")
    assert dots([c for c in ANSWERS if c["speaker"] != "ben"], width) == []
    spoken = [*ANSWERS, answer("ben-too", "b", "no", speaker="ben", question="r")]
    assert len(dots(spoken, width)) == 0


def test_a_dot_is_in_the_row_of_its_speaker_below_its_question() -> None:
    canvas = recorded(drawn(ANSWERS))
    [dot] = [s for s in canvas.strokes if s.verb == "shape"]
    [question] = [s for s in canvas.strokes if s.text == "Was Ben there?"]
    [speaker] = [s for s in canvas.strokes if s.text == "Ben"]
    assert question.left < dot.left < question.right
    assert speaker.top < (dot.top + dot.bottom) / 2 < speaker.bottom


@pytest.mark.parametrize("width", WIDTHS)
def test_a_text_that_does_not_speak_of_a_question_is_silent(width: Width) -> None:
    canvas = recorded(drawn(ANSWERS), width)
    [silent] = [s for s in canvas.strokes if s.text == "silent"]
    asked = next(s for s in canvas.strokes if s.text == "Was Ben there?")
    other = next(s for s in canvas.strokes if s.text == "Was Ann there?")
    if width == "wide":
        assert silent.left == asked.left != other.left
    else:
        assert silent.top > asked.bottom > other.bottom
    aloud = [*ANSWERS, answer("ben-no", "a", "no", question="r")]
    assert "silent" not in recorded(drawn(aloud), width).texts()


@pytest.mark.parametrize("width", WIDTHS)
def test_those_who_do_not_speak_of_a_question_are_named_on_a_phone(width: Width) -> None:
    named = "does not speak of it: Ben" in recorded(drawn(ANSWERS), width).texts()
    assert named == (width == "narrow")


@pytest.mark.parametrize("width", WIDTHS)
def test_each_answer_is_a_named_link(width: Width) -> None:
    assert [*faults(drawn(ANSWERS).svg(width), ids(ANSWERS))] == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    ("labels", "speakers", "name"),
    [
        ("A", 1, "Ann"),
        ("ABCDE", 12, "Ann"),
        ("AB", 60, RTL[1]),
        ("AB", 9, LONG),
        ("AB", 9, ENDLESS),
        ("AB", 9, RTL[0]),
    ],
)
def test_no_label_touches_another(labels: str, speakers: int, name: str, width: Width) -> None:
    actors = [{"id": f"p-{n}", "name": f"{name} {n}"} for n in range(speakers)]
    questions = [
        {"id": f"q-{n}", "order": str(n), "text": f"Was {name} there?", "kind": "yes-no"}
        for n in range(min(speakers, 7))
    ]
    claims = [
        answer(f"c-{n}", labels[n % len(labels)].lower(), "no" if n % 3 else "yes")
        | {"speaker": f"p-{n}", "question": f"q-{n % len(questions)}"}
        | {"hedge": f"{name} thinks" if n % 4 == 0 else "", "scope": "all" if n % 5 else ""}
        for n in range(speakers)
    ]
    texts = [a for a in ACTORS if a["kind"] == "text"]
    texts += [{"id": f"text-{t}", "name": f"text {t.upper()}", "kind": "text"} for t in "de"]
    figure = drawn(claims, labels, actors=[*actors, *texts], questions=questions)
    assert [*faults(figure.svg(width), ids(claims))] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_meaning_stands_in_words(width: Width) -> None:
    drawing = drawn(ANSWERS).svg(width)
    for words in (">yes<", ">no<", ">hedged yes<", "a denial: “words of ann-no”", "silent"):
        assert words in drawing


def test_the_subtitle_says_what_a_denial_is_not() -> None:
    assert "a denial is not a refutation" in drawn(ANSWERS).subtitle


@pytest.mark.parametrize(
    "changed",
    [
        {"value": "yes"},
        {"modality": "asserted"},
        {"hedge": "perhaps"},
        {"speaker": "ann"},
        {"via": "text-b agency"},
    ],
)
def test_a_changed_claim_changes_the_figure(changed: Cells) -> None:
    other = drawn([{**c, **changed} if c["id"] == "ann-no" else c for c in ANSWERS])
    figure = drawn(ANSWERS)
    assert cells(other)["ann-no"] != cells(figure)["ann-no"]
    assert other.svg() != figure.svg()


def test_without_its_only_speaker_a_text_is_silent() -> None:
    figure = drawn([c for c in ANSWERS if c["id"] != "ann-yes"])
    assert "text A" not in figure.svg()
    figure = drawn([*ANSWERS[1:], answer("ben-no", "a", "no", question="r")])
    assert [row.cells[:3] for row in figure.rows if not row.claims] == [
        ("Was Ann there?", "silent", "text A")
    ]


def test_the_description_tells_who_contradicts_whom() -> None:
    assert drawn(ANSWERS).alt == (
        "Grid of 3 speakers and 2 yes-no questions. Speakers say both yes and no to 1 of them. "
        "Hedged answers: 1. Text A is silent on 1 of them."
    )


def test_answers_of_different_scope_do_not_contradict_each_other() -> None:
    apart = [{**c, "scope": "inside"} if c["value"] == "no" else c for c in ANSWERS]
    assert "both yes and no to 0 of them" in drawn(apart).alt
    assert "scope: inside" in drawn(apart).svg()


def test_the_key_explains_the_signs_that_are_drawn() -> None:
    assert "Dot: does not speak of it. Broken edge: hedged." in drawn(ANSWERS).source
    assert drawn(ANSWERS[:1]).source == "Source: text A."


def test_the_real_disputes_are_all_drawn_and_told() -> None:
    disputed = compare(real()).query("disputed and kind == 'yes-no'")["question"]
    claims = real().claims[real().claims["question"].isin(disputed)]
    figure = stances(claims, title="Disputed")
    wanted = {f"claim-{name}" for name in claims["id"]}
    assert {f"claim-{name}" for row in figure.rows for name in row.claims} == wanted
    assert links(figure) == {f"#{target}" for target in wanted}
    assert [fault for w in WIDTHS for fault in faults(figure.svg(w), wanted)] == []


def test_no_claim_is_refused() -> None:
    with pytest.raises(ValueError, match=r"stances needs claims; .* look at its filter"):
        drawn([])


@pytest.mark.parametrize(("question", "value"), [("n", "20"), ("q", "perhaps")])
def test_what_is_no_yes_or_no_is_refused(question: str, value: str) -> None:
    with pytest.raises(ValueError, match=r'the claim "odd" .* keep the rows whose kind is yes-no'):
        drawn([*ANSWERS, answer("odd", "a", value, question=question)])
