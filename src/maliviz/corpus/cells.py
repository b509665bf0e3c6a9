"""Rules for a single cell, all of them taken from the schema of its column.

A blemish can be mended without asking anybody: a space too many, an accent that is stored as two
characters. It is told, and the mended text goes on to the other rules, so that one slip is told
once. A fault cannot be mended, and what depends on the cell passes it over.

>>> mended("café ".replace("é", "e\\u0301"))
('café', ['begins or ends with a space', 'is not in NFC: a letter is stored as two characters'])
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from maliviz.corpus.schema import Field
from maliviz.corpus.spreadsheet import Fault, garbled, spoilt, zeros_lost
from maliviz.edtf import EdtfError, parse
from maliviz.problem import listed, nearest

LONGEST = 10_000
SLUG = "^[a-z0-9]+(-[a-z0-9]+)*$"

# Controls, line and paragraph separators, a byte order mark, and what stands for lost characters.
_INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffd]")
_NAMES = {"\n": "a line break", "\t": "a tab", "\0": "a NUL character"}
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
# In both widths: some spreadsheets read the wide ones, too, as the start of a formula.
_FORMULA = tuple("=+-@\uff1d\uff0b\uff0d\uff20")


def mended(value: str) -> tuple[str, list[str]]:
    """Return the value without blemishes, and the blemishes."""
    trimmed = value.strip()
    composed = unicodedata.normalize("NFC", trimmed)
    blemishes = []
    if trimmed != value:
        blemishes.append("begins or ends with a space")
    if composed != trimmed:
        blemishes.append("is not in NFC: a letter is stored as two characters")
    return composed, blemishes


def faults(field: Field, value: str) -> Iterator[Fault]:
    """Yield the faults of a mended value; there is nothing to say after the first."""
    if not value:
        if field.required:
            yield "must not be empty", _meaning(field)
        return
    fault = next(_broken(field, value), None)
    known = garbled(value) or (_damage(field, value) if fault else spoilt(value, "any"))
    told = known or fault
    if told:
        yield told


def _damage(field: Field, value: str) -> Fault | None:
    """What a spreadsheet may have done to a cell that broke a rule."""
    if field.dated:
        return spoilt(value, "date")
    kind = "yes-no" if "yes" in field.allowed else "id" if field.pattern else "any"
    return spoilt(value, kind) or zeros_lost(value, field.regex)


def _broken(field: Field, value: str) -> Iterator[Fault]:
    yield from _unreadable(value)
    if field.type == "integer":
        if not _INTEGER.fullmatch(value):
            yield "is no whole number", "write digits, without spaces and leading zeros"
    elif field.dated:
        yield from _no_date(value)
    elif value.startswith(_FORMULA):
        rule = f'begins with "{value[0]}", which a spreadsheet takes for a formula'
        yield rule, "begin with another character, such as a quotation mark"
    if field.allowed and value not in field.allowed:
        yield f"is not one of {listed(field.allowed)}", nearest(value, field.allowed)
    if field.pattern and not field.regex.fullmatch(value):
        yield _mismatch(field, value)
    if field.list_of:
        yield from _no_list(value)


def _meaning(field: Field) -> str:
    return f"it says: {field.description}" if field.description else ""


def _unreadable(value: str) -> Iterator[Fault]:
    if len(value) > LONGEST:
        yield f"has {len(value):,} characters, and {LONGEST:,} are allowed", "shorten it"
    match = _INVISIBLE.search(value)
    if match:
        name = _NAMES.get(match[0], f"the invisible character U+{ord(match[0]):04X}")
        yield f"holds {name} at position {match.start()}", "a cell is one line of text"


@lru_cache(maxsize=10_000)
def _date_fault(text: str) -> Fault | None:
    try:
        parse(text)
    except EdtfError as error:
        return f"position {error.position}: {error.rule}", f'write for example "{error.example}"'
    return None


def _no_date(value: str) -> Iterator[Fault]:
    fault = _date_fault(value)
    if fault:
        yield fault


def _mismatch(field: Field, value: str) -> Fault:
    if field.pattern != SLUG:
        return f"does not match {field.pattern}", _meaning(field)
    plain = unicodedata.normalize("NFKD", value).encode("ascii", "ignore").decode().lower()
    slug = "-".join(re.findall("[a-z0-9]+", plain))
    hint = f'write for example "{slug}"' if slug else "write it in the letters a to z"
    return "is no slug: small letters a to z and digits, joined by single hyphens", hint


def _no_list(value: str) -> Iterator[Fault]:
    ids = value.split(" ")
    if "" in ids:
        yield "has two spaces in a row", "one space stands between two ids"
    for name in dict.fromkeys(ids):
        if ids.count(name) > 1:
            yield f'names "{name}" twice', "name it once"
