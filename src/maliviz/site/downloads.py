"""What can be downloaded, but for pictures: the tables, the data of each figure, its citation.

A claim is published with the place in the text that it stands on, and with how the texts agree
on its question, so that one file answers who says what, where; a comparison with the texts that do
not speak of it. The other tables stay as they are. No cell begins with what a spreadsheet would run
as a formula: `check` refuses it in words, and dates before the year 0, which begin with a minus,
are marked as text if they are no number.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from maliviz.corpus import Corpus
from maliviz.corpus.rows import Document
from maliviz.corpus.table import canonical
from maliviz.evidence.compare import comparisons
from maliviz.language import gettext as _
from maliviz.language import joined
from maliviz.site.figures import FigureOutput
from maliviz.site.model import PlacedFigure, Site

_FIRST = (
    *("id", "question", "event", "subject", "statement", "value", "when", "when_basis"),
    *("speaker", "via", "modality", "document", "start", "end", "agreement", "disputed_by"),
)
"""The columns with which the published claims begin."""
_ADDED = {
    "claims": (
        ("document", "string", "File name of the text."),
        ("start", "integer", "First character of the passage in the text, counted from 0."),
        ("end", "integer", "The character after the last one of the passage."),
        ("agreement", "string", "How the texts answer the question of the claim together."),
        ("disputed_by", "string", "Who says otherwise, of it or of what it rests on, if anybody."),
    ),
    "comparisons": (("silent", "string", "The texts without a claim on it, joined by spaces."),),
}
"""What published tables have besides: name, type and description of each column."""
_MAY_BE_EMPTY = ("disputed_by", "silent")
_DESCRIBED = ("name", "title", "subtitle", "alt", "source", "columns")
_FORMULA = tuple("=+-@\uff1d\uff0b\uff0d\uff20\t\r\n")
_NUMBER = re.compile(r"-?\d+")


def table_files(data: Mapping[str, bytes], corpus: Corpus) -> dict[str, bytes]:
    """Return the published tables by path, from the files of a data folder and their corpus."""
    package = json.loads(data["datapackage.json"])
    added = _added_cells(corpus)
    files = {}
    for resource in package["resources"]:
        fields = resource["schema"]["fields"] = _fields(resource)
        names = [field["name"] for field in fields]
        text = io.StringIO(data[resource["path"]].decode("utf-8"), newline="")
        more = added.get(resource["name"], {})
        rows = (row | more.get(row[names[0]], {}) for row in csv.DictReader(text, strict=True))
        inert = ({name: _inert(cell) for name, cell in row.items()} for row in rows)
        files["data/" + resource["path"]] = canonical(inert, names).encode("utf-8")
    return {**files, "data/datapackage.json": _json(package)}


def _added_cells(corpus: Corpus) -> dict[str, dict[str, dict[str, str]]]:
    """Return the cells of the columns that are added: by table, key of the row, and column."""
    assessments = {one.question: one for one in comparisons(corpus)}
    claims = {
        claim.id: {
            "document": claim.document_file,
            "start": str(claim.start),
            "end": str(claim.end),
            "agreement": assessments[claim.question].verdict,
            "disputed_by": "; ".join(claim.disputed_by),
        }
        for claim in corpus.record.claims
    }
    silent = {question: {"silent": " ".join(one.silent)} for question, one in assessments.items()}
    return {"claims": claims, "comparisons": silent}


def _fields(resource: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return what describes the columns of a published table, in their order."""
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    for name, kind, description in _ADDED.get(resource["name"], ()):
        required = {} if name in _MAY_BE_EMPTY else {"constraints": {"required": True}}
        fields[name] = {"name": name, "type": kind, "description": description} | required
    first = _FIRST if resource["name"] == "claims" else ()
    return [fields[name] for name in dict.fromkeys([*first, *fields])]


def figure_csv(figure: FigureOutput) -> bytes:
    """Write the rows of a figure as CSV (RFC 4180, UTF-8), each with the ids it rests on."""
    rows = [[*row.cells, " ".join(row.claims), " ".join(row.inferences)] for row in figure.rows]
    names = [harmless(name) for name in (*figure.columns, _("Claims"), _("Inferences"))]
    table = pd.DataFrame(rows, columns=names).map(harmless)
    return table.to_csv(index=False, lineterminator="\r\n").encode("utf-8")


def figure_json(placed: PlacedFigure, site: Site) -> bytes:
    """Write a figure's own description, without what only a drawing program reads."""
    figure = placed.figure
    return _json(
        {
            **{name: getattr(figure, name) for name in _DESCRIBED},
            "rows": [row.json() for row in figure.rows],
            "citation": citation(placed, site),
            "licence": site.edition.rights if site.edition else "",
        }
    )


def harmless(cell: str) -> str:
    """Keep a spreadsheet from running a cell: an apostrophe in front marks it as text.

    >>> harmless("=cmd()"), harmless(" @x"), harmless("10 = 10")
    ("'=cmd()", "' @x", '10 = 10')
    """
    return f"'{cell}" if cell.lstrip(" \u00a0").startswith(_FORMULA) else cell


def sources(placed: PlacedFigure, site: Site) -> tuple[Document, ...]:
    """Return the documents that a figure rests on, through to its last premise."""
    behind = {claim.document for claim in site.premises(placed.figure.anchors)[0]}
    return tuple(one for one in site.record.documents if one.id in behind)


def citation(placed: PlacedFigure, site: Site) -> str:
    """Write how to cite a figure: by whom, what, in what, which edition, and where if it is known.

    The day is that of the edition, so that the words are the same whenever they are made.
    """
    assert site.edition is not None
    words = {"figure": placed.figure.title, "report": site.title}
    authors = joined(site.edition.authors)
    parts = [
        _("{authors}: “{figure}”, in: {report}").format(authors=authors, **words)
        if authors
        else _("“{figure}”, in: {report}").format(**words),
        site.edition.words,
        site.edition.rights,
        f"{site.base}{placed.address}" if site.base else "",
    ]
    return ". ".join(filter(None, parts)) + ("" if site.base else ".")


def _inert(cell: str) -> str:
    return cell if _NUMBER.fullmatch(cell) else harmless(cell)


def _json(value: Mapping[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
