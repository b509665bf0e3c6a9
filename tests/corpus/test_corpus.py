from __future__ import annotations

import inspect
import re
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest
from desk import Desk
from made import Project

from maliviz.corpus import Corpus, DataError, load
from maliviz.corpus.rows import KINDS


def test_the_nearest_data_above_is_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(tmp_path)
    for folder in (tmp_path, tmp_path / "notebooks" / "deep", desk.folder):
        folder.mkdir(parents=True, exist_ok=True)
        monkeypatch.chdir(folder)
        assert load().folder == desk.folder.resolve()


def test_no_data_anywhere_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DataError) as caught:
        load()
    assert str(caught.value) == (
        "data/datapackage.json: no such file in this directory, nor in any above it; "
        "go to the directory of the project, or name that of the data\n1 problem"
    )


def test_a_folder_may_have_any_name(tmp_path: Path) -> None:
    root = tmp_path / "à Ségou, été"
    root.mkdir()
    folder = Desk(root).folder.rename(root / "les données")
    assert len(load(str(folder)).claims) == 11


def test_bad_data_gives_no_corpus_but_every_problem(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.put("claims", "relieved", speaker="parrish", via="parrish")
    with pytest.raises(DataError, match="2 problems") as caught:
        load(desk.folder)
    assert [str(problem) for problem in caught.value.problems] == desk.problems()


def test_a_corpus_tells_what_it_has(tmp_path: Path) -> None:
    lines = repr(load(Desk(tmp_path).folder)).splitlines()
    assert lines[0].startswith("Corpus of data: ")
    assert lines[1:] == [
        "  documents         2",
        "  passages         11",
        "  actors            8",
        "  questions         7",
        "  events            2",
        "  claims           11",
        "  inferences        3",
        "  comparisons       7",
        "  gaps              1",
        "  changes           2",
    ]


def test_words_for_numbers_come_with_the_corpus(tmp_path: Path) -> None:
    assert load(Desk(tmp_path).folder).readings["dozens"] == ">=24"


def test_a_corpus_stays_as_it_was_loaded(tmp_path: Path) -> None:
    corpus = load(Desk(tmp_path).folder)
    with pytest.raises(FrozenInstanceError):
        corpus.claims = corpus.gaps  # type: ignore[misc]


def test_the_docstring_names_the_columns_of_every_frame(tmp_path: Path) -> None:
    corpus = load(Desk(tmp_path).folder)
    text = inspect.getdoc(Corpus) or ""
    parts = re.split(r"^(\w+)  +(?=\w)", text.split("\n\n")[1], flags=re.MULTILINE)
    described = dict(zip(parts[1::2], parts[2::2], strict=True))
    for table in KINDS:
        named = re.findall(r"\w+", described[table])
        assert set(getattr(corpus, table)) <= set(named), table


@pytest.mark.parametrize("table", KINDS)
def test_a_problem_names_the_line_of_its_row(project: Project, table: str) -> None:
    corpus = load(project.data)
    schema = corpus.schema.table(table)
    lines = (project.data / schema.path).read_text("utf-8").splitlines()
    for key in getattr(corpus, table)[schema.key]:
        problem = corpus.problem(table, key, schema.key, "rule", "hint")
        assert lines[problem.line - 1].split(",")[0] == key
        assert str(problem).startswith(f'data/{schema.path}:{problem.line}: {schema.key} = "{key}"')


def test_a_problem_shows_the_cell(project: Project) -> None:
    problem = load(project.data).problem("passages", "a-2", "start", "too far", "look again")
    assert str(problem) == 'data/passages.csv:3: start = "32": too far; look again'


def test_a_row_that_is_not_there_has_no_line(project: Project) -> None:
    problem = load(project.data).problem("comparisons", "q", "question", "missing")
    assert str(problem) == 'data/comparisons.csv: question = "q": missing'
