"""What `fmt` and `confirm` write, what they tell, and what they leave to a person."""

from __future__ import annotations

from pathlib import Path

import pytest
from made import Project, files

from maliviz.corpus.check import check, read
from maliviz.corpus.edit import confirm, fmt


def edit(project: Project, name: str, old: str, new: str) -> None:
    path = project.data / name
    raw = path.read_bytes()
    assert old.encode() in raw
    path.write_bytes(raw.replace(old.encode(), new.encode()))


def test_tables_in_order_are_left(project: Project) -> None:
    before = files(project.data)
    assert fmt(read(project.data)) == ((), ())
    assert files(project.data) == before


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("\n", "\r\n", "ends in CRLF"),
        ("id,name", "\ufeffid,name", "byte order mark"),
        ("the boats,", '"the boats",', "unnecessary quotes"),
        ("the boats,", " the boats ,", "leading or trailing space"),
        ("boats,the boats", "zboats,the boats", ""),
    ],
)
def test_what_has_one_right_spelling_is_mended_and_said(
    project: Project, old: str, new: str, said: str
) -> None:
    before = files(project.data)
    edit(project, "actors.csv", old, new)
    done = fmt(read(project.data))
    if said:
        assert files(project.data) == before
        assert [said in str(problem) for problem in done.mended] == [True], done
        assert done.left == ()
        assert fmt(read(project.data)) == ((), ())
    else:
        assert "the boats" in (project.data / "actors.csv").read_text("utf-8").splitlines()[-1]
        assert any("no such actor" in str(problem) for problem in done.left)


def test_what_only_a_person_can_mend_is_named_and_left(project: Project) -> None:
    edit(project, "claims.csv", ",1921,", ",01/02/1921,")
    before = files(project.data)
    (left,) = fmt(read(project.data)).left
    assert str(left).startswith('data/claims.csv:3: when = "01/02/1921"')
    assert files(project.data) == before


def test_a_row_with_another_number_of_cells_keeps_no_other_back(project: Project) -> None:
    edit(project, "actors.csv", "boats,the boats", "boats,extra,the boats")
    edit(project, "actors.csv", "the lighthouse,", "the lighthouse ,")
    edit(project, "actors.csv", "text-a,", "text-z,")
    done = fmt(read(project.data))
    assert [str(one) for one in done.mended] == [
        'data/actors.csv:2: name = "the lighthouse ": leading or trailing space; run `maliviz fmt`'
    ]
    lines = (project.data / "actors.csv").read_text("utf-8").splitlines()
    assert lines[1].startswith("lighthouse,the lighthouse,")
    assert lines[-1].startswith("boats,extra,the boats,")
    broken = 'data/actors.csv:5: "boats": has 6 cells, and the header has 5; put quotes around'
    assert broken in "\n".join(map(str, done.left))
    assert broken in "\n".join(map(str, check(project.data)))
    before = files(project.data)
    fmt(read(project.data))
    assert files(project.data) == before


def test_what_is_mended_in_other_rows_is_told_where_one_is_confirmed(project: Project) -> None:
    edit(project, "claims.csv", "Ten boats were there.", " Ten boats came.")
    edit(project, "claims.csv", "The lighthouse was lit.", " The lighthouse was lit.")
    (line,), (mended,), left = confirm(read(project.data), ["ten-boats"])
    assert line.endswith("; leading or trailing space")
    assert (mended.line, mended.column, left) == (3, "statement", [])


def test_a_table_that_cannot_be_read_whole_is_never_written(project: Project) -> None:
    edit(project, "actors.csv", "boats,the boats", 'boats,"the boats')
    edit(project, "actors.csv", "the lighthouse,", "the lighthouse ,")
    before = files(project.data)
    done = fmt(read(project.data))
    assert done.mended == ()
    assert "data/actors.csv:2" in {f"{problem.file}:{problem.line}" for problem in done.left}
    assert files(project.data) == before


def test_an_edited_claim_can_be_confirmed(project: Project) -> None:
    edit(project, "claims.csv", "Ten boats were there.", "Ten boats came.")
    assert len(check(project.data)) == 1
    (said,), _, _ = confirm(read(project.data), ["ten-boats"])
    assert said == "ten-boats: Ten boats came. (a-2: “10 boats saw it. …”)"
    assert check(project.data) == []
    after = files(project.data)
    confirm(read(project.data), ["ten-boats"])
    assert files(project.data) == after


def test_only_the_claims_that_were_named_are_confirmed(project: Project) -> None:
    edit(project, "claims.csv", "were there.", "came.")
    confirm(read(project.data), ["ten-boats"])
    assert ["about-twelve-boats" in str(problem) for problem in check(project.data)] == [True]


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("ten-boots", 'ten-boots: no table has a row of this id; did you mean "ten-boats"?'),
        ("gaps/ten-boats", "gaps/ten-boats: no table has a row of this id"),
        ("boats", "boats: several tables have a row of this id; write actors/boats or gaps/boats"),
        ("lit-in-1921", 'speaker = "text-c": no such actor'),
    ],
)
def test_what_stands_against_one_row_keeps_no_other_from_being_confirmed(
    project: Project, name: str, fault: str
) -> None:
    with (project.data / "gaps.csv").open("a") as file:
        file.write("boats,1,boats,Which boats.\n")
    edit(project, "claims.csv", "printed,,,,,text-a", "printed,,,,,text-c")
    edit(project, "claims.csv", "Ten boats were there.", "Ten boats came.")
    lines, _, problems = confirm(read(project.data), [name, "ten-boats"])
    assert [line.split(":")[0] for line in lines] == ["ten-boats"]
    assert fault in str(problems[0])
    told = [str(problem) for problem in check(project.data)]
    assert len(told) == 2
    assert 'speaker = "text-c"' in told[0]
    assert "gaps/boats" in told[1]


def test_a_table_stands_for_all_its_rows_that_nobody_confirmed(project: Project) -> None:
    (project.data / "gaps.csv").write_text("id,order,topic,text\na,1,x,Why.\nb,2,x,Who.\n")
    edit(project, "changes.csv", "The first edition.", "An edition. ")
    assert confirm(read(project.data), ["gaps"])[0] == [
        "gaps/a: 1 · x · Why.",
        "gaps/b: 2 · x · Who.",
    ]
    (project.data / "gaps.csv").write_text("id,order,topic,text\na,1,x,Why.\n")
    assert confirm(read(project.data), ["gaps", "first"])[0] == [
        "gaps/b: taken out",
        "changes/first: 0.1.0 · 1999-12-31 · addition · An edition.; leading or trailing space",
    ]
    assert check(project.data) == []


def test_fmt_keeps_the_mode_of_a_file_and_leaves_nothing_beside_it(project: Project) -> None:
    path = project.data / "actors.csv"
    names = sorted(project.data.iterdir())
    edit(project, "actors.csv", "\n", "\r\n")
    path.chmod(0o640)
    fmt(read(project.data))
    assert b"\r" not in path.read_bytes()
    assert oct(path.stat().st_mode & 0o777) == oct(0o640)
    assert sorted(project.data.iterdir()) == names


def test_a_table_with_a_column_twice_is_never_written(project: Project) -> None:
    path = project.data / "gaps.csv"
    path.write_bytes(b"id,order,topic,text,text\nb,2,x,one ,two\na,1,x,one,two\n")
    before = files(project.data)
    assert fmt(read(project.data)).mended == ()
    assert files(project.data) == before


def test_a_table_that_is_in_canonical_form_keeps_its_file(project: Project) -> None:
    inodes = {path.name: path.stat().st_ino for path in project.data.glob("*.csv")}
    edit(project, "actors.csv", "\n", "\r\n")
    fmt(read(project.data))
    changed = [n for n, inode in inodes.items() if (project.data / n).stat().st_ino != inode]
    assert changed == ["actors.csv"]


def test_a_file_that_may_not_be_written_is_named_and_nothing_is_left_beside_it(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, target: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    edit(project, "actors.csv", "\n", "\r\n")
    before = files(project.data)
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(PermissionError, match=r"no permission to write it: '.*/actors.csv'"):
        fmt(read(project.data))
    assert files(project.data) == before
