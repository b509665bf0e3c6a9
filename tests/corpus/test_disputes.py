"""Who says otherwise than a claim, or than what it rests on."""

from __future__ import annotations

import pytest
from made_corpus import Cells, corpus, documents, said

from maliviz.corpus.claim import Claim

QUESTIONS: list[Cells] = [
    {"id": "held", "order": "1", "text": "Was Ann held?", "kind": "yes-no"},
    {"id": "where", "order": "2", "text": "Where was Ann held?", "kind": "text"},
]
ACTORS: list[Cells] = [
    {"id": "ann", "name": "Ann", "kind": "person", "printed": "Ann"},
    {"id": "text-a", "name": "text A", "kind": "text"},
    {"id": "text-b", "name": "text B", "kind": "text"},
]


def claim(name: str, document: str, value: str, **more: str) -> Cells:
    own = {"speaker": f"text-{document}", "via": "direct", "modality": "asserted"}
    return said(document, value, **{"id": name, "question": "held"} | own | more)


def disputes(*claims: Cells) -> dict[str, tuple[str, ...]]:
    texts = documents("AB")
    passages = [{"id": text["id"], "document": text["id"]} for text in texts]
    tables = {"actors": ACTORS, "questions": QUESTIONS}
    made = corpus(documents=texts, passages=passages, claims=[*claims], **tables)
    return {one.id: one.disputed_by for one in made.record.claims}


YES, NO = claim("yes", "a", "yes"), claim("no", "b", "no")
DETAIL = claim("cellar", "a", "a cellar", question="where", rests_on="yes")


def test_a_yes_and_a_no_dispute_each_other() -> None:
    assert disputes(YES, NO) == {"yes": ("text B",), "no": ("text A",)}


def test_what_rests_on_a_disputed_claim_is_disputed_by_the_same() -> None:
    assert disputes(YES, NO, DETAIL)["cellar"] == ("text B",)
    assert disputes(YES, DETAIL)["cellar"] == ()
    assert disputes(YES, NO, DETAIL | {"rests_on": ""})["cellar"] == ()


def test_it_goes_down_to_the_last_claim_and_round_in_no_circle() -> None:
    deeper = claim("damp", "a", "damp", question="where", rests_on="cellar")
    assert disputes(YES, NO, DETAIL, deeper)["damp"] == ("text B",)
    circle = [DETAIL | {"rests_on": "damp"}, deeper]
    assert disputes(YES, NO, *circle)["damp"] == ()


@pytest.mark.parametrize("other", [{"scope": "at home"}, {"value": "perhaps"}, {"value": "yes"}])
def test_what_does_not_say_otherwise_disputes_nothing(other: Cells) -> None:
    assert disputes(YES, NO | other)["yes"] == ()


def test_how_firmly_it_is_said_names_who_says_otherwise() -> None:
    texts = documents("AB")
    passages = [{"id": text["id"], "document": text["id"]} for text in texts]
    tables = {"actors": ACTORS, "questions": QUESTIONS}
    made = corpus(documents=texts, passages=passages, claims=[YES, NO], **tables)
    first: Claim = made.record.claims[0]
    assert first.firmness == "asserted, disputed by text B"
