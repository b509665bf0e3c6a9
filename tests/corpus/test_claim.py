"""What is said of a claim in words, and how its row is read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_corpus import corpus, discussion, said

from maliviz.corpus.claim import Claim, Inference, mark_names, source_line
from maliviz.corpus.rows import Actor, claims_of, rows_of
from maliviz.count import parse_count
from maliviz.edtf import parse, parse_ago
from maliviz.language import speaking


def claim(kind: str = "text", **cells: str) -> Claim:
    """A claim of text A."""
    event = {"id": "e", "label": "E", "kind": "promised", "lane": "L", "order": "1"}
    (made,) = discussion(kind, said("a", "five", **cells), events=[event]).record.claims
    return made


@pytest.mark.parametrize(
    ("speaker", "via", "words"),
    [
        ("text-a", "direct", "text A"),
        ("ann", "text-a", "Ann, in text A"),
        ("ann", "text-a agency", "Ann, by way of the Agency, in text A"),
        (
            "ann",
            "text-a army agency",
            "Ann, by way of the Agency, by way of the army, in text A",
        ),
    ],
)
def test_who_says_it(speaker: str, via: str, words: str) -> None:
    made = claim(speaker=speaker, via=via)
    assert made.said_by == words
    assert made.via == (() if via == "direct" else tuple(via.split()))


@pytest.mark.parametrize(
    ("hedge", "words"), [("", "alleged"), ("reportedly", "alleged, “reportedly”")]
)
def test_how_firmly(hedge: str, words: str) -> None:
    assert claim(modality="alleged", hedge=hedge).firmness == words


@pytest.mark.parametrize(
    ("modality", "event", "role"),
    [
        ("denied", "e", "denied"),
        ("expected", "e", "expected"),
        ("asserted", "e", "promised"),
        ("opinion", "", "happened"),
    ],
)
def test_the_role_of_its_mark(modality: str, event: str, role: str) -> None:
    assert claim(modality=modality, event=event).role == role


@pytest.mark.parametrize(
    ("basis", "relative"),
    [("relative", True), ("none", False), ("inferred", False), ("printed", False)],
)
def test_only_a_date_without_its_day_is_relative(basis: str, relative: bool) -> None:
    assert claim(when_basis=basis).relative is relative


def test_what_can_be_read_is_read() -> None:
    made = claim(when="2024-03?", ago="P3D")
    assert made.when == parse("2024-03?")
    assert made.ago == parse_ago("P3D")
    assert (claim().when, claim().ago) == (None, None)
    assert (made.question_order, made.event_order) == (1, -1)


def test_only_an_answer_to_a_count_has_a_count() -> None:
    assert claim("count").count({"five": "5"}) == parse_count("5")
    assert claim("text").count({"five": "5"}) is None


def test_names_that_hold_spaces_are_kept_whole() -> None:
    printed = "the keeper | Ann of the Bay"
    made = corpus(actors=[{"id": "x", "printed": printed}, {"id": "y", "printed": "not printed"}])
    assert [actor.printed for actor in made.record.actors] == [
        ("the keeper", "Ann of the Bay"),
        (),
    ]


def test_rows_lead_back_to_objects_in_their_order() -> None:
    made = discussion("text", said("a", "x"), said("b", "y"))
    turned = made.claims.iloc[::-1]
    assert claims_of(turned) == made.record.claims[::-1]
    assert rows_of(Inference, made.inferences) == ()


def test_rows_that_lack_a_column_are_refused() -> None:
    frame = discussion("text").actors.drop(columns=["kind", "printed"])
    with pytest.raises(
        ValueError, match=r"lack the column kind, printed; give rows of corpus\.actors"
    ):
        rows_of(Actor, frame)


def test_marks_are_named_and_their_documents_too() -> None:
    made = discussion(
        "text",
        said("b", "x", id="one", statement="It is so."),
        said("a", "y", id="two", statement="It is not."),
        inferences=[{"id": "three", "statement": "It may be.", "premises": "one"}],
    ).record
    assert mark_names(made.claims, made.inferences) == {
        "claim:one": "It is so. Said by text B.",
        "claim:two": "It is not. Said by text A.",
        "inference:three": "Inferred: It may be.",
    }
    assert source_line(made.claims) == "Source: text A and text B."


def test_who_says_it_and_how_firmly_in_french() -> None:
    made = replace(
        claim(speaker="ann", via="text-a agency", modality="denied", hedge="perhaps"),
        statement="Rien.",
        disputed_by=("Ben", "Cleo"),
    )
    with speaking("fr"):
        assert made.said_by == "Ann, via the Agency, dans text A"
        assert made.firmness == ("démenti, «\u202fperhaps\u202f», contesté par Ben\u202f; Cleo")
        assert mark_names([made]) == {
            f"claim:{made.id}": "Rien. Selon Ann, via the Agency, dans text A. "
            "Contesté par Ben\u202f; Cleo."
        }
        assert source_line([made]) == "Source\u00a0: texte A."
