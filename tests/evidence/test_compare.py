from __future__ import annotations

import re
from pathlib import Path

import pytest
from made_corpus import ACTORS, Cells, corpus, discussion, said

from maliviz import load
from maliviz.corpus import Corpus
from maliviz.evidence.compare import compare
from maliviz.evidence.review import reviewed
from maliviz.language import speaking

DATA = Path(__file__).parents[2] / "data"


def verdict(found: Corpus) -> tuple[str, bool, str]:
    row = compare(found).iloc[0]
    return row["verdict"], bool(row["disputed"]), row["silent"]


def why(found: Corpus) -> str:
    return str(compare(found)["why"].item())


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([("a", "yes"), ("b", "yes")], ("agree", False, "c")),
        ([("a", "yes"), ("b", "no")], ("conflict", True, "c")),
        ([("a", "yes"), ("b", "yes"), ("c", "no")], ("conflict", True, "")),
        ([("a", "yes"), ("b", "yes"), ("c", "yes")], ("agree", False, "")),
        ([("c", "no")], ("single text", False, "a b")),
        ([("b", "yes"), ("b", "no")], ("single text", True, "a c")),
        ([("a", "yes"), ("b", "yes"), ("b", "no")], ("conflict", True, "c")),
    ],
)
def test_verdicts_on_yes_or_no(
    claims: list[tuple[str, str]], expected: tuple[str, bool, str]
) -> None:
    assert verdict(discussion("yes-no", *(said(*c) for c in claims), labels="ABC")) == expected


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([said("a", "20"), said("b", "20")], "agree"),
        ([said("a", ">=20"), said("b", "~50")], "compatible"),
        ([said("a", "dozens"), said("a", ">=20"), said("b", "dozens")], "compatible"),
        ([said("a", ">=20"), said("a", "~50"), said("b", "10")], "conflict"),
        ([said("a", "20", scope="held"), said("b", "50", scope="feared")], "not comparable"),
        (
            [said("a", "20"), said("b", "20"), said("b", "50", scope="feared")],
            "agree",
        ),
        ([said("a", "20"), said("b", "20", hedge="maybe")], "compatible"),
    ],
)
def test_verdicts_on_counts(claims: list[Cells], expected: str) -> None:
    assert verdict(discussion("count", *claims))[0] == expected


def test_texts_agree_only_if_all_that_speak_do() -> None:
    found = discussion(
        "yes-no", said("a", "yes"), said("b", "yes"), said("c", "no", scope="plot"), labels="ABC"
    )
    assert verdict(found) == ("compatible", False, "")
    assert why(found) == (
        "Text A and text B say yes; text C says no (plot): "
        "they differ in scope: plot and the question as it stands."
    )


def test_two_counts_that_exclude_each_other_in_one_text_are_a_dispute() -> None:
    assert verdict(discussion("count", said("a", "20"), said("a", "50"))) == (
        "single text",
        True,
        "b",
    )


def test_counts_of_two_things_are_no_dispute() -> None:
    two = said("a", "20", scope="held"), said("a", "50", scope="feared")
    assert verdict(discussion("count", *two)) == ("single text", False, "b")


def test_a_dispute_within_a_text_leaves_the_verdict_on_the_texts_alone() -> None:
    claims = said("a", "20"), said("a", "5", scope="x"), said("a", "9", scope="x"), said("b", "20")
    found = discussion("count", *claims, unit="boats")
    assert verdict(found) == ("agree", True, "")
    assert "within one text, speakers contradict each other" in why(found)


def dated(document: str, when: str = "", ago: str = "", event: str = "") -> Cells:
    basis = "printed" if when else "relative"
    words = "" if when else "days ago"
    return said(document, words, when=when, ago=ago, when_basis=basis, event=event)


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([dated("a", "2012/.."), dated("b", "2012/..")], ("agree", False)),
        ([dated("a", "2025"), dated("b", "2025-07")], ("compatible", False)),
        ([dated("a", "2025-07"), dated("b", "2025-08")], ("conflict", True)),
        ([dated("a", ago="P3D"), dated("b", ago="P0D/P1D")], ("not comparable", False)),
        ([dated("a", ago="P3D"), dated("a", ago="P1D")], ("single text", True)),
        ([dated("a", "2020", event="x"), dated("a", "2021", event="y")], ("single text", False)),
        ([dated("a", "2020", event="x"), dated("b", "2021", event="y")], ("not comparable", False)),
    ],
)
def test_verdicts_on_dates(claims: list[Cells], expected: tuple[str, bool]) -> None:
    assert verdict(discussion("date", *claims))[:2] == expected


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([said("a", "ann"), said("b", "ann")], ("agree", False)),
        ([said("a", "ann"), said("b", "ben")], ("conflict", True)),
        ([said("a", "ann"), said("b", "army")], ("not comparable", False)),
        ([said("a", "ann"), said("a", "ben")], ("single text", False)),
        ([said("a", "ann"), said("a", "ben", speaker="cleo")], ("single text", True)),
        (
            [said("a", "ann"), said("a", "ben"), said("b", "ben"), said("b", "ann")],
            ("agree", False),
        ),
        ([said("a", "ann"), said("a", "ben"), said("b", "ben")], ("compatible", False)),
    ],
)
def test_what_one_speaker_names_is_a_list(claims: list[Cells], expected: tuple[str, bool]) -> None:
    assert verdict(discussion("name", *claims))[:2] == expected


@pytest.mark.parametrize(
    ("kind", "claims", "expected"),
    [
        ("yes-no", [said("a", "yes"), said("b", "yes")], "Text A and text B say yes."),
        ("yes-no", [said("b", "no", hedge="may")], "Only text B says no (hedged)."),
        (
            "yes-no",
            [said("a", "yes"), said("b", "yes"), said("b", "no")],
            "Text A says yes; text B says no and yes: yes and no exclude each other.",
        ),
        (
            "yes-no",
            [said("b", "yes"), said("b", "no")],
            "Only text B says no and yes; its speakers contradict each other.",
        ),
        (
            "count",
            [said("a", ">=20", scope="held"), said("b", "dozens", scope="may-be-held")],
            "Text A says at least 20 boats (held); text B says dozens (may be held): "
            "they differ in scope: held and may be held.",
        ),
        ("name", [said("a", "ann"), said("b", "ann")], "Text A and text B say Ann."),
        ("text", [said("a", "calm")], "Only text A says “calm”."),
        (
            "date",
            [dated("a", "2025?-07") | {"printed": "in July"}, dated("b", ago="P3D")],
            "Text A says “in July”, read as July 2025 (year inferred); text B says “days ago”: "
            "one of them gives no date.",
        ),
    ],
)
def test_why_is_a_sentence_for_a_reader(kind: str, claims: list[Cells], expected: str) -> None:
    assert why(discussion(kind, *claims, unit="boats" if kind == "count" else "")) == expected


BEN_IN_A = {"speaker": "ben", "via": "text-a"}
BEN_IN_B = {"speaker": "ben", "via": "text-b"}
CREW_IN_B = {"speaker": "crew", "via": "text-b agency"}


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        (
            [said("a", "yes"), said("b", "yes", **BEN_IN_B), said("b", "no", **CREW_IN_B)],
            "Text A says yes; in text B, the crew, by way of the Agency, said no and Ben said yes: "
            "yes and no exclude each other.",
        ),
        ([said("a", "yes", **BEN_IN_A)], "Only text A speaks of it: Ben said yes."),
        (
            [said("a", "yes", **BEN_IN_A), said("a", "no")],
            "Only text A speaks of it: it says no in its own voice and Ben said yes; "
            "its speakers contradict each other.",
        ),
        (
            [said("b", "yes", speaker="not-given", via="text-b")],
            "Only text B speaks of it: a speaker who is not given said yes.",
        ),
        (
            [said("a", "yes", **BEN_IN_A), said("b", "yes")],
            "In text A, Ben said yes; text B says yes: the answer is the same.",
        ),
        (
            [said("a", "yes"), said("a", "no", **BEN_IN_A), said("b", "yes")],
            "Text A and text B say yes; in text A, Ben said no: yes and no exclude each other.",
        ),
    ],
)
def test_why_names_the_speaker_who_spoke(claims: list[Cells], expected: str) -> None:
    crew = {"id": "crew", "name": "the crew", "kind": "unnamed", "printed": "the crew"}
    assert why(discussion("yes-no", *claims, actors=[*ACTORS, crew])) == expected


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([said("a", "yes"), said("b", "yes")], "Oui selon le texte A et le texte B."),
        ([said("b", "no", hedge="may")], "Seul le texte B en parle~: non (avec réserve)."),
        (
            [said("a", "yes"), said("b", "yes", **BEN_IN_B), said("b", "no", **CREW_IN_B)],
            "Oui selon le texte A_; dans le texte B, non selon the crew, via the Agency et oui "
            "selon Ben~: oui et non s’excluent l’un l’autre.",
        ),
        (
            [said("a", "yes", **BEN_IN_A), said("a", "no")],
            "Seul le texte A en parle~: non en son propre nom et oui selon Ben_; ses sources se "
            "contredisent.",
        ),
    ],
)
def test_why_is_a_sentence_in_french(claims: list[Cells], expected: str) -> None:
    crew = {"id": "crew", "name": "the crew", "kind": "unnamed", "printed": "the crew"}
    found = discussion("yes-no", *claims, actors=[*ACTORS, crew])
    with speaking("fr"):
        assert why(found) == expected.replace("_", "\u202f").replace("~", "\u00a0")


def test_scopes_that_differ_are_told_once() -> None:
    claims = said("a", "yes", scope="x"), said("a", "no", scope="y"), said("b", "yes", scope="z")
    assert why(discussion("yes-no", *claims)).endswith(": they differ in scope: x, y and z.")


def test_a_scope_has_the_hyphens_of_the_words_of_its_claim() -> None:
    claims = (
        said("a", "yes", scope="low-lying-and-wet", statement="Low-lying fields are wet."),
        said("b", "yes", scope="may-be-dry"),
    )
    assert "(low-lying and wet); text B says yes (may be dry)" in why(discussion("yes-no", *claims))


ONE_SOURCE = "More than one text has it from {}: that is one source, counted once."


@pytest.mark.parametrize(
    ("first", "second", "source"),
    [
        ({"via": "text-a agency"}, {"via": "text-b agency"}, "the Agency"),
        ({"via": "text-a agency"}, {"speaker": "agency", "via": "text-b"}, "the Agency"),
        ({"speaker": "ann"}, {"speaker": "ann"}, "Ann"),
        ({}, {"via": "text-b text-a"}, "text A"),
        ({"via": "text-a agency"}, {}, ""),
        ({"speaker": "not-given"}, {"speaker": "not-given"}, ""),
        ({}, {}, ""),
    ],
)
def test_one_source_is_no_second_confirmation(first: Cells, second: Cells, source: str) -> None:
    found = discussion("yes-no", said("a", "yes", **first), said("b", "yes", **second))
    warning = f" {ONE_SOURCE.format(source)}" if source else ""
    assert re.fullmatch(rf"[^.]+ (?:say|said|says) yes[^.]*\.{re.escape(warning)}", why(found))
    assert verdict(found)[0] == "agree"


def test_one_source_that_contradicts_itself_is_a_conflict_like_any() -> None:
    claims = said("a", "yes", speaker="ann"), said("b", "no", speaker="ann")
    assert why(discussion("yes-no", *claims)).endswith("yes and no exclude each other.")


@pytest.mark.parametrize(
    ("premises", "question", "told"),
    [("a-yes- b-yes-", "q", True), ("a-yes-", "q", False), ("a-yes- b-yes-", "", False)],
)
def test_an_inference_from_several_texts_is_told(premises: str, question: str, told: bool) -> None:
    inference = {"id": "i", "question": question, "premises": premises, "strength": "weak"}
    inference["statement"] = "Both may have it from one source."
    found = discussion("yes-no", said("a", "yes"), said("b", "yes"), inferences=[inference])
    said_so = "Inferred from them (weak): Both may have it from one source."
    assert (said_so in why(found)) is told


def test_a_row_a_question_in_reading_order() -> None:
    questions = [
        {"id": id, "order": order, "topic": "t", "kind": "yes-no"}
        for id, order in (("z", "10"), ("y", "9"), ("x", "20"))
    ]
    claims = [said("a", "yes", question=row["id"], id=f"about-{row['id']}") for row in questions]
    found = compare(
        corpus(
            documents=[{"id": "a", "label": "A"}, {"id": "b", "label": "B"}],
            passages=[{"id": "a", "document": "a"}],
            questions=questions,
            claims=claims,
        )
    )
    assert found["question"].tolist() == ["y", "z", "x"]
    assert found["claims"].tolist() == ["about-y", "about-z", "about-x"]
    assert found["order"].dtype == "int64"
    assert found["disputed"].dtype == "bool"


KNOWN = {"question": "q", "verdict": "conflict", "disputed": "yes"}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([KNOWN], []),
        ([KNOWN | {"verdict": "agree"}], ['data/comparisons.csv:2: verdict = "agree"']),
        ([KNOWN | {"disputed": "no"}], ['data/comparisons.csv:2: disputed = "no"']),
        ([], ['data/comparisons.csv: question = "q"']),
        ([KNOWN, KNOWN | {"question": "zz"}], ['data/comparisons.csv:3: question = "zz"']),
    ],
)
def test_the_comparison_is_held_against_the_reviewed_one(
    rows: list[Cells], expected: list[str]
) -> None:
    found = discussion("yes-no", said("a", "yes"), said("b", "no"), labels="ABC", comparisons=rows)
    told = [str(problem) for problem in reviewed(found)]
    assert len(told) == len(expected)
    assert all(line.startswith(start) for line, start in zip(told, expected, strict=True)), told


@pytest.mark.parametrize(("other", "count"), [("yes", 0), ("no", 1)])
def test_what_one_text_alone_tells_needs_a_review_only_if_it_is_disputed(
    other: str, count: int
) -> None:
    found = discussion("yes-no", said("a", "yes"), said("a", other, speaker="ann"), labels="AB")
    assert len(reviewed(found)) == count


def test_the_data_of_this_project_is_as_it_was_reviewed() -> None:
    corpus = load(DATA)
    assert reviewed(corpus) == []
    assert corpus.comparisons["reviewed"].str.endswith(".").all()
