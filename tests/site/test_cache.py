"""A run is taken again only if all that decides it is the same."""

from __future__ import annotations

from pathlib import Path

from made import code, html, md, notebook
from nbformat import from_dict

from maliviz.site.cache import Kept
from maliviz.site.notebook import Notebook

RUN = Notebook("books/a.ipynb", from_dict(notebook(md("# T"), code("a", html("<p>é</p>")))))
STORED = Notebook("books/a.ipynb", from_dict(notebook(md("# T"), code("a") | {"id": "own"})))


def test_a_kept_run_gives_its_outputs_to_the_notebook_of_now(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "runs")
    kept.keep("key", RUN)
    found = kept.find("key", STORED)
    assert found is not None
    assert found.node.cells[1].outputs == RUN.node.cells[1].outputs
    assert found.node.cells[1].id == "own"
    assert STORED.node.cells[1].outputs == []
    assert kept.find("other", STORED) is None


def test_a_run_that_was_cut_or_edited_counts_as_none(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    kept.keep("key", RUN)
    whole = (tmp_path / "key.run").read_bytes()
    for broken in (b"", whole[:-1], whole.replace(b"<p>", b"<b>")):
        (tmp_path / "key.run").write_bytes(broken)
        assert kept.find("key", STORED) is None


def test_what_is_not_wanted_is_forgotten(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    for key in ("a", "b"):
        kept.keep(key, RUN)
    (tmp_path / "c.123").touch()
    kept.keep_only(["b"])
    assert [path.name for path in tmp_path.iterdir()] == ["b.run"]


def test_where_nothing_can_be_kept_nothing_is(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    kept = Kept(tmp_path / "file" / "runs")
    kept.keep("key", RUN)
    kept.keep_only([])
    assert kept.find("key", STORED) is None
