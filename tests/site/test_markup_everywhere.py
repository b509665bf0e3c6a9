"""Markup, script and Markdown in the cells of any table are text, in every file of the site."""

from __future__ import annotations

import csv
import json
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from desk import SCHEMA, Desk
from made import code, html, md, notebook, write_notebooks

import maliviz as mv
from maliviz.evidence.compare import compare
from maliviz.site import pictures
from maliviz.site.assemble import assemble
from maliviz.site.inputs import read_inputs
from maliviz.site.notebooks import read_notebooks

pytestmark = pytest.mark.slow

BASE = "https://example.org/bay/"
# One word, so that it fits where a few words may stand.
EVIL = "</script><script>alert(1)</script><b>x</b>**y**[z](javascript:alert(2))`]]>\"'&amp;{{7*7}}"
TITLE = f"It is so {EVIL}"


def tainted(desk: Desk) -> set[str]:
    """Add it to each cell of words in which `check` lets it pass; return the columns."""
    columns = set()
    for table in SCHEMA.tables[:-1]:
        linked = {*table.targets, table.key}
        for field in table.fields:
            before = desk.rows(table.name)
            words = {key: row[field.name] for key, row in before.items() if row[field.name]}
            if field.name in linked or not words:
                continue
            column = f"{table.name}.{field.name}"
            changed = {key: before[key] | {field.name: text + EVIL} for key, text in words.items()}
            desk.save(table.name, before | changed)
            if desk.problems():
                desk.save(table.name, before)
            else:
                columns.add(column)
    return columns


def shown(value: Any) -> dict[str, Any]:
    """A cell with what a notebook stores for a value."""
    bundle = getattr(value, "_repr_mimebundle_", None)
    return code("x", bundle() if bundle else html(value._repr_html_()))


def notebooks(corpus: mv.Corpus) -> dict[str, Any]:
    """Two notebooks that show all that can be shown."""
    claims, derived = corpus.claims, mv.derive(corpus)
    figures = (
        mv.counts(claims.query("question == 'boats-home'"), title=TITLE),
        mv.lanes(claims, derived, title=TITLE),
        mv.portraits(claims, corpus.actors, title=TITLE),
        mv.sequence(claims.query("event != ''"), title=TITLE),
        mv.slippage(claims.query("id in ('lit-in-1921', 'from-1930')"), derived, title=TITLE),
        mv.squares(compare(corpus), claims, title=TITLE),
        mv.stances(claims.query("question == 'dog-seen'"), title=TITLE),
        mv.strips(claims.query("ago != ''"), corpus.documents, title=TITLE),
    )
    topics = dict.fromkeys(corpus.questions["topic"])
    lists = [*(mv.list_claims(corpus, topic) for topic in topics), mv.list_inferences(corpus)]
    return {
        "index.ipynb": notebook(md("# Lamps"), *map(shown, figures)),
        "all.ipynb": notebook(md("# All"), *map(shown, [*lists, mv.list_gaps(corpus)])),
    }


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """All files of a site of which every text is spoilt; a PNG is nothing but dots, and empty."""
    root = tmp_path_factory.mktemp("evil")
    desk = Desk(root)
    desk.put("events", "first-light", kind="promised")
    desk.put("claims", "lit-in-1921", modality="expected")
    desk.put("claims", "lit-in-may", modality="expected")
    assert desk.problems() == []
    columns = tainted(desk)
    assert columns >= {
        "actors.name",
        "claims.statement",
        "claims.printed",
        "claims.hedge",
        "documents.label",
        "events.label",
        "events.lane",
        "inferences.statement",
        "actors.description",
        "changes.text",
        "claims.note",
        "documents.note",
        "documents.outlet",
        "documents.title",
        "gaps.text",
        "inferences.assumption",
        "passages.reason",
        "passages.words",
        "questions.text",
        "questions.unit",
    }
    corpus = mv.load(desk.folder)
    write_notebooks(root / "notebooks", notebooks(corpus))
    inputs = read_inputs(desk.folder, root / "notebooks")
    books, problems = read_notebooks("notebooks", inputs.notebooks)
    assert not problems
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pictures, "png", lambda *_: b"")
        return assemble(inputs.tables.files, {"en": corpus}, books, BASE)


class Read(HTMLParser):
    """What a browser makes of a page: its elements with their attributes, and its texts."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.blocks: list[str] = []
        self.scripts: list[str] = []
        self._within = self.texts
        self.feed(page.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self.tags.append((tag, told))
        if tag == "script":
            self._within = self.blocks if told.get("type", "").endswith("json") else self.scripts

    def handle_endtag(self, tag: str) -> None:
        self._within = self.texts

    def handle_data(self, data: str) -> None:
        self._within.append(data)


def named(site: dict[str, bytes], end: str) -> dict[str, bytes]:
    found = {name: raw for name, raw in site.items() if name.endswith(end)}
    assert found
    return found


def test_no_page_has_an_element_or_a_link_that_a_cell_wrote(site: dict[str, bytes]) -> None:
    for name, raw in named(site, ".html").items():
        page = Read(raw)
        assert [script for script in page.scripts if "alert" in script] == [], name
        assert [tag for tag, _ in page.tags if tag == "b"] == [], name
        links = [link for _, told in page.tags for link in (told.get("href"), told.get("src"))]
        assert [link for link in links if link and link.startswith("javascript:")] == [], name
        assert [told for _, told in page.tags if any(key.startswith("on") for key in told)] == []
        assert b"<strong>y</strong>" not in raw, name


def test_pages_show_it_as_it_stands(site: dict[str, bytes]) -> None:
    for name in ("index.html", "all.html", "changes.html"):
        assert EVIL in "".join(Read(site[name]).texts), name
    alternatives = [told["aria-label"] for tag, told in Read(site["index.html"]).tags
                    if "aria-label" in told]  # fmt: skip
    assert any(EVIL in text for text in alternatives)


def test_data_blocks_and_files_of_data_hold_it_as_it_stands(site: dict[str, bytes]) -> None:
    blocks = [block for raw in named(site, ".html").values() for block in Read(raw).blocks]
    assert not [block for block in blocks if "<" in block]
    told = [json.dumps(json.loads(block), ensure_ascii=False) for block in blocks]
    assert any(json.dumps(EVIL)[1:-1] in text for text in told)
    for name, raw in named(site, ".json").items():
        if name.startswith("figures/"):
            assert json.loads(raw)["title"] == TITLE, name
    for name, raw in named(site, ".csv").items():
        rows = list(csv.reader(raw.decode("utf-8").splitlines()))
        assert len({len(row) for row in rows}) == 1, name


def test_drawings_and_the_feed_are_whole_and_hold_it_as_text(site: dict[str, bytes]) -> None:
    for name, raw in (named(site, ".svg") | named(site, ".xml")).items():
        root = ET.fromstring(raw)
        tags = {element.tag.rpartition("}")[2] for element in root.iter()}
        assert not tags & {"script", "b", "foreignObject"}, name
    feed = ET.fromstring(site["corrections.xml"])
    assert any(EVIL in text for text in feed.itertext())
