"""The tables as they are published: whole, and described.

A claim is published with the place in the text that it stands on, and with how the texts agree
on its question, so that one file answers who says what, where. The other tables stay as they
are. No cell begins with what a spreadsheet would run as a formula: `check` refuses it in words,
and dates before the year 0, which begin with a minus, are marked as text if they are no number.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from typing import Any

from maliviz.site.record import harmless

_FIRST = (
    *("id", "question", "event", "subject", "statement", "value", "when", "when_basis"),
    *("speaker", "via", "modality", "document", "start", "end", "agreement"),
)
_ADDED = [
    {
        "name": "document",
        "type": "string",
        "description": "File name of the text.",
        "constraints": {"required": True},
    },
    {
        "name": "start",
        "type": "integer",
        "description": "First character of the passage in the text, counted from 0.",
        "constraints": {"required": True},
    },
    {
        "name": "end",
        "type": "integer",
        "description": "The character after the last one of the passage.",
        "constraints": {"required": True},
    },
    {
        "name": "agreement",
        "type": "string",
        "description": "How the texts answer the question of the claim together.",
        "constraints": {"required": True},
    },
]

_NUMBER = re.compile(r"-?\d+")

Table = list[dict[str, str]]


def downloads(data: Mapping[str, bytes], agreement: Mapping[str, str]) -> dict[str, bytes]:
    """Return the published files by path, from those of a checked data folder.

    `agreement` gives the verdict of each question.
    """
    package = json.loads(data["datapackage.json"])
    tables = {r["name"]: _rows(data[r["path"]]) for r in package["resources"]}
    files = {}
    for resource in package["resources"]:
        if resource["name"] == "claims":
            tables["claims"] = _joined(tables, agreement)
            resource["schema"]["fields"] = _fields(resource["schema"]["fields"])
        names = [field["name"] for field in resource["schema"]["fields"]]
        files["data/" + resource["path"]] = _csv(names, tables[resource["name"]])
    described = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
    return {**files, "data/datapackage.json": described.encode("utf-8")}


def _rows(raw: bytes) -> Table:
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8"), newline=""), strict=True))


def _joined(tables: Mapping[str, Table], agreement: Mapping[str, str]) -> Table:
    passages = {row["id"]: row for row in tables["passages"]}
    files = {row["id"]: row["file"] for row in tables["documents"]}
    return [
        {
            **claim,
            "document": files[passages[claim["passage"]]["document"]],
            "start": passages[claim["passage"]]["start"],
            "end": passages[claim["passage"]]["end"],
            "agreement": agreement[claim["question"]],
        }
        for claim in tables["claims"]
    ]


def _fields(fields: list[dict[str, Any]]) -> list[dict[str, Any]]:
    every = {field["name"]: field for field in [*fields, *_ADDED]}
    return [every[name] for name in dict.fromkeys([*_FIRST, *every])]


def _inert(cell: str) -> str:
    return cell if _NUMBER.fullmatch(cell) else harmless(cell)


def _csv(names: list[str], rows: Table) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_inert(row[name]) for name in names] for row in rows)
    return text.getvalue().encode("utf-8")
