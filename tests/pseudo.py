"""A language that nobody speaks: a catalogue of every message, each changed by a function."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from babel.messages.pofile import read_po, write_po

from maliviz.language import TEMPLATE

CODE = "eo"
"""A language of which we have no catalogue, with plural forms as English has them."""


_PLACE = re.compile(r"(\{\w*\}|%\(\w+\)s)")


def bracketed(message: str) -> str:
    """Put the words of a message between marks that occur nowhere else, but not its places.

    >>> bracketed("{who} says it")
    '{who}⟦ says it⟧'
    """
    pieces = _PLACE.split(message)
    return "".join(f"⟦{one}⟧" if one and not _PLACE.match(one) else one for one in pieces)


def pseudo(folder: Path, code: str = CODE, change: Callable[[str], str] = bracketed) -> Path:
    """Write the catalogue of a language into a folder `locale` below one, and return that."""
    with TEMPLATE.open("rb") as file:
        catalog = read_po(file, locale=code.replace("-", "_"))
    for message in catalog:
        if isinstance(message.id, str):
            message.string = change(message.id) if message.id else message.string
        else:
            one, several = message.id
            forms = [one, *[several] * (catalog.num_plurals - 1)]
            message.string = tuple(map(change, forms))
    place = folder / "locale" / code.replace("-", "_") / "LC_MESSAGES" / "maliviz.po"
    place.parent.mkdir(parents=True)
    with place.open("wb") as file:
        write_po(file, catalog)
    return folder / "locale"
