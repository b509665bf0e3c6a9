"""The closed vocabularies of the record in the language that is spoken: `denied`, `single text`.

A table has these words as its schema allows them, in English, and so do frames and downloads.
Readers see them by `label`.

>>> from maliviz.language import speaking
>>> with speaking("fr"):
...     label("modality", "denied"), label("verdict", "single text"), label("unit", "years")
('démenti', 'un seul texte', 'years')
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from maliviz.language import pgettext


def label(column: str, word: str) -> str:
    """Return a word of a column for a reader; one that is in no closed vocabulary stays as it is.

    >>> label("strength", "moderate"), label("outlet", "not given")
    ('moderate', 'not given')
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
    "verdict": lambda: {
        "agree": pgettext("verdict", "agree"),
        "compatible": pgettext("verdict", "compatible"),
        "conflict": pgettext("verdict", "conflict"),
        "not comparable": pgettext("verdict", "not comparable"),
        "single text": pgettext("verdict", "single text"),
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
        "person": pgettext("kind of actor", "person"),
        "group": pgettext("kind of actor", "group"),
        "body": pgettext("kind of actor", "body"),
        "outlet": pgettext("kind of actor", "outlet"),
        "unnamed": pgettext("kind of actor", "unnamed"),
        "count": pgettext("kind of answer", "count"),
        "yes-no": pgettext("kind of answer", "yes-no"),
        "date": pgettext("kind of answer", "date"),
        "name": pgettext("kind of answer", "name"),
        "text": pgettext("kind of answer", "text"),
    },
    "published_basis": lambda: {
        "printed": pgettext("basis of a date", "printed"),
        "inferred": pgettext("basis of a date", "inferred"),
        "not given": pgettext("basis of a date", "not given"),
    },
    "when_basis": lambda: {
        "printed": pgettext("basis of a date", "printed"),
        "inferred": pgettext("basis of a date", "inferred"),
        "relative": pgettext("basis of a date", "relative"),
        "none": pgettext("basis of a date", "none"),
    },
    "value": lambda: {
        "yes": pgettext("answer", "yes"),
        "no": pgettext("answer", "no"),
    },
    "disputed": lambda: {
        "yes": pgettext("answer", "yes"),
        "no": pgettext("answer", "no"),
    },
    "use": lambda: {
        "used": pgettext("use of a passage", "used"),
        "set aside": pgettext("use of a passage", "set aside"),
    },
    "outlet": lambda: {"not given": pgettext("outlet", "not given")},
}
