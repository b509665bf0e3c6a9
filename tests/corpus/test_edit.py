"""Tables are changed on a person's word, and nothing else of them is."""

from __future__ import annotations

import pytest
from made import Project, files

from maliviz.corpus.check import check
from maliviz.corpus.edit import confirm, fmt
from maliviz.problem import DataError


def edit(project: Project, name: str, old: str, new: str) -> None:
    path = project.data / name
    raw = path.read_bytes()
    assert old.encode() in raw
    path.write_bytes(raw.replace(old.encode(), new.encode()))


def test_tables_in_order_are_left(project: Project) -> None:
    before = files(project.data)
    assert fmt(project.data) == ((), ())
    assert files(project.data) == before


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("\n", "\r\n", "ends in CRLF"),
        ("id,name", "\ufeffid,name", "byte order mark"),
        ("the boats,", '"the boats",', "quotes that no cell needs"),
        ("the boats,", " the boats ,", "begins or ends with a space"),
        ("boats,the boats", "zboats,the boats", ""),
    ],
)
def test_what_has_one_right_spelling_is_mended_and_said(
    project: Project, old: str, new: str, said: str
) -> None:
    before = files(project.data)
    edit(project, "actors.csv", old, new)
    done = fmt(project.data)
    if said:
        assert files(project.data) == before
        assert [said in str(problem) for problem in done.mended] == [True], done
        assert done.left == ()
        assert fmt(project.data) == ((), ())
    else:
        assert "the boats" in (project.data / "actors.csv").read_text("utf-8").splitlines()[-1]
        assert any("no such actor" in str(problem) for problem in done.left)


def test_what_only_a_person_can_mend_is_named_and_left(project: Project) -> None:
    edit(project, "claims.csv", ",1921,", ",01/02/1921,")
    before = files(project.data)
    (left,) = fmt(project.data).left
    assert str(left).startswith('data/claims.csv:3: when = "01/02/1921"')
    assert files(project.data) == before


def test_a_table_that_cannot_be_read_whole_is_never_written(project: Project) -> None:
    edit(project, "actors.csv", "boats,the boats", "boats,extra,the boats")
    before = files(project.data)
    done = fmt(project.data)
    assert done.mended == ()
    assert "data/actors.csv:2" in {f"{problem.file}:{problem.line}" for problem in done.left}
    assert files(project.data) == before


def test_an_edited_claim_can_be_confirmed(project: Project) -> None:
    edit(project, "claims.csv", "Ten boats were there.", "Ten boats came.")
    assert len(check(project.data)) == 1
    (said,) = confirm(project.data, ["ten-boats"])
    assert said == "ten-boats: Ten boats came. (a-2: “10 boats saw it. …”)"
    assert check(project.data) == []
    after = files(project.data)
    confirm(project.data, ["ten-boats"])
    assert files(project.data) == after


def test_only_the_claims_that_were_named_are_confirmed(project: Project) -> None:
    edit(project, "claims.csv", "were there.", "came.")
    confirm(project.data, ["ten-boats"])
    assert ["about-twelve-boats" in str(problem) for problem in check(project.data)] == [True]


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("ten-boots", 'id = "ten-boots": there is no such claim; did you mean "ten-boats"?'),
        ("when-lit", "there is no such claim; it is a question: add --questions"),
        ("lit-in-1921", 'speaker = "text-c": no such actor'),
    ],
)
def test_nothing_is_confirmed_if_something_stands_against_it(
    project: Project, name: str, fault: str
) -> None:
    edit(project, "claims.csv", "printed,,,text-a", "printed,,,text-c")
    before = files(project.data)
    with pytest.raises(DataError) as error:
        confirm(project.data, ["ten-boats", name])
    assert fault in str(error.value)
    assert files(project.data) == before
