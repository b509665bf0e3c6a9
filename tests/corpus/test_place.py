from __future__ import annotations

import pytest
from made import Project
from made_corpus import DATA

from maliviz import load
from maliviz.corpus.place import problem_in, problem_in_table
from maliviz.corpus.schema import read_package


@pytest.mark.parametrize("table", [table.name for table in read_package(DATA).tables])
def test_a_problem_names_the_line_of_its_row(project: Project, table: str) -> None:
    made = load(project.data)
    schema = made.schema.table(table)
    lines = (project.data / schema.path).read_text("utf-8").splitlines()
    for id in getattr(made, table)[schema.key]:
        problem = problem_in(made, table, id, schema.key, "rule", "way out")
        assert lines[problem.line - 1].split(",")[0] == id
        assert str(problem).startswith(f'data/{schema.path}:{problem.line}: {schema.key} = "{id}"')


def test_a_row_that_is_not_there_has_no_line(project: Project) -> None:
    problem = problem_in_table(load(project.data), "comparisons", "question", "q", "is missing")
    assert str(problem) == 'data/comparisons.csv: question = "q": is missing'
