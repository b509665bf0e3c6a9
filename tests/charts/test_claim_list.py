"""A list says what the texts say together, who says what, and what nobody says."""

from __future__ import annotations

import re
from html import escape, unescape

import pytest
from made_claims import made, real
from made_corpus import Cells

import maliviz as mv
from maliviz.charts.claim_list import Listing
from maliviz.corpus import Corpus


def entry(listing: Listing, address: str) -> str:
    """What stands in one entry, in words."""
    match = re.search(
        rf'<li id="{address}" data-jupyter-id="{address}">(.*?)<p class="uses">', listing.html()
    )
    assert match
    return unescape(" ".join(re.findall(r"([^<>]+)<", match[1])))


def verdict(corpus: Corpus) -> str:
    """The sentence under the one question of a corpus."""
    html = mv.list_claims(corpus, "").html()
    (words,) = re.findall(r'<strong class="verdict">(.*?)</strong>', html)
    (why,) = re.findall(r'<p class="verdict">(.*?)</p>', html)
    return unescape(f"{words}. {why}")


def test_a_topic_is_compared_as_within_the_whole() -> None:
    corpus = real()
    compared = mv.compare(corpus)
    for topic, rows in compared.groupby("topic"):
        page = mv.list_claims(corpus, str(topic)).html()
        for row in rows.to_dict("records"):
            look = row["verdict"].replace(" ", "-")
            assert f'id="question-{row["question"]}" class="question {look}' in page
            assert escape(row["why"]) in page
        assert page.count('" open><summary>') == len(rows)


def test_a_topic_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(ValueError, match=r'"arests"; the topics are arrests, '):
        mv.list_claims(real(), "arests")


A, B = {"passage": "d0"}, {"passage": "d1"}
YES, NO = {"value": "yes"}, {"value": "no"}
VERDICTS = [
    ([A | YES, B | YES], "The texts agree."),
    ([A | YES | {"hedge": "perhaps"}, B | YES], "The texts are compatible."),
    ([A | YES, B | NO], "The texts contradict each other."),
    ([A | YES, B | NO | {"scope": "x"}], "The texts cannot be compared."),
    ([A | YES], "Only one text tells of it."),
    ([A | YES, A | NO], "Only one text tells of it, and its speakers contradict each other."),
    (
        [A | YES | {"hedge": "perhaps"}, A | NO, B | YES],
        "The texts contradict each other.",
    ),
]


@pytest.mark.parametrize(("claims", "words"), VERDICTS)
def test_each_question_says_how_the_texts_compare(claims: list[Cells], words: str) -> None:
    corpus = made(*claims, kind="yes-no")
    assert verdict(corpus).startswith(words)
    disputed = any(c["value"] == "no" and "scope" not in c for c in claims)
    assert (' disputed"' in mv.list_claims(corpus, "").html()) == disputed


def test_a_text_that_does_not_speak_of_a_question_is_named() -> None:
    two = made(A | YES, B | YES, labels="ABC", kind="yes-no")
    assert verdict(two).startswith("The texts that tell of it agree.")
    silent = "does not speak of it."
    assert f"Text B {silent} Text C {silent}" in verdict(made(A | YES, labels="ABC", kind="yes-no"))
    assert silent not in verdict(made(A | YES, B | YES, kind="yes-no"))


SPOKEN = {"speaker": "s1", "via": "s0", "modality": "denied", "hedge": "perhaps"}


def test_an_entry_says_what_is_said_in_which_words_by_whom_how_and_where() -> None:
    corpus = made(YES | SPOKEN | {"printed": "is <so>", "note": "A note."}, kind="yes-no")
    words = entry(mv.list_claims(corpus, ""), "claim-c0")
    for fact in (
        "It is so.",
        "is <so>",
        "Ben, in Ann: a denial, “perhaps”",
        "text A, passage 1 of 1",
    ):
        assert fact in words
    assert words.endswith("A note. #claim-c0")
    assert "<so>" not in mv.list_claims(corpus, "").html()


DATES = [
    ({"when": "2024-03"}, "March 2024"),
    ({"ago": "P3D", "when_basis": "relative"}, "3 days before"),
    (
        {"when": "2025?-05", "when_inference": "i"},
        '<a href="#inference-i">May 2025 (year inferred)</a>',
    ),
]


@pytest.mark.parametrize(("cells", "shown"), DATES)
def test_a_date_says_what_it_rests_on(cells: Cells, shown: str) -> None:
    assert f"<li>{shown}</li>" in mv.list_claims(made(cells, kind="date"), "").html()


def test_an_inference_says_from_what_and_how_firmly_it_follows() -> None:
    facts = {"assumption": "No other boat.", "strength": "weak"}
    first: Cells = {"id": "i", "statement": "It was then.", "premises": "c0"} | facts
    second: Cells = {"id": "j", "statement": "It was late.", "premises": "c0 i"} | facts
    listing = mv.list_inferences(made(A | YES, kind="yes-no", inferences=(first, second)))
    premises = '<a href="#claim-c0">It is so</a>; <a href="#inference-i">inferred: It was then</a>'
    assert f"<li>From: {premises}</li>" in listing.html()
    words = entry(listing, "inference-j")
    assert words.startswith("Inferred: It was late.")
    assert "Assumed: No other boat." in words
    assert "Strength: weak" in words


def test_what_no_text_tells_is_listed_by_topic_or_as_a_whole() -> None:
    corpus = real()
    by_topic = [mv.list_gaps(corpus, topic).lines for topic in set(corpus.gaps["topic"])]
    assert sorted(mv.list_gaps(corpus).lines) == sorted(sum(by_topic, ()))
    assert all(by_topic)


def test_a_list_as_text_has_a_line_an_entry() -> None:
    corpus = made(A | YES, B | NO, kind="yes-no", names=("Ann",))
    assert mv.list_claims(corpus, "").text() == "\n".join(["What of q? It is so. (Ann)"] * 2)


def test_each_speaker_and_each_on_the_way_has_the_numbers_of_the_claims() -> None:
    told = {"speaker": "s1", "via": "s0 s2"}
    corpus = made(
        A | YES, A | YES | told, B | YES | told, kind="yes-no", names=("Ann", "Ben", "Cy")
    )
    assert mv.list_speakers(corpus).lines == ("Ben: 2, 3", "Cy: 2, 3")
    links = re.findall(r"<strong>Ben</strong>: (.*?)</li>", mv.list_speakers(corpus).html())
    assert links == ['<a href="#claim-c1">2</a>, <a href="#claim-c2">3</a>']
    assert re.findall(r"[23]\. It is so\.", mv.list_claims(corpus, "").html()) == [
        "2. It is so.",
        "3. It is so.",
    ]


def test_each_person_has_the_numbers_of_the_claims_on_them_and_by_them() -> None:
    corpus = real()
    people = {line.partition(": ")[0] for line in mv.list_people(corpus).lines}
    assert people == set(corpus.actors.query("kind == 'person'")["name"])
    by_id = corpus.claims.set_index("id")["number"]
    (maiga,) = (one for one in mv.list_people(corpus).lines if one.startswith("Choguel Maiga: "))
    assert maiga == f"Choguel Maiga: {by_id['choguel-maiga-scrutiny']}"
