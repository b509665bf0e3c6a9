"""Each page says in every language what it says in the first, and in no other language's words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from babel import Locale
from babel.messages.pofile import read_po

from maliviz.corpus.schema import read_package
from maliviz.corpus.table import read_table
from maliviz.language import FOLDER
from maliviz.site.notebooks import read_notebooks

PROJECT = Path(__file__).parents[2]
PACKAGE = read_package(PROJECT / "data")
SOURCE, *OTHERS = PACKAGE.languages
PAGES = sorted(path.stem for path in (PROJECT / "notebooks").glob("*.ipynb"))
BOTH = [(code, stem) for code in OTHERS for stem in [*PAGES, "changes", "404", "report"]]

_NUMBER = re.compile(r"\d+(?:[.,\u202f\u00a0 ]\d{3}(?!\d))*")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_PLACES = re.compile(r"(\S+\.)?(claim|inference|question|speaker|person|figure|use)-\S+")
# Ids and files have one name everywhere, and so have the authors.
_NAME = re.compile(r"#?[a-z0-9]+(?:-[a-z0-9]+)+|\w+\.\w+|The maliviz authors")
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”")
# What a text prints is quoted, in its language.
_SILENT = {"style", "script", "code", "pre", "q"}


@cache
def page(site: Path, code: str, stem: str) -> Element:
    folder = site if code == SOURCE else site / code
    return html5lib.parse((folder / f"{stem}.html").read_text("utf-8"), namespaceHTMLElements=False)


def places(tree: Element) -> list[str]:
    """The ids of claims, questions, figures, marks and sentences, in the order of the page.

    Whoever speaks stands in the order of the alphabet, in which names differ, and words in that
    of a sentence.
    """
    ids = [id for element in tree.iter() if _PLACES.fullmatch(id := element.get("id", ""))]
    free = [id for id in ids if id.startswith(("speaker-", "use-"))]
    return [*(id for id in ids if id not in free), *sorted(free)]


@pytest.mark.parametrize(("code", "stem"), BOTH)
def test_a_page_has_the_same_places_in_the_same_order(site: Path, code: str, stem: str) -> None:
    assert places(page(site, code, stem)) == places(page(site, SOURCE, stem))


@pytest.mark.parametrize(("code", "stem"), BOTH)
def test_each_word_has_the_same_signs(site: Path, code: str, stem: str) -> None:
    """A sign of one language stands for one of the other, wherever it is."""
    ours, theirs = (signs(page(site, one, stem)) for one in (code, SOURCE))
    assert len(ours) == len(theirs)
    pairs = set(zip(theirs, ours, strict=True))
    assert len(pairs) == len(set(theirs)) == len(set(ours))


def signs(tree: Element) -> list[str]:
    marked = (element.get("data-signs", "") for element in tree.iter("a"))
    return [signs for signs in marked if signs]


@pytest.mark.parametrize(("code", "stem"), BOTH)
def test_lists_and_tables_have_as_many_rows(site: Path, code: str, stem: str) -> None:
    ours, theirs = (Counter(rows(page(site, one, stem))) for one in (code, SOURCE))
    assert ours == theirs


def rows(tree: Element) -> Iterator[str]:
    main = tree.find(".//main")
    assert main is not None
    yield from (one.tag for one in main.iter() if one.tag in ("li", "tr", "figure", "dt"))


@pytest.mark.parametrize(("code", "stem"), BOTH)
def test_every_number_and_date_is_the_same(site: Path, code: str, stem: str) -> None:
    ours, theirs = (dict(numbers(page(site, one, stem), one)) for one in (code, SOURCE))
    assert ours.keys() == theirs.keys()
    differing = {place: (theirs[place], ours[place]) for place in ours
                 if ours[place] != theirs[place]}  # fmt: skip
    assert differing == {}


def numbers(tree: Element, code: str) -> Iterator[tuple[str, Counter[str]]]:
    """The numbers and months between two places of a page, by the first of them."""
    names = Locale.parse(code).months["format"]
    months = {
        names[form][n].rstrip("."): n for form in ("wide", "abbreviated") for n in range(1, 13)
    }
    found: dict[str, Counter[str]] = {"": Counter()}
    place = ""
    main = tree.find(".//main")
    assert main is not None
    for id, text in told(main, code):
        place, text = id or place, _QUOTED.sub(" ", text)
        own = found.setdefault(place, Counter())
        own.update(re.sub(r"\D", "", number) for number in _NUMBER.findall(text))
        own.update(f"month {months[word]}" for word in _WORD.findall(text) if word in months)
    yield from found.items()


def told(element: Element, code: str) -> Iterator[tuple[str, str]]:
    """The places and the words of a page in a language, but for what a text prints."""
    foreign = element.get("lang", code) != code
    if element.tag in _SILENT or foreign or element.get("hidden") is not None:
        return
    id = element.get("id", "")
    yield (id if _PLACES.fullmatch(id) else ""), element.text or ""
    for name in ("aria-label", "alt", "title", "data-heard", "placeholder"):
        yield "", element.get(name, "")
    for child in element:
        yield from told(child, code)
        yield "", child.tail or ""


@cache
def record(code: str) -> tuple[set[str], set[str]]:
    """The words of the first language in record, catalogue and prose, and those of another."""
    table = PACKAGE.table("translations")
    rows = [row.cells for row in read_table(PROJECT / "data", table).rows]
    rows = [row for row in rows if row["id"].endswith(f"/{code}")]
    with (FOLDER / code / "LC_MESSAGES" / "maliviz.po").open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    originals = [row["original"] for row in rows] + [_flat(message.id) for message in messages]
    translated = [row["text"] for row in rows] + [_flat(message.string) for message in messages]
    return words([*originals, *prose("")]), words([*translated, *prose(code)])


def _flat(forms: object) -> str:
    return " ".join(forms) if isinstance(forms, (tuple, list)) else str(forms)


def prose(code: str) -> Iterator[str]:
    folder = PROJECT / "notebooks" / code
    files = {path.name: path.read_bytes() for path in folder.glob("*.ipynb")}
    for notebook in read_notebooks("notebooks", files)[0]:
        yield from (re.sub(r"\]\([^)]*\)", "] ", cell.source) for cell in notebook.prose)


def words(texts: list[str]) -> set[str]:
    """The words of texts, but for what they quote: that stays as a text prints it."""
    return {word.lower() for text in texts for word in _WORD.findall(_QUOTED.sub(" ", text))}


@pytest.mark.parametrize(("code", "stem"), BOTH)
def test_no_word_of_the_first_language_is_left(site: Path, code: str, stem: str) -> None:
    theirs, ours = record(code)
    foreign = theirs - ours
    assert {"the", "says", "claimed", "of"} <= foreign
    shown = "\n".join(text for _, text in told(page(site, code, stem), code))
    assert sorted(words([_NAME.sub(" ", shown)]) & foreign) == []
