"""The data of one figure as files: for a spreadsheet, and for a program."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

_DESCRIBED = ("name", "title", "subtitle", "alt", "source", "columns", "rows")
_FORMULA = tuple("=+-@\uff1d\uff0b\uff0d\uff20\t\r\n")


def figure_csv(figure: Mapping[str, Any]) -> bytes:
    """Write the rows of a figure as CSV (RFC 4180, UTF-8), each with the ids it rests on.

    >>> row = {"cells": ["=1+1"], "claims": ["ten-boats"], "inferences": []}
    >>> figure_csv({"columns": ["Boats"], "rows": [row]}).decode().splitlines()
    ['Boats,Claims,Inferences', "'=1+1,ten-boats,"]
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(map(harmless, [*figure["columns"], "Claims", "Inferences"]))
    for row in figure["rows"]:
        ids = [" ".join(row[key]) for key in ("claims", "inferences")]
        writer.writerow(map(harmless, [*row["cells"], *ids]))
    return text.getvalue().encode("utf-8")


def harmless(cell: str) -> str:
    """Keep a spreadsheet from running a cell: an apostrophe in front marks it as text.

    >>> harmless("=cmd()"), harmless(" @x"), harmless("10 = 10")
    ("'=cmd()", "' @x", '10 = 10')
    """
    return f"'{cell}" if cell.lstrip(" \u00a0").startswith(_FORMULA) else cell


def figure_json(figure: Mapping[str, Any], **besides: str) -> bytes:
    """Write a figure's own description, without what only a drawing program reads."""
    described = {key: figure[key] for key in _DESCRIBED} | besides
    return (json.dumps(described, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
