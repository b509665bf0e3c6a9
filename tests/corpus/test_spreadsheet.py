"""What a spreadsheet does to a table is named, and `fmt` mends none of it in silence."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import SCHEMA, TABLES, Desk
from hypothesis import given
from hypothesis import strategies as st

from maliviz.corpus.cells import spreadsheet_damage
from maliviz.corpus.check import read
from maliviz.corpus.edit import fmt
from maliviz.corpus.table import canonical

ANEW = "a spreadsheet seems to have rewritten a date"

DATES = {
    "Mar-24": f"{ANEW}, perhaps 2024-03",
    "MAY-1921": f"{ANEW}, perhaps 1921-05",
    "1-Mar-24": f"{ANEW}, perhaps 2024-03-01",
    "01/03/2024": f"{ANEW}, and which is the month can no longer be told",
    "1.3.24": f"{ANEW}, and which is the month can no longer be told",
    "2024/3/1": ANEW,
    "2024-03-01 00:00:00": f"{ANEW}, with a time of day",
    "2024-03-01T00:00": f"{ANEW}, with a time of day",
    "45352": "a spreadsheet seems to have made a number of a date; it counts to 2024-03-01",
    "2024.0": "a spreadsheet seems to have made a decimal of a year",
    "44": "a spreadsheet seems to have taken zeros away: a year has four digits",
    "-44": "a spreadsheet seems to have taken zeros away: a year has four digits",
    "#NAME?": "shows that a formula failed",
    "####": "shows that a formula failed",
}


@pytest.mark.parametrize("when", DATES)
def test_a_date_that_is_none_any_more(tmp_path: Path, when: str) -> None:
    desk = Desk(tmp_path)
    desk.put("claims", "lit-in-1921", when=when)
    (told,) = desk.problems()
    assert told.startswith(f'data/claims.csv:9: when = "{when}": {DATES[when]}; ')


ZEROS = "a spreadsheet seems to have taken zeros away; with them it is "
CELLS = [
    ("passages", "h-1", "sha256", "7" * 62, f'{ZEROS}"00{"7" * 62}"'),
    ("passages", "h-1", "sha256", "1.0E+63", "a spreadsheet seems to have shortened a long number"),
    ("questions", "boats-home", "order", "5.0E+1", "a spreadsheet seems to have shortened"),
    ("comparisons", "mood", "disputed", "FALSE", "a spreadsheet seems to have made a truth value"),
    ("claims", "dog-not-seen", "value", "FALSE", "a spreadsheet seems to have made a truth value"),
    ("claims", "relieved", "statement", "#NAME?", "shows that a formula failed"),
    ("claims", "relieved", "note", "1.23457E+11", "a spreadsheet seems to have shortened"),
    ("claims", "relieved", "note", "soulagÃ©s", "was opened in another encoding than it was saved"),
    ("claims", "relieved", "note", "the keeperâ€™s", 'saved in; it was "the keeper’s"'),
    ("claims", "relieved", "note", "soulag?s", "question mark within a word"),
    ("gaps", "02-Sep", "id", "02-Sep", "a spreadsheet seems to have taken an id for a date"),
]


@pytest.mark.parametrize(("table", "key", "column", "value", "rule"), CELLS)
def test_a_cell_that_is_damaged(
    tmp_path: Path, table: str, key: str, column: str, value: str, rule: str
) -> None:
    desk = Desk(tmp_path)
    cells = {"order": "99", "topic": "storm", "text": "x"} if table == "gaps" else {}
    desk.put(table, key, **{**cells, column: value})
    told = [line for line in desk.problems() if f'{column} = "{value[:60]}' in line]
    assert [rule in line for line in told] == [True]


@pytest.mark.parametrize("value", ["What? And why?", "https://x.org/?a=b?c", "Ã", "#1", "50 %"])
def test_what_is_no_damage_is_left_alone(tmp_path: Path, value: str) -> None:
    desk = Desk(tmp_path)
    desk.put("claims", "relieved", note=value)
    assert desk.problems() == []


def test_a_month_that_became_a_day_is_told_with_the_edit(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    cells = {"when": "1921-05", "printed": "May 1921"}
    desk.put("claims", "lit-in-1921", **cells)
    desk.spoil("claims.csv", lambda raw: raw.replace(b"1921-05,", b"1921-05-01,"))
    (told,) = desk.unconfirmed()
    assert "a spreadsheet may have made 1921-05-01 of 1921-05; compare it with passage h-2" in told


def test_a_stripped_accent_is_found_by_the_spelling_of_the_actor(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.put("claims", "lit-by-aino-h", statement="Aino Valimaki lit the lamp.")
    (told,) = desk.problems()
    assert '"Valimaki" is spelled "Välimäki" in actors.csv; an accent may be lost' in told
    desk.put("actors", "aino", printed="Aino Välimäki | The keeper | Aino Valimaki")
    assert desk.problems() == []


def test_no_kind_of_cell_but_its_own_has_a_sign() -> None:
    assert spreadsheet_damage("44") is None
    assert spreadsheet_damage("Mar-24") is None
    assert spreadsheet_damage("FALSE", "date") is None


SPREADSHEET = [
    lambda raw: b"\xef\xbb\xbf" + raw,
    lambda raw: raw.replace(b"\n", b"\r\n"),
    lambda raw: raw.replace(b",", b";"),
    lambda raw: raw.replace(b"1921", b"01/01/1921"),
    lambda raw: raw.replace("ä".encode(), b"a"),
    lambda raw: raw.replace("ä".encode(), b"?"),
    lambda raw: raw.replace("ä".encode(), "Ã¤".encode()),
    lambda raw: raw.replace("ä".encode(), "a\u0308".encode()),
    lambda raw: raw.replace(b",no,", b",FALSE,"),
    lambda raw: raw.replace(b"\n", b",\n"),
    lambda raw: raw.rstrip(b"\n"),
]


@pytest.mark.parametrize("change", SPREADSHEET, ids=range(len(SPREADSHEET)))
@pytest.mark.parametrize("file", ["actors.csv", "claims.csv", "comparisons.csv"])
def test_fmt_says_all_that_it_does_and_does_it_once(
    tmp_path: Path, file: str, change: object
) -> None:
    assert callable(change)
    desk = Desk(tmp_path)
    before = (desk.folder / file).read_bytes()
    desk.spoil(file, change)
    spoilt_bytes = (desk.folder / file).read_bytes()
    done = fmt(read(desk.folder))
    after = (desk.folder / file).read_bytes()
    assert after in (before, spoilt_bytes)
    assert bool(done.mended) == (after != spoilt_bytes)
    assert bool(done.left) == (after != before)
    again = fmt(read(desk.folder))
    assert (again.mended, again.left) == ((), done.left)
    assert (desk.folder / file).read_bytes() == after


_WORDS = st.text(st.characters(exclude_categories=["C", "Z"]), max_size=9)


@given(st.sampled_from([name.removesuffix(".csv") for name in TABLES]), _WORDS, st.data())
def test_one_changed_cell_is_one_changed_line(table: str, word: str, data: st.DataObject) -> None:
    columns = SCHEMA.table(table).columns
    keys = data.draw(st.lists(st.from_regex("[a-z]{1,5}", fullmatch=True), min_size=1, unique=True))
    rows = [{name: data.draw(_WORDS) for name in columns[1:]} | {columns[0]: key} for key in keys]
    before = canonical(rows, columns).split("\n")
    row, column = data.draw(st.sampled_from(rows)), data.draw(st.sampled_from(columns[1:]))
    row[column] += word + "x"
    after = canonical(rows, columns).split("\n")
    assert len(after) == len(before)
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 1


def test_only_capitalized_words_of_a_name_have_one_spelling(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.put("actors", "boats", name="la flotte à voile")
    desk.put("claims", "relieved", note="They have a plan.")
    assert desk.problems() == []
