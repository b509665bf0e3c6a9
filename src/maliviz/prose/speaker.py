"""Who is named in a sentence: a speaker, by any of the names that the actor has, or a text.

A speaker who has no name is known by the head of the phrase that stands for one. That is what
comes before the first preposition, so that someone "near the minister" is not named by naming
the minister.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping

from maliviz.corpus.record import Record

__all__ = ["all_texts", "names", "speakers", "texts"]

_ARTICLE = re.compile(r"^(?:the|a|an|another|some)\s+", re.IGNORECASE)
_PREPOSITION = re.compile(r"\s+(?:near|close|of|in|from|to|for|on|at|by|with|who|not)\b|,")
_ALL_TEXTS = re.compile(
    r"\b(?:both|all(?:\s+\w+)?)\s+(?:of\s+)?(?:the\s+)?texts\b|\b(?:each|every)\s+text\b",
    re.IGNORECASE,
)
_NO_NAME = "not printed"


def speakers(ids: Iterable[str], actors: Mapping[str, Record]) -> tuple[str, ...]:
    """Return the words that name some actors: each form of the name, and its last word.

    >>> aide = {"name": "an aide near Gen Ba", "kind": "unnamed", "printed": "An aide"}
    >>> speakers(["aide"], {"aide": aide})
    ('aide near Gen Ba', 'aide')
    """
    found = [form for id in ids if id in actors for form in _forms(actors[id])]
    return tuple({_fold(form): form for form in reversed(found)}.values())[::-1]


def _forms(actor: Record) -> list[str]:
    printed = [form for form in actor["printed"].split(" | ") if form != _NO_NAME]
    # A text goes by its label, and one who is neither named nor printed by nothing.
    if actor["kind"] == "text" or (actor["kind"] == "unnamed" and not printed):
        return []
    forms = [_ARTICLE.sub("", form) for form in (actor["name"], *printed)]
    return [word for form in forms for word in (form, *_heads(form, actor["kind"]))]


def _heads(form: str, kind: str) -> list[str]:
    phrase = form if kind == "person" else _PREPOSITION.split(form)[0]
    return [part.split()[-1] for part in phrase.split(" and ") if part.split()]


def names(sentence: str, words: Iterable[str]) -> bool:
    """Whether a sentence has one of these names, in capitals or not, with accents or not.

    >>> names("So says GOÏTA’s aide.", ["Goita"])
    True
    """
    folded = _fold(sentence)
    return any(
        re.search(rf"(?<!\w){re.escape(_fold(word))}(?!\w)", folded) for word in words if word
    )


def texts(sentence: str, labels: Collection[str]) -> frozenset[str]:
    """Return the labels of the texts that a sentence names.

    >>> sorted(texts("Text A says so; texts B and C do not.", ["A", "B", "C", "D"]))
    ['A', 'B', 'C']
    """
    label = "|".join(re.escape(label) for label in sorted(labels, key=len, reverse=True))
    joint = r"(?:\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|nor)\s+)"
    rows = re.findall(rf"\b[Tt]exts?\s+((?:{label})\b(?:{joint}(?:{label})\b)*)", sentence)
    return frozenset(name for row in rows for name in re.findall(rf"\b(?:{label})\b", row))


def all_texts(sentence: str) -> bool:
    """Whether a sentence speaks of every text at once.

    >>> all_texts("Both texts say so."), all_texts("The texts differ.")
    (True, False)
    """
    return bool(_ALL_TEXTS.search(sentence))


def _fold(text: str) -> str:
    """The text without capitals, accents and curly quotes."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()
