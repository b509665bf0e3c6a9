"""The closed vocabularies that readers see, in the language that is spoken: `denied`, `moderate`.

A table has these words as its schema allows them, in English, and so do frames and downloads.
Readers see them by `label`.

>>> from maliviz.language import speaking
>>> with speaking("fr"):
...     label("modality", "denied"), label("strength", "moderate"), label("unit", "years")
('démenti', 'moyenne', 'years')
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from maliviz.language import pgettext


def label(column: str, word: str) -> str:
    """Return a word of a column for a reader; one that is in no closed vocabulary stays as it is.

    >>> label("strength", "moderate"), label("unit", "years")
    ('moderate', 'years')
    """
    return _LABELS[column]().get(word, word) if column in _LABELS else word


_LABELS: Mapping[str, Callable[[], Mapping[str, str]]] = {
    "modality": lambda: {
        "asserted": pgettext("how it is said", "asserted"),
        "attributed": pgettext("how it is said", "attributed"),
        "alleged": pgettext("how it is said", "alleged"),
        "denied": pgettext("how it is said", "denied"),
        "expected": pgettext("how it is said", "expected"),
        "opinion": pgettext("how it is said", "opinion"),
    },
    "strength": lambda: {
        "certain": pgettext("strength of an inference", "certain"),
        "strong": pgettext("strength of an inference", "strong"),
        "moderate": pgettext("strength of an inference", "moderate"),
        "weak": pgettext("strength of an inference", "weak"),
    },
    "kind": lambda: {
        "happened": pgettext("kind of event", "happened"),
        "promised": pgettext("kind of event", "promised"),
        "expected": pgettext("kind of event", "expected"),
        "correction": pgettext("kind of change", "correction"),
        "addition": pgettext("kind of change", "addition"),
        "withdrawal": pgettext("kind of change", "withdrawal"),
    },
    "value": lambda: {
        "yes": pgettext("answer", "yes"),
        "no": pgettext("answer", "no"),
    },
}
