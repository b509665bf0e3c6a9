"""A small made-up report, written by code: a lighthouse, two texts, three notebooks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from nbformat import from_dict
from nbformat.v4.rwbase import rejoin_lines

from maliviz.charts.figure import FIGURE, VIEWS
from maliviz.corpus.review import fingerprint
from maliviz.corpus.table import canonical
from maliviz.site.build import build, check
from maliviz.site.inputs import Inputs, read_inputs
from maliviz.site.notebooks import Notebook, stored_bytes

SCHEMA = Path(__file__).parents[1] / "data" / "datapackage.json"

TEXTS = {"a": "The lighthouse was lit in 1921. 10 boats saw it.", "b": "About 12 boats came."}

ROWS: dict[str, list[dict[str, str]]] = {
    "documents": [
        {"id": name, "label": name.upper(), "file": f"{name}.txt", "outlet": "x", "language": "en"}
        | {
            "title": " ".join(text.split()[:2]),
            "published_basis": "not given",
            "characters": str(len(text)),
        }
        | {"sha256": sha256(text.encode()).hexdigest()}
        for name, text in TEXTS.items()
    ],
    "actors": [
        {"id": "boats", "name": "the boats", "kind": "group", "printed": "boats"},
        {"id": "lighthouse", "name": "the lighthouse", "kind": "body", "printed": "lighthouse"},
        {"id": "text-a", "name": "text A", "kind": "text", "printed": "not printed"},
        {"id": "text-b", "name": "text B", "kind": "text", "printed": "not printed"},
    ],
    "events": [
        {"id": "lighting", "label": "Lit", "kind": "happened", "lane": "Lights", "order": "1"}
    ],
    "questions": [
        {"id": "how-many-boats", "order": "2", "topic": "boats", "text": "How many boats?"}
        | {"kind": "count", "unit": "boats", "about": "boats"},
        {"id": "when-lit", "order": "1", "topic": "lights", "text": "When was it lit?"}
        | {"kind": "date", "about": "lighthouse"},
    ],
    "passages": [],
    "claims": [],
    "inferences": [],
    "comparisons": [
        {"question": "how-many-boats", "verdict": "compatible", "disputed": "no"},
        {"question": "when-lit", "verdict": "single text", "disputed": "no"},
    ],
    "gaps": [],
    "changes": [
        {"id": "first", "edition": "0.1.0", "date": "1999-12-31", "kind": "addition"}
        | {"text": "The first edition."},
        {"id": "fewer-boats", "edition": "0.1.1", "date": "2000-01-02", "kind": "correction"}
        | {"claim": "ten-boats", "text": "Ten boats; eleven stood there <before> & after."},
    ],
}


def passage(name: str, document: str, words: str) -> dict[str, str]:
    """A row for the place in a text at which some words stand."""
    start = TEXTS[document].index(words)
    return {
        **{"id": name, "document": document, "words": words, "use": "used"},
        **{"start": str(start), "end": str(start + len(words))},
        "sha256": sha256(words.encode()).hexdigest(),
    }


def claim(name: str, question: str, place: str, **cells: str) -> dict[str, str]:
    """A row for what a text says itself."""
    speaker = {"speaker": f"text-{place[0]}", "via": f"text-{place[0]}", "modality": "asserted"}
    return {"id": name, "question": question, "passage": place, "when_basis": "none"} | (
        speaker | cells
    )


PASSAGES = [
    passage("a-1", "a", "The lighthouse was lit in 1921."),
    passage("a-2", "a", "10 boats saw it."),
    passage("b-1", "b", "About 12 boats came."),
]
CLAIMS = [
    claim("about-twelve-boats", "how-many-boats", "b-1", subject="boats", value="~12")
    | {"statement": "About twelve boats were there.", "printed": "About 12", "hedge": "About"},
    claim("lit-in-1921", "when-lit", "a-1", subject="lighthouse", when="1921", event="lighting")
    | {"statement": "The lighthouse was lit.", "printed": "in 1921", "when_basis": "printed"},
    claim("ten-boats", "how-many-boats", "a-2", subject="boats", value="10")
    | {"statement": "Ten boats were there.", "printed": "10 boats"},
]


def write_data(folder: Path, **changed: list[dict[str, str]]) -> None:
    """Write the tables of the made-up corpus, with some tables exchanged."""
    folder.mkdir(parents=True)
    package = json.loads(SCHEMA.read_text("utf-8")) | {"version": "0.1.0", "languages": ["en"]}
    (folder / "datapackage.json").write_text(json.dumps(package, ensure_ascii=False), "utf-8")
    tables = ROWS | {"passages": PASSAGES, "claims": CLAIMS, "translations": []} | changed
    hashes = {row["id"]: row["sha256"] for row in tables["passages"]}
    tables["reviews"] = []
    for resource in package["resources"]:
        fields = [field["name"] for field in resource["schema"]["fields"]]
        rows = [{name: row.get(name, "") for name in fields} for row in tables[resource["name"]]]
        name, key = resource["name"], resource["schema"]["primaryKey"]
        tables["reviews"] += [
            {"id": f"{name}/{row[key]}"}
            | {"review": fingerprint(name, row, hashes.get(row.get("passage", ""), ""))}
            for row in rows
            if name != "reviews"
        ]
        (folder / resource["path"]).write_text(canonical(rows, fields), encoding="utf-8")


def drawing(name: str, width: str, claims: tuple[str, ...]) -> str:
    """A drawing as figures make it: a titled group, with a named link for each mark."""
    prefix = f"{name}-printed-{width}"
    marks = "".join(
        f'<a href="#claim-{c}" aria-label="{c}"><rect width="9" height="9" class="f-ink"/></a>'
        for c in claims
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 99 99" role="group" '
        f'aria-labelledby="{prefix}-title"><title id="{prefix}-title">Boats</title>{marks}</svg>'
    )


def figure(
    name: str = "boats", claims: tuple[str, ...] = ("ten-boats",), drawn: tuple[str, ...] = ()
) -> dict[str, Any]:
    """What a figure shows, as a Jupyter bundle; it draws the claims of its row if none is named."""
    return {
        FIGURE: {
            **{"name": name, "title": "Ten boats or more", "subtitle": "Boats, by text"},
            **{"alt": "A bar for each text.", "source": "Source: texts A & B", "spec": None},
            "columns": ["Text", "Boats"],
            "rows": [{"cells": ["A", "<10>"], "claims": list(claims), "inferences": []}],
        },
        VIEWS: {
            "views": [
                {"name": "printed", "label": "As printed"}
                | {width: drawing(name, width, drawn or claims) for width in ("wide", "narrow")}
            ]
        },
        "text/html": "<figure>not for the page</figure>",
        "text/plain": "Ten boats or more",
    }


def sentences(body: str, name: str = "boats") -> dict[str, Any]:
    """What a figure shows that has this body instead of drawings."""
    bundle = {key: value for key, value in figure(name).items() if key != VIEWS}
    return bundle | {FIGURE: bundle[FIGURE] | {"body": body}}


def md(source: str) -> dict[str, Any]:
    """A Markdown cell."""
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def code(source: str, *bundles: Mapping[str, Any]) -> dict[str, Any]:
    """A code cell that displays some bundles, which are stored as its outputs."""
    outputs = [{"output_type": "display_data", "metadata": {}, "data": data} for data in bundles]
    return {"cell_type": "code", "metadata": {}, "source": source, "outputs": outputs}


def show(bundle: Mapping[str, Any]) -> dict[str, Any]:
    """A code cell that shows just this bundle when it is run."""
    return code(f"from IPython.display import display\ndisplay({bundle!r}, raw=True)", bundle)


def html(text: str) -> dict[str, str]:
    """A bundle of HTML."""
    return {"text/html": text, "text/plain": "text"}


def notebook(*cells: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """A notebook of some cells, each code cell run in order."""
    count = 0
    for number, cell in enumerate(cells):
        cell.setdefault("id", f"cell-{number}")
        if cell["cell_type"] == "code":
            count += 1
            cell.setdefault("execution_count", count)
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    return {
        "cells": list(cells),
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    } | changed


EVIDENCE = html(
    "<ul>"
    + "".join(
        f'<li id="claim-{row["id"]}"><p>{row["statement"]}</p><p class="uses"></p></li>'
        for row in CLAIMS
    )
    + "</ul>"
)


def notebooks() -> dict[str, dict[str, Any]]:
    """The three notebooks of the made-up report, by name."""
    return {
        "index.ipynb": notebook(
            md("# Lights over the bay\n\nWhat the *texts* say of it."),
            md(
                "## The story\n\n"
                "See [the boats](boats.ipynb), [ten](all.ipynb#claim-ten-boats) or more."
            ),
        ),
        "boats.ipynb": notebook(md("# How many boats came\n\nThe texts differ."), show(figure())),
        "all.ipynb": notebook(md("# All that is claimed"), show(EVIDENCE)),
    }


def write_notebooks(folder: Path, books: Mapping[str, Any]) -> None:
    """Write notebooks beside the tables, as if their outputs had just been refreshed."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in books:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).touch()
    inputs = read_inputs(folder.parent / "data", folder)
    for name, book in books.items():
        stored = Notebook(f"{folder.name}/{name}", rejoin_lines(from_dict(book)))
        (folder / name).write_bytes(stored_bytes(stored, inputs))


class Project:
    """A made-up project in a folder of its own."""

    def __init__(self, root: Path) -> None:
        self.root, self.said = root, list[str]()
        self.data, self.notebooks, self.output = root / "data", root / "notebooks", root / "build"
        write_data(self.data)
        write_notebooks(self.notebooks, notebooks())

    def write(self, name: str, *cells: dict[str, Any]) -> None:
        """Write one notebook."""
        write_notebooks(self.notebooks, {name: notebook(*cells)})

    def write_stale(self, name: str, *cells: dict[str, Any]) -> None:
        """Write one notebook that was never run."""
        text = json.dumps(notebook(*cells))
        (self.notebooks / name).write_text(text, encoding="utf-8")

    def inputs(self) -> Inputs:
        """Read all that the site is made of."""
        return read_inputs(self.data, self.notebooks)

    def build(self) -> Path:
        """Build the site."""
        return build(self.inputs(), self.output, self.said.append)

    def check(self) -> int:
        """Check all of it; return the number of notebooks."""
        return check(self.inputs(), self.said.append)

    def refresh(self, *, every: bool = False) -> list[str]:
        """Bring the notebooks up to date; return the names of those that changed."""
        from maliviz.site.refresh import refresh

        before = self.inputs()
        now = refresh(before, self.said.append, every=every).notebooks
        return [name for name, raw in now.items() if raw != before.notebooks[name]]

    def site(self) -> dict[str, bytes]:
        """Every file of the site."""
        return files(self.output)

    def stray(self) -> list[str]:
        """Names in the project that no build should leave."""
        ours = {"data", "notebooks", "build"}
        return sorted(path.name for path in self.root.iterdir() if path.name not in ours)


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path in it."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
