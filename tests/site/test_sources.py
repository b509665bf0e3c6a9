"""What a corpus knows of its texts: a name, who wrote them, where they stand, their language."""

from __future__ import annotations

import pytest
from made_corpus import ACTORS, Cells, corpus, said

import maliviz as mv
from maliviz.corpus import Corpus
from maliviz.prose.links import targets
from maliviz.prose.markdown import Cell
from maliviz.prose.rules import check
from maliviz.site.chapters import introduction

KNOWN: Cells = {
    **{"id": "a", "label": "A", "name": "Le Quai", "title": "Le phare: une nuit", "language": "fr"},
    **{"author": "Ann Ba", "outlet": "The Quay", "licence": "CC BY 4.0"},
    **{"address": "https://example.org/a?x=1&y=2", "published_basis": "printed"},
}
BARE: Cells = {"id": "b", "label": "B", "title": "A night", "outlet": "not given", "language": "en"}


def two_texts(**more: str) -> Corpus:
    return corpus(
        documents=[KNOWN | more, BARE],
        passages=[{"id": id, "document": id} for id in "ab"],
        questions=[{"id": "q", "order": "1", "topic": "t", "kind": "yes-no"}],
        claims=[
            said("a", "yes", id="lit", printed="allumé", via="text-a"),
            said("b", "no", id="dark", printed="<dark>", via="text-b"),
        ],
        actors=ACTORS,
    )


def box(made: Corpus) -> str:
    return " ".join(introduction(made.record.documents).split())


def test_each_text_stands_in_the_box_with_what_is_known_of_it() -> None:
    assert (
        '<strong>A</strong> (Le Quai), <a href="https://example.org/a?x=1&amp;y=2">'
        '<span lang="fr">“Le phare …”</span></a>, Ann Ba, The Quay, CC BY 4.0; '
        "<strong>B</strong>, “A night”."
    ) in box(two_texts())


@pytest.mark.parametrize("address", ["", "javascript:alert(1)", "ftp://example.org"])
def test_only_an_address_of_the_web_is_a_link(address: str) -> None:
    assert "<a " not in box(two_texts(address=address))


def test_printed_words_stand_in_their_language() -> None:
    made = two_texts()
    listed = mv.list_claims(made, "t").html()
    assert '<q lang="fr">allumé</q>' in listed
    assert "<q>&lt;dark&gt;</q>" in listed
    table = mv.stances(made.claims, title="Lit or dark").body
    assert '<span lang="fr">“allumé”</span>' in table
    assert "“&lt;dark&gt;”</p>" in table


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Le Quai says that it was [lit](#claim-lit).", ""),
        ("Text A says that it was [lit](#claim-lit).", ""),
        ("So it was [lit](#claim-lit).", "the sentence does not say who says it"),
        ("Le Quai says that it was [dark](#claim-dark).", "does not say who says it"),
    ],
)
def test_a_text_goes_by_its_name_too(sentence: str, told: str) -> None:
    problems = check([Cell("notebooks/a.ipynb", 1, sentence)], two_texts())
    assert [told in problem.rule for problem in problems] == [True] * bool(told)


def test_words_of_another_language_mean_nothing_in_english_but_for_their_numbers() -> None:
    words = {"a": "dix four vingt", "b": "four"}
    made = corpus(
        documents=[KNOWN, BARE],
        passages=[{"id": id, "document": id} for id in "ab"],
        questions=[{"id": "q", "order": "1", "topic": "t", "kind": "text"}],
        claims=[said(id, "x", id=id, printed=printed) for id, printed in words.items()],
        actors=ACTORS,
    )
    read = {name: {value for _, value in one.meanings} for name, one in targets(made).items()}
    assert read == {"claim-a": {"10", "20"}, "claim-b": {"4"}}
