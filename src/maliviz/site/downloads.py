"""What can be downloaded, but for pictures: the tables, the data of each figure, its citation.

A claim is published with the place in the text that it stands on, and with how the texts agree
on its question, so that one file answers who says what, where; a comparison with the texts that do
not speak of it. The other tables stay as they are. No cell begins with what a spreadsheet would run
as a formula: `check` refuses it in words, and dates before the year 0, which begin with a minus,
are marked as text if they are no number.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from maliviz.corpus.table import canonical
from maliviz.language import gettext as _
from maliviz.language import joined
from maliviz.site.figures import FigureOutput
from maliviz.site.model import PlacedFigure, Site

_FIRST = (
    *("id", "question", "event", "subject", "statement", "value", "when", "when_basis"),
    *("speaker", "via", "modality", "document", "start", "end", "agreement", "disputed_by"),
)
_ADDED = [
    {"name": name, "type": kind, "description": description}
    | ({} if name == "disputed_by" else {"constraints": {"required": True}})
    for name, kind, description in (
        ("document", "string", "File name of the text."),
        ("start", "integer", "First character of the passage in the text, counted from 0."),
        ("end", "integer", "The character after the last one of the passage."),
        ("agreement", "string", "How the texts answer the question of the claim together."),
        ("disputed_by", "string", "Who says otherwise, of it or of what it rests on, if anybody."),
    )
]
_SILENT = {
    "name": "silent",
    "type": "string",
    "description": "The texts without a claim on it, joined by spaces.",
}
_FORMULA = tuple("=+-@\uff1d\uff0b\uff0d\uff20\t\r\n")
_NUMBER = re.compile(r"-?\d+")


class Source(NamedTuple):
    """A document that a figure rests on: its label, its headline, and the language of that."""

    label: str
    title: str
    lang: str = ""


def table_files(
    data: Mapping[str, bytes],
    verdicts: Mapping[str, str],
    silent: Mapping[str, str],
    disputes: Mapping[str, str],
) -> dict[str, bytes]:
    """Return the published tables by path, from the files of a checked data folder.

    `verdicts` has how the texts answer each question together, `silent` which of them do not
    answer it, `disputes` who says otherwise than each claim.
    """
    package = json.loads(data["datapackage.json"])
    tables = {r["name"]: _table(data[r["path"]]) for r in package["resources"]}
    tables["claims"] = _joined(tables, verdicts, disputes)
    compared = tables["comparisons"]
    tables["comparisons"] = compared.assign(silent=compared["question"].map(silent))
    files = {}
    for resource in package["resources"]:
        if resource["name"] == "claims":
            resource["schema"]["fields"] = _fields(resource["schema"]["fields"])
        if resource["name"] == "comparisons":
            resource["schema"]["fields"].append(_SILENT)
        names = [field["name"] for field in resource["schema"]["fields"]]
        table = tables[resource["name"]][names].map(_inert)
        rows = (dict(zip(names, cells, strict=True)) for cells in table.to_numpy())
        files["data/" + resource["path"]] = canonical(rows, names).encode("utf-8")
    return {**files, "data/datapackage.json": _json(package)}


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
            "name": figure.name,
            "title": figure.title,
            "subtitle": figure.subtitle,
            "alt": figure.alt,
            "source": figure.source,
            "columns": figure.columns,
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


def sources(placed: PlacedFigure, site: Site) -> tuple[Source, ...]:
    """Return the documents that a figure rests on, through to its last premise."""
    behind = {claim.document for claim in site.premises(placed.figure.anchors)[0]}
    documents = [one for one in site.record.documents if one.id in behind]
    return tuple(Source(one.called, one.title, one.lang) for one in documents)


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


def _table(raw: bytes) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(raw), dtype=str, keep_default_na=False)


def _joined(
    tables: Mapping[str, pd.DataFrame], verdicts: Mapping[str, str], disputes: Mapping[str, str]
) -> pd.DataFrame:
    claims, files = tables["claims"], tables["documents"].set_index("id")["file"]
    place = tables["passages"].set_index("id").loc[claims["passage"]].reset_index()
    return claims.assign(
        document=place["document"].map(files),
        start=place["start"],
        end=place["end"],
        agreement=claims["question"].map(verdicts),
        disputed_by=claims["id"].map(disputes),
    )


def _fields(fields: list[dict[str, Any]]) -> list[dict[str, Any]]:
    by_name = {field["name"]: field for field in [*fields, *_ADDED]}
    return [by_name[name] for name in dict.fromkeys([*_FIRST, *by_name])]


def _inert(cell: str) -> str:
    return cell if _NUMBER.fullmatch(cell) else harmless(cell)


def _json(value: Mapping[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
