"""Rules for a single cell, all of them taken from the schema of its column.

Some slips have one right spelling and are mended without asking anybody: a space too many, an
accent that is stored as two characters. They are reported, and the normal form goes on to the
other rules, so that one slip is told once. Every other broken rule makes the cell invalid, and
what depends on the cell passes it over.

>>> normalized("café ".replace("é", "e\\u0301"))
('café', ['leading or trailing space', 'not in NFC: a letter is stored as two characters'])
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from maliviz.corpus.schema import Field
from maliviz.corpus.spreadsheet import Violation, garbled, spreadsheet_damage, zeros_lost
from maliviz.corpus.table import Row
from maliviz.edtf import EdtfError, parse
from maliviz.phrases import quoted_series, without_accents
from maliviz.problem import Problem, nearest

LONGEST = 10_000
SLUG = "^[a-z0-9]+(-[a-z0-9]+)*$"

# Controls, separators of lines, what stands for lost characters, and what shows nothing or turns
# the direction of writing; not the two joiners, which are letters in some scripts.
_INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffd]"
)
_NAMES = {"\n": "a line break", "\t": "a tab", "\0": "a NUL character"}
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
# In both widths: some spreadsheets read the wide ones, too, as the start of a formula.
_FORMULA = tuple("=+-@\uff1d\uff0b\uff0d\uff20")
# "20,000", "20 000" and "20.000" are one number each.
_SEPARATOR = re.compile(r"(?<=\d)[,.'’\u00a0\u202f ](?=\d{3}(?!\d))")
_LONGEST_NUMBER = 18


def normalize_cell(row: Row, field: Field) -> Iterator[Problem]:
    """Put a cell into its normal form; yield what was not normal."""
    value, slips = normalized(row[field.name])
    for slip in slips:
        yield row.slip(field.name, slip)
    row.cells[field.name] = value


def check_cell(row: Row, field: Field) -> Iterator[Problem]:
    """Yield the first rule that a cell in normal form breaks."""
    if violation := check_value(field, row[field.name]):
        yield row.problem(field.name, *violation)


def normalized(value: str) -> tuple[str, list[str]]:
    """Return the normal form of a value, and in what the value differs from it."""
    trimmed = value.strip()
    composed = unicodedata.normalize("NFC", trimmed)
    slips = []
    if trimmed != value:
        slips.append("leading or trailing space")
    if composed != trimmed:
        slips.append("not in NFC: a letter is stored as two characters")
    return composed, slips


def check_value(field: Field, value: str) -> Violation | None:
    """Return the first rule that a value in normal form breaks, and a hint; None if it is valid.

    A value that a spreadsheet has changed says so, in place of the rule that it breaks.
    """
    if not value:
        return ("must not be empty", _meaning(field)) if field.required else None
    violation = next(_violations(field, value), None)
    damage = _damage(field, value) if violation else spreadsheet_damage(value)
    return garbled(value) or damage or violation


def _damage(field: Field, value: str) -> Violation | None:
    """What a spreadsheet may have done to a cell that broke a rule."""
    if field.dated:
        return spreadsheet_damage(value, "date")
    kind = "yes-no" if "yes" in field.allowed else "id" if field.pattern else ""
    return spreadsheet_damage(value, kind) or zeros_lost(value, field.regex)


def _violations(field: Field, value: str) -> Iterator[Violation]:
    yield from _invisible(value)
    if field.type == "integer":
        if not _INTEGER.fullmatch(value):
            yield "not a whole number", "write digits, without spaces and leading zeros"
    elif field.dated:
        if violation := _date_violation(value):
            yield violation
    elif value.startswith(_FORMULA):
        rule = f'begins with "{value[0]}", which a spreadsheet takes for a formula'
        yield rule, "begin with another character, such as a quotation mark"
    if field.allowed and value not in field.allowed:
        yield f"not one of {quoted_series(field.allowed)}", nearest(value, field.allowed)
    if field.pattern and not field.regex.fullmatch(value):
        yield _mismatch(field, value)
    if field.list_of:
        yield from _list_violations(value)


def _meaning(field: Field) -> str:
    return f"meaning: {field.description}" if field.description else ""


def _invisible(value: str) -> Iterator[Violation]:
    if len(value) > LONGEST:
        yield f"has {len(value):,} characters, and {LONGEST:,} are allowed", "shorten it"
    if match := _INVISIBLE.search(value):
        code = f"U+{ord(match[0]):04X} {unicodedata.name(match[0], '').lower()}".rstrip()
        name = _NAMES.get(match[0], f"the invisible character {code}")
        hint = "a cell is one line of text" if match[0] in _NAMES else "take it out"
        yield f"contains {name} at position {match.start()}", hint


@lru_cache(maxsize=10_000)
def _date_violation(text: str) -> Violation | None:
    try:
        parse(text)
    except EdtfError as error:
        return f"position {error.position}: {error.rule}", f'write for example "{error.example}"'
    return None


def _mismatch(field: Field, value: str) -> Violation:
    if field.pattern != SLUG:
        return f"does not match {field.pattern}", _meaning(field)
    plain = unicodedata.normalize("NFKD", value).encode("ascii", "ignore").decode().lower()
    slug = "-".join(re.findall("[a-z0-9]+", plain))
    hint = f'write for example "{slug}"' if slug else "write it in the letters a to z"
    return "not a slug: small letters a to z and digits, joined by single hyphens", hint


def _list_violations(value: str) -> Iterator[Violation]:
    ids = value.split(" ")
    if "" in ids:
        yield "two spaces in a row", "one space stands between two ids"
    for name in dict.fromkeys(ids):
        if ids.count(name) > 1:
            yield f'duplicate id "{name}"', "name it once"


def numbers(words: str, language: str = "") -> frozenset[int]:
    """Return the whole numbers that are printed in some words, in the digits of any script.

    Numbers from 0 to 100 in words are read too, in the languages that `NUMBER_WORDS` has.

    >>> sorted(numbers("between 20 and 1,500 people"))
    [20, 1500]
    >>> sorted(numbers("vingt et un morts, deux cents blessés", "fr-ML"))
    [21]
    """
    digits: list[str] = re.findall(r"\d+", _SEPARATOR.sub("", words))
    pattern, known = _number_words(primary(language))
    runs = set(pattern.findall(_plain(words)))
    for one, _, more in [run.partition(" ") for run in runs]:
        # "Une vingtaine" is twenty: one of them.
        runs |= {more} if known.get(one) == 1 else set()
    return frozenset(int(number) for number in digits if len(number) <= _LONGEST_NUMBER).union(
        known[run] for run in runs if run in known
    )


def primary(language: str) -> str:
    """Return a language without its country or script: `fr` for `fr-ML`."""
    return language.partition("-")[0].casefold()


NUMBER_WORDS: dict[str, dict[str, str]] = json.loads(
    Path(__file__).with_name("number_words.json").read_text(encoding="utf-8")
)
"""By language: the words for 0 to 100, other spellings after a slash; and those for more."""


@cache
def _number_words(language: str) -> tuple[re.Pattern[str], dict[str, int]]:
    """What finds runs of number words in plain words, and the numbers of those that are known.

    A run such as "two hundred" is none of the numbers in it, and is not read.
    """
    table = NUMBER_WORDS.get(language, {"words": "", "beyond": ""})
    spelled = enumerate(table["words"].split())
    known = {_plain(one): number for number, every in spelled for one in every.split("/")}
    every = sorted({*known, *map(_plain, table["beyond"].split())}, key=len, reverse=True)
    word = "|".join(map(re.escape, every)) or r"(?!)"
    return re.compile(rf"(?<!\w)(?:{word})(?: (?:{word}))*(?!\w)"), known


def _plain(words: str) -> str:
    """Words without accents and capitals, and with a space in place of a hyphen."""
    return " ".join(re.sub(r"[-\u2010\u2011]", " ", without_accents(words).casefold()).split())


def has_word(words: str, word: str) -> bool:
    """Whether a word stands in some words as a whole one, in capitals or not.

    >>> has_word("a five-year term", "five"), has_word("fivefold", "five")
    (True, False)
    """
    pattern = rf"(?<!\w){re.escape(word.casefold())}(?!\w)"
    return re.search(pattern, words.casefold()) is not None
