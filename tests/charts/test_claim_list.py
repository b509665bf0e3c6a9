"""A list of claims says of each question what the comparison of all of them says."""

from __future__ import annotations

from html import escape

import pytest
from made_claims import real

import maliviz as mv


def test_a_topic_is_compared_as_within_the_whole() -> None:
    corpus = real()
    compared = mv.compare(corpus)
    for topic, rows in compared.groupby("topic"):
        page = mv.list_claims(corpus, str(topic)).html()
        for row in rows.to_dict("records"):
            look = row["verdict"].replace(" ", "-")
            assert f'id="question-{row["question"]}" class="question {look}' in page
            assert escape(row["why"]) in page


def test_a_topic_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(ValueError, match=r'"arests"; the topics are arrests, '):
        mv.list_claims(real(), "arests")
