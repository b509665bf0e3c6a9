from __future__ import annotations

import pytest
from made_corpus import Cells, corpus, documents

from maliviz.corpus import Corpus, DataError
from maliviz.evidence.derive import DERIVATIONS, derive, inferences

CLAIMS: list[Cells] = [
    {"id": "promised", "when": "[..2024-03]"},
    {"id": "expected", "when": "[2030..]"},
    {"id": "passed", "when": "2025?-07"},
    {"id": "leap", "when": "2024-02-29"},
    {"id": "century", "when": "19XX"},
    {"id": "lasting", "when": "2012/.."},
    {"id": "ancient", "when": "-0002"},
    {"id": "undated"},
    {"id": "term", "question": "years", "value": "5"},
    {"id": "term-in-words", "question": "years", "value": "five"},
    {"id": "long-term", "question": "years", "value": ">=5"},
    {"id": "crew", "question": "people", "value": "5"},
]


def inferred(*inferences: Cells) -> Corpus:
    return corpus(
        documents=documents("A"),
        passages=[{"id": "a", "document": "a"}],
        questions=[
            {"id": unit, "order": "1", "kind": "count", "unit": unit}
            for unit in ("years", "people")
        ],
        claims=[{"passage": "a"} | claim for claim in CLAIMS],
        inferences=[{"id": f"i{n}"} | row for n, row in enumerate(inferences)],
    )


def conclusion(derive_by: str, premises: str) -> dict[str, object]:
    row = derive(inferred({"derive": derive_by, "premises": premises})).iloc[0]
    return {name: row[name] for name in ("value", "when", "words", "how")}


def test_a_distance_has_bounds() -> None:
    assert conclusion("distance", "promised expected undated") == {
        "value": "at least 5 years and 9 months",
        "when": "",
        "words": "at least 5 years and 9 months",
        "how": "From “by March 2024” to “2030 or later”: at least 5 years and 9 months.",
    }


@pytest.mark.parametrize(
    ("premises", "when"),
    [
        ("passed term", "2030?-07"),
        ("passed term-in-words", "2030?-07"),
        ("promised term", "[..2029-03]"),
        ("expected term", "[2035..]"),
        ("ancient term", "0003"),
    ],
)
def test_a_term_ends_some_years_on_with_every_mark(premises: str, when: str) -> None:
    found = conclusion("end-of-term", premises)
    assert (found["when"], found["value"]) == (when, "")


def test_the_end_of_a_term_is_told_in_words() -> None:
    found = conclusion("end-of-term", "passed term")
    assert found["words"] == "July 2030 (year inferred)"
    assert found["how"] == "“July 2025 (year inferred)” and 5 years on: July 2030 (year inferred)."


@pytest.mark.parametrize(
    ("derive_by", "premises", "rule"),
    [
        ("distance", "promised undated", '"undated" has no date'),
        ("distance", "promised", "needs two premises"),
        ("end-of-term", "passed long-term", '"long-term" does not give an exact number of years'),
        ("end-of-term", "passed crew", '"crew" does not give an exact number of years'),
        ("end-of-term", "passed expected", '"expected" does not give an exact number of years'),
        ("end-of-term", "lasting term", "no term can be counted from “from 2012 on”"),
        ("end-of-term", "century term", "no term can be counted from"),
        ("end-of-term", "leap term", "there is no day 29 in 2029-02"),
        ("end-of-days", "passed term", "there are: distance, end-of-term"),
        ("distance", "promised i0", "waits for it"),
    ],
)
def test_what_cannot_be_computed_is_told(derive_by: str, premises: str, rule: str) -> None:
    with pytest.raises(DataError) as error:
        conclusion(derive_by, premises)
    (problem,) = error.value.problems
    assert (problem.file, problem.line, problem.value) == ("data/inferences.csv", 2, premises)
    assert rule in problem.rule


def test_everything_that_cannot_be_computed_is_told_together() -> None:
    broken = {"derive": "distance", "premises": "promised undated"}
    with pytest.raises(DataError) as error:
        derive(inferred(broken, broken))
    assert [problem.line for problem in error.value.problems] == [2, 3]


def test_a_derived_premise_is_computed_first() -> None:
    found = derive(
        inferred(
            {"derive": "distance", "premises": "passed i1"},
            {"derive": "end-of-term", "premises": "passed term"},
        )
    )
    assert found["words"].tolist() == [
        "between 4 years 11 months and 5 years 1 month (from an inferred date)",
        "July 2030 (year inferred)",
    ]


def test_other_inferences_stay_as_they_are() -> None:
    found = derive(inferred({"when": "2025?-05"}, {"value": "one source"}, {}))
    assert found["words"].tolist() == ["May 2025 (year inferred)", "one source", ""]
    assert found["when_words"].tolist() == ["May 2025 (year inferred)", "", ""]
    assert found["value"].tolist() == ["", "one source", ""]
    assert set(found["how"]) == {""}
    assert found["when"].dtype == "str"


def test_every_derivation_of_the_schema_has_a_function() -> None:
    assert set(DERIVATIONS) == set(inferred().schema.table("inferences").field("derive").allowed)


def test_the_frame_and_the_objects_tell_the_same() -> None:
    corpus = inferred({"derive": "end-of-term", "premises": "passed term"}, {"when": "2025?-05"})
    frame = derive(corpus)
    assert frame["words"].tolist() == [row.words for row in inferences(corpus)]
    assert [row.when and row.when.text for row in inferences(corpus)] == ["2030?-07", "2025?-05"]
    assert {str(frame[column].dtype) for column in frame} == {"str"}
