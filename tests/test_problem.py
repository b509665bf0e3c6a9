from __future__ import annotations

import pytest

from maliviz.problem import DataError, Problem, as_annotations, nearest, reason, shown


@pytest.mark.parametrize(
    ("problem", "told"),
    [
        (Problem("f", 3, "c", "v", "rule", "hint"), 'f:3: c = "v": rule; hint'),
        (Problem("f", 3, "c", "v", "rule"), 'f:3: c = "v": rule'),
        (Problem("f", 3, "c", "", "rule"), "f:3: c: rule"),
        (Problem("f", 3, "", "v", "rule"), 'f:3: "v": rule'),
        (Problem("f", 0, "", "", "rule"), "f: rule"),
    ],
)
def test_a_problem_leaves_out_what_there_is_not(problem: Problem, told: str) -> None:
    assert str(problem) == told


def test_an_error_has_each_problem_once_and_in_order_of_place() -> None:
    ninth, tenth = (Problem("f", line, "", "", "rule") for line in (9, 10))
    error = DataError([tenth, ninth, tenth])
    assert error.problems == (ninth, tenth)
    assert str(error) == "f:9: rule\nf:10: rule\n2 problems"


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("été 🐕 مالي", "été 🐕 مالي"),
        ("x" * 60, "x" * 60),
        ("x" * 1_000_000, "x" * 60 + "…"),
        ("a\0b\tc\x1b[31m", r"a\x00b\tc\x1b[31m"),
        ("\u202eabc\u00a0", r"\u202eabc\xa0"),
    ],
)
def test_a_value_is_shown_short_and_with_nothing_invisible(value: str, told: str) -> None:
    assert shown(value) == told


def test_a_hint_is_given_only_for_what_is_alike() -> None:
    assert nearest("afb", ["afp", "text-a"]) == 'did you mean "afp"?'
    assert nearest("zzz", ["afp", "text-a"]) == ""


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (FileNotFoundError(2, "x"), "there is no such file"),
        (IsADirectoryError(21, "x"), "is a directory, not a file"),
        (PermissionError(13, "x"), "there is no permission to read it"),
        (OSError(5, "Input/output error"), "cannot be read: Input/output error"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(error: OSError, told: str) -> None:
    assert reason(error) == told


def test_an_annotation_keeps_its_line_whatever_stands_in_it() -> None:
    problem = Problem("a,b:c.csv", 3, "x", "50%\n", "100 %")
    assert as_annotations([problem]) == (
        r'::error file=a%2Cb%3Ac.csv,line=3::x = "50%25\n": 100 %25'
    )
