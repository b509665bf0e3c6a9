from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maliviz.prose.numbers import facts

# what stands in the prose, and what it says: kinds are written by their first letter or word
SAID = [
    ("20", "n20"),
    ("1,500 and 20 000", "n1500 n20000"),
    ("1’500’000", "n1500000"),
    ("20,000,30", "n20000 n30"),
    ("3.5", "n3.5"),
    ("1.5.2024", "n1.5 n2024"),
    ("2024-03-31", "n2024 n3 n31"),
    ("007", "n7"),
    ("mid-2025", "n2025"),
    ("the 2010s", "n2010"),
    ("a 5-year term", "n5"),
    ("٢٠", "n20"),
    ("G5 and A4", ""),
    ("the 2nd, the 21st", "o2 o21"),
    ("five", "n5"),
    ("FIVE", "n5"),
    ("a five-year term", "n5"),
    ("twenty-five", "n25"),
    ("twenty five", "n25"),
    ("five six", "n5 n6"),
    ("two hundred and fifty", "n250"),
    ("two thousand and five", "n2005"),
    ("one million two hundred thousand", "n1200000"),
    ("a hundred", "n100"),
    ("a dozen, two dozen", "n12 n24"),
    ("2.5 million, a 3-million loan, 20 hundred thousand", "n2500000 n3000000 n2000000"),
    ("1.25 million and 0.0005 thousand, 2.50", "n1250000 n0.5 n2.50"),
    ("2 million two hundred; in 2024 two thousand", "n2000000 n200 n2024 n2000"),
    ("2 millions, 3 MILLION", "n2 millions n3000000"),
    ("zero", "n0"),
    ("twice, Thrice", "n2 n3"),
    ("sevenfold", ""),
    ("dozens", "dozens"),
    ("several, multiple, numerous, few", "several multiple numerous few"),
    ("a couple\nof men", "a-couple-of"),
    ("scores of men; the scores", "scores-of"),
    ("half of them", "half"),
    ("a swarm of them", "swarm"),
    ("many, some, most, all, none, both", ""),
    ("the second coup", "o2"),
    ("a second-hand car, at first", ""),
    ("one general", "n1"),
    ("one-year", "n1"),
    ("one hundred", "n100"),
    ("one or two", "n2"),
    ("one of them, no one, one another, the one that, one by one", ""),
    ("Which one?", ""),
    ("March 2024", "m3 n2024"),
    ("MAY", "m5"),
    ("they may march", ""),
    ("Jul 2025, Sept. 3", "m7 n2025 m9 n3"),
    ("Jan said so", ""),
    ("on Sunday, on SUNDAYS", "wsunday wsunday"),
    ("overnight, last year, Last\nMarch", "rovernight rlast-year m3"),
    ("a year ago, three days ago", "ra-year-ago n3"),
    ("yesterday and today", "ryesterday rtoday"),
]


@pytest.mark.parametrize(("text", "said"), SAID)
def test_what_prose_says(text: str, said: str) -> None:
    found = [
        (kind[0] if kind != "word" else "") + value.replace(" ", "-")
        for kind, value in (fact.meaning for fact in facts(text, {"swarm", "five"}))
    ]
    assert " ".join(found) == said


@given(st.text())
def test_facts_stand_in_the_text_and_apart(text: str) -> None:
    found = facts(text)
    assert all(0 <= fact.start < fact.end <= len(text) for fact in found)
    places = [fact[2:] for fact in found]
    assert all(a == b or a[1] <= b[0] for a, b in pairwise(places))


@given(st.integers(min_value=0, max_value=10**12))
def test_a_number_is_read_back(number: int) -> None:
    assert [fact.meaning for fact in facts(f"about {number:,} men")] == [("number", str(number))]
