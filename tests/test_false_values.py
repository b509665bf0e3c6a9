"""A false value that is plausible is told by whoever has no text at hand, in every column."""

from __future__ import annotations

import pytest
from desk import SCHEMA, Desk
from false_values import WAYS, false_values, told

from maliviz.corpus.check import check

pytestmark = pytest.mark.slow

Tables = dict[str, dict[str, dict[str, str]]]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The island, with cells in each column."""
    desk = Desk(tmp_path_factory.mktemp("false"))
    desk.put("claims", "relieved", rests_on="boats-about-50")
    storm = desk.rows("claims")["storm-three-days"]
    after = {"id": "storm-after", "ago": "", "counted_from": "first-light", "later": "P3D"}
    desk.put("claims", "storm-after", **storm | after)
    place = {"address": "https://example.org/lamp", "licence": "CC-BY-4.0"}
    desk.put("documents", "harbour", name="Harbour News", author="A clerk", **place)
    desk.put("comparisons", "boats-home", reviewed="One counts, and the other guesses.")
    cells = {"statement": "They are glad of the boats.", "assumption": "They saw them."}
    ids = {"event": "first-light", "premises": "relieved"}
    desk.put("inferences", "glad", value="the boats", strength="weak", **cells, **ids)
    desk.speak("en", "fr")
    desk.translate("fr")
    assert check(desk.folder) == []
    return desk


@pytest.fixture(scope="module")
def tables(desk: Desk) -> Tables:
    """The rows of each table as they are right."""
    return {one.name: desk.rows(one.name) for one in SCHEMA.tables}


@pytest.mark.parametrize(("table", "column"), WAYS)
def test_each_false_value_is_told_with_its_row(
    desk: Desk, tables: Tables, table: str, column: str
) -> None:
    rows, passed = tables[table], []
    for false in (values := list(false_values(SCHEMA, tables, table, column))):
        desk.write(table, rows | {false.key: rows[false.key] | {column: false.value}})
        if not told(desk.folder, table, column, false):
            passed.append(false)
    desk.write(table, rows)
    assert passed == []
    assert len(values) == len(WAYS[table, column]) == 5


def test_every_column_has_its_false_values() -> None:
    assert list(WAYS) == [(table.name, name) for table in SCHEMA.tables for name in table.columns]
