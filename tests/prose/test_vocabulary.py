"""A language is a file of words: it has all that English has, and means the same by it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from maliviz.count import NUMBER_WORDS
from maliviz.language import speaking
from maliviz.problem import ProblemError
from maliviz.prose import vocabulary as module
from maliviz.prose.numbers import facts
from maliviz.prose.vocabulary import Synonyms, meant, unread, vocabulary

ENGLISH = vocabulary("en")
CODES = [path.stem for path in (Path(module.__file__).parent / "words").glob("*.json")]


def values(words: Synonyms) -> set[str]:
    return set(meant(words).values())


@pytest.mark.parametrize("code", CODES)
def test_what_a_language_says_is_known_in_english(code: str) -> None:
    known = vocabulary(code)
    assert values(known.relative) <= values(ENGLISH.relative)
    assert values(known.counts) <= values(ENGLISH.counts)
    assert code in NUMBER_WORDS
    assert len(known.ranks.keys()) >= len(ENGLISH.ranks.keys())


@pytest.mark.parametrize("code", CODES)
def test_no_bound_has_the_words_of_another(code: str) -> None:
    known = vocabulary(code)
    kinds = [("floor", "ceiling"), ("above", "below"), ("latest", "earliest"), ("floor", "above")]
    for one, other in kinds:
        words = {*known.bounds[one], *known.also.get(one, ())}
        assert not words & {*known.bounds[other], *known.also.get(other, ())}


WORDS = """{
  "below_hundred": "zero um/uma dois/duas",
  "joints": ["e"],
  "multiples": {"milhões": 1000000},
  "bounds": {"floor": ["pelo menos"], "above": ["mais de"], "ceiling": ["no máximo"],
             "below": ["menos de"], "about": ["cerca de"], "latest": ["até"],
             "earliest": ["a partir de"]},
  "things": {"text": ["texto", "textos"], "document": ["documento", "documentos"],
             "claim": ["afirmação", "afirmações"], "inference": ["dedução", "deduções"],
             "question": ["pergunta", "perguntas"], "passage": ["trecho", "trechos"]}
}"""


def own_words(folder: Path, text: str) -> None:
    (folder / "pt").mkdir()
    (folder / "pt" / "words.json").write_text(text, "utf-8")


def test_a_project_has_words_of_its_own(tmp_path: Path) -> None:
    own_words(tmp_path, WORDS)
    said = "Duas vezes 2,5 milhões em março"
    with speaking("en", tmp_path):
        found = [fact.meaning for fact in facts(said, language="pt-BR")]
    assert found == [("number", "2"), ("number", "2500000"), ("month", "3")]
    assert unread(["pt-BR"], tmp_path) == []
    assert [fact.value for fact in facts(said, language="pt-BR")] == ["2.5"]
    assert len(unread(["pt-BR"])) == 1


def test_months_may_have_other_names_where_they_stand_alone(tmp_path: Path) -> None:
    alone = json.dumps([f"{month}ec" for month in "abcdefghijkl"])
    own_words(tmp_path, WORDS.replace('"joints"', f'"months_alone": {alone}, "joints"'))
    with speaking("en", tmp_path):
        found = [fact.meaning for fact in facts("Cec ou março", language="pt")]
    assert found == [("month", "3"), ("month", "3")]


def test_an_ordinal_may_end_in_any_sign(tmp_path: Path) -> None:
    own_words(tmp_path, WORDS.replace('"joints"', '"ordinal_endings": [".", "º", "("], "joints"'))
    with speaking("en", tmp_path):
        found = facts("20 pessoas, 30 outras, a 3. vez, a 4º. São 5.", language="pt")
    kinds = [(fact.meaning[0], fact.value) for fact in found]
    assert kinds == [
        *(("number", "20"), ("number", "30"), ("ordinal", "3"), ("ordinal", "4")),
        ("number", "5"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('",', '"', r"pt/words\.json:\d+: is no file of words: Expecting"),
        ('"joints": ["e"],', "", r"words must contain \['joints'\]"),
        ('"joints"', '"joint": ["e"], "joints"', r"words must not contain \{'joint'\}"),
        ('["e"]', '"e"', "words.joints must be array; mend it there; prose/words/en.json"),
        ('"floor": ["pelo menos"],', "", r"words.bounds must contain \['floor'"),
        ('["até"]', "[]", "words.bounds.latest must contain at least 1 items"),
        ('["texto", "textos"]', '["texto"]', "words.things"),
        ('"joints"', '"months_alone": ["março"], "joints"', "must contain at least 12 items"),
        ('"joints"', '"typography": [["(", "", ""]], "joints"', "must be a valid regex"),
    ],
)
def test_what_is_wrong_with_a_file_of_words_is_told(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    assert WORDS.count(old)
    own_words(tmp_path, WORDS.replace(old, new, 1))
    with speaking("en", tmp_path), pytest.raises(ProblemError, match=told):
        facts("um", language="pt")
