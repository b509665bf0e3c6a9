from __future__ import annotations

from collections.abc import Iterable

import pytest
from made_claims import real
from made_corpus import Cells, said, told
from sentences import around, body, changed, classed, faults, words
from tables import table

from maliviz.charts import stances as form
from maliviz.charts.figure import Figure
from maliviz.charts.stances import stances
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


def drawn(claims: Iterable[Cells], labels: str = "AB") -> Figure:
    corpus = told(claims, labels, questions=QUESTIONS)
    return stances(corpus.claims, title="Was anybody there?")


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


TABLE = [
    ("yes", 'the word "yes" beside a filled square with a tick', {"value": "yes"}, "yes"),
    ("no", 'the word "no" beside a hollow square with a cross', {"value": "no"}, "no"),
    (
        "yes, hedged",
        '"hedged yes" beside a pale square with a broken edge and a tick',
        {"value": "yes", "hedge": "perhaps"},
        "yes hedged",
    ),
    (
        "no, hedged",
        '"hedged no" beside a pale square with a broken edge and a cross',
        {"value": "no", "hedge": "perhaps"},
        "no hedged",
    ),
]
REST = [
    ("yes, and another no", 'the word "disputed" beside the question'),
    ("nothing, by a text", 'the word "silent"'),
    ("something, left out", 'the words "not shown"'),
]


@pytest.mark.parametrize(("case", "picture", "cells", "look"), TABLE)
def test_an_answer_is_shown_as_firm_as_it_is(
    case: str, picture: str, cells: Cells, look: str
) -> None:
    [answered] = around(drawn([answer("one", "a", cells["value"]) | cells]), "one", "div").iter(
        "strong"
    )
    assert (answered.get("class"), words(answered)) == (look, " ".join(reversed(look.split())))


def test_the_table_of_the_module_is_the_table_of_these_tests() -> None:
    assert table(form) == [*(row[:2] for row in TABLE), *REST]


def grid(figure: Figure) -> dict[str, list[str]]:
    """What each text says to each question, column by column."""
    return {
        words(part[0][0]): [words(cell) for cell in part.iter("td")]
        for part in body(figure).iter("tbody")
    }


def test_each_answer_stands_in_the_column_of_its_text_under_its_question() -> None:
    texts = body(drawn(ANSWERS)).iterfind(".//thead/tr/th")
    assert [words(text) for text in texts] == ["Text A", "Text B"]
    assert grid(drawn(ANSWERS)) == {
        "Was Ann there? disputed": [
            "yes in its own voice asserted: “words of ann-yes”",
            "hedged yes Ben attributed, hedged “perhaps”: “words of ann-maybe” "
            "no Cleo a denial: “words of ann-no”",
        ],
        "Was Ben there?": ["silent", "yes Cleo attributed: “words of ben-yes”"],
    }


def test_a_text_that_does_not_speak_of_a_question_is_silent() -> None:
    assert len(classed(body(drawn(ANSWERS)), "silent")) == 1
    aloud = [*ANSWERS, answer("ben-no", "a", "no", question="r")]
    assert classed(body(drawn(aloud)), "silent") == []


def test_heads_say_what_they_are_the_heads_of() -> None:
    tree = body(drawn(ANSWERS, "ABC"))
    assert {head.get("scope") for head in tree.iter("th")} == {"col", "rowgroup"}
    [columns] = {len(head) for head in tree.iter("thead") for head in head}
    assert {row.get("colspan") for row in tree.iter("th") if row.get("colspan")} == {str(columns)}


def test_each_answer_is_a_named_link() -> None:
    assert [*faults(drawn(ANSWERS), [claim["id"] for claim in ANSWERS])] == []


def test_the_subtitle_says_what_a_report_and_a_denial_are_not() -> None:
    assert "a report is no proof, and a denial is not a refutation" in drawn(ANSWERS).subtitle


@pytest.mark.parametrize(
    "other",
    [
        {"value": "yes"},
        {"modality": "asserted"},
        {"hedge": "perhaps"},
        {"speaker": "ann"},
        {"via": "text-b agency"},
    ],
)
def test_a_changed_claim_changes_the_figure(other: Cells) -> None:
    before, after = drawn(ANSWERS), drawn(changed(ANSWERS, "ann-no", other))
    assert cells(after)["ann-no"] != cells(before)["ann-no"]
    assert after.body != before.body


def test_without_its_only_speaker_a_text_is_silent() -> None:
    figure = drawn([*ANSWERS[1:], answer("ben-no", "a", "no", question="r")])
    assert [row.cells[:3] for row in figure.rows if not row.claims] == [
        ("Was Ann there?", "silent", "text A")
    ]


def test_who_is_silent_is_told_of_the_whole_corpus_and_not_of_the_rows_given() -> None:
    aloud = [*ANSWERS, answer("ben-no", "a", "no", question="r")]
    claims = told(aloud, "ABC", questions=QUESTIONS).claims
    part = stances(claims.query("id != 'ann-yes'"), title="A part")
    assert grid(part)["Was Ann there? disputed"][::2] == ["not shown", "silent"]
    assert [row.cells[:3] for row in part.rows if not row.claims][:2] == [
        ("Was Ann there?", "not shown", "text A"),
        ("Was Ann there?", "silent", "text C"),
    ]
    assert "Text A is silent" not in part.alt
    assert "Text C is silent on 2 of them." in part.alt


def test_the_description_tells_who_contradicts_whom() -> None:
    assert drawn(ANSWERS).alt == (
        "Table of 2 yes-no questions. Speakers say both yes and no to 1 of them. "
        "Hedged answers: 1. Text A is silent on 1 of them."
    )


def test_answers_of_different_scope_do_not_contradict_each_other() -> None:
    apart = [{**c, "scope": "inside"} if c["value"] == "no" else c for c in ANSWERS]
    assert "both yes and no to 0 of them" in drawn(apart).alt
    assert "scope: inside" in drawn(apart).body
    assert classed(body(drawn(apart)), "disputed") == []


def test_the_real_disputes_are_all_drawn_and_told() -> None:
    disputed = compare(real()).query("disputed and kind == 'yes-no'")["question"]
    claims = real().claims[real().claims["question"].isin(disputed)]
    assert [*faults(stances(claims, title="Disputed"), claims["id"].tolist())] == []


def test_no_claim_is_refused() -> None:
    with pytest.raises(ValueError, match=r"stances needs claims; .* look at its filter"):
        drawn([])


@pytest.mark.parametrize(("question", "value"), [("n", "20"), ("q", "perhaps")])
def test_what_is_no_yes_or_no_is_refused(question: str, value: str) -> None:
    with pytest.raises(ValueError, match=r'the claim "odd" .* keep the rows whose kind is yes-no'):
        drawn([*ANSWERS, answer("odd", "a", value, question=question)])
