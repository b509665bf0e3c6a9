"""Who is named in a sentence: a speaker, by any of the names that the actor has, or a text.

A speaker who has no name is known by the head of the phrase in place of one. That is what
comes before the first preposition, so that someone "near the minister" is not named by naming
the minister.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from maliviz.corpus.rows import Actor
from maliviz.phrases import without_accents

__all__ = ["names_any", "names_every_text", "speaker_names", "texts"]

_ARTICLE = re.compile(r"^(?:the|a|an|another|some)\s+", re.IGNORECASE)
_PREPOSITION = re.compile(r"\s+(?:near|close|of|in|from|to|for|on|at|by|with|who|not)\b|,")
_EVERY_TEXT = re.compile(
    r"\b(?:both|all(?:\s+\w+)?)\s+(?:of\s+)?(?:the\s+)?texts\b|\b(?:each|every)\s+text\b"
    r"|\b(?:told|said)\s+by\s+both\b",
    re.IGNORECASE,
)


def speaker_names(ids: Iterable[str], actors: Mapping[str, Actor]) -> tuple[str, ...]:
    """Return the words that name some actors: each form of the name, and its last word.

    >>> aide = Actor("aide", "an aide near Gen Ba", "unnamed", ("An aide",), "")
    >>> speaker_names(["aide"], {"aide": aide})
    ('aide near Gen Ba', 'aide')
    """
    names: dict[str, str] = {}
    for id in ids:
        for form in _forms(actors[id]) if id in actors else ():
            names.setdefault(_folded(form), form)
    return tuple(names.values())


def _forms(actor: Actor) -> list[str]:
    # A text goes by its label, and one who is neither named nor printed by nothing.
    if actor.kind == "text" or (actor.kind == "unnamed" and not actor.printed):
        return []
    forms = [_ARTICLE.sub("", form) for form in (actor.name, *actor.printed)]
    return [word for form in forms for word in (form, *_heads(form, actor.kind))]


def _heads(form: str, kind: str) -> list[str]:
    phrase = form if kind == "person" else _PREPOSITION.split(form)[0]
    return [part.split()[-1] for part in phrase.split(" and ") if part.split()]


def names_any(sentence: str, names: Iterable[str]) -> bool:
    """Whether a sentence has one of these names, in capitals or not, with accents or not.

    >>> names_any("So says GOÏTA’s aide.", ["Goita"])
    True
    """
    folded = _folded(sentence)
    return any(re.search(rf"(?<!\w){re.escape(_folded(name))}(?!\w)", folded) for name in names)


def texts(sentence: str, labels: Collection[str]) -> frozenset[str]:
    """Return the labels of the texts that a sentence names.

    >>> sorted(texts("Text A says so; texts B and C do not.", ["A", "B", "C", "D"]))
    ['A', 'B', 'C']
    """
    label = "|".join(re.escape(label) for label in sorted(labels, key=len, reverse=True))
    joint = r"(?:\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|nor)\s+)"
    rows = re.findall(rf"\b[Tt]exts?\s+((?:{label})\b(?:{joint}(?:{label})\b)*)", sentence)
    return frozenset(name for row in rows for name in re.findall(rf"\b(?:{label})\b", row))


def names_every_text(sentence: str) -> bool:
    """Whether a sentence speaks of every text at once.

    >>> names_every_text("Both texts say so."), names_every_text("The texts differ.")
    (True, False)
    >>> names_every_text("Told by both: the soldiers rule."), names_every_text("So by both texts.")
    (True, True)
    """
    return bool(_EVERY_TEXT.search(sentence))


def _folded(text: str) -> str:
    """The text without capitals, accents and curly quotes."""
    return without_accents(text.replace("’", "'")).casefold()
