"""Corpora of any size, made by rule: four texts on an island that tells ten claims a day.

Day by day the same ten claims stand in other texts: a count in three forms, a yes and a no, a
date with its year and one without, a name, a few words, and a day counted from an unprinted one.
So every kind of question, an inference of each sort and most verdicts occur at every size, and
one that is ten times as large has ten times as much of everything but texts. Each 250 days have
topics of their own, so that no page of a report on them grows without end.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from made import write_data

Rows = list[dict[str, str]]

TEXTS = "abcd"
A_DAY = 10
A_PART = 250
_ROOM = 100


@contextmanager
def made_large(claims: int) -> Iterator[Path]:
    """Give the folder of a corpus with so many claims, as long as it is needed."""
    root = Path(tempfile.mkdtemp(prefix="maliviz-large-"))
    try:
        write_large(root / "data", claims)
        yield root / "data"
    finally:
        shutil.rmtree(root)


def write_large(folder: Path, claims: int) -> None:
    """Write the tables of a corpus with so many claims; ten of them make a day."""
    days = [_day(number) for number in range(claims // A_DAY)]
    tables: dict[str, Rows] = {
        "documents": [_document(text) for text in TEXTS],
        "actors": [_actor(f"text-{text}", f"text {text.upper()}", "text") for text in TEXTS],
        "gaps": [],
        "changes": [],
    }
    for day in days:
        for name, rows in day.items():
            tables.setdefault(name, []).extend(rows)
    for name, rows in tables.items():
        rows.sort(key=lambda row: row["question" if name == "comparisons" else "id"])
    write_data(folder, **tables)


def _document(text: str) -> dict[str, str]:
    """A text so long that there is room for a million days in it."""
    return {
        **{"id": text, "label": text.upper(), "file": f"{text}.txt", "title": f"Paper {text}"},
        **{"outlet": "not given", "language": "en", "published_basis": "not given"},
        **{"sha256": sha256(text.encode()).hexdigest(), "characters": str(10**6 * A_DAY * _ROOM)},
    }


def _actor(name: str, words: str, kind: str) -> dict[str, str]:
    return {"id": name, "name": words, "kind": kind, "printed": words}


def _day(number: int) -> dict[str, Rows]:
    """All rows of one day; which text tells what goes round with the days."""
    day, year = f"day-{number}", str(1500 + number % 500)
    one, two, three, four = (TEXTS[(number + turn) % len(TEXTS)] for turn in range(len(TEXTS)))
    asked = {
        kind: {"id": f"{kind}-{number}", "order": str(number * A_DAY + place)}
        | {"topic": f"{topic}-{number // A_PART}"}
        | {"text": f"What of {kind} on day {number}?", "about": f"keeper-{number}"}
        | {"kind": kind if kind != "ago" else "date", "unit": "boats" if kind == "count" else ""}
        for place, (kind, topic) in enumerate(_TOPICS.items())
    }
    dated = {"event": day, "printed": f"in {year}"}
    told = [
        _claim(number, 0, one, "count", value=">=20", printed="at least 20"),
        _claim(number, 1, two, "count", value="~50", printed="some 50", hedge="some"),
        _claim(number, 2, three, "count", value="dozens", printed="dozens"),
        _claim(number, 3, one, "yes-no", value="yes", printed="they left"),
        _claim(number, 4, two, "yes-no", value="no", printed="nobody left", modality="denied"),
        _claim(number, 5, three, "date", **dated, when=year, when_basis="printed"),
        _claim(number, 6, four, "date", event=day, printed="in May", when=f"{year}?-05")
        | {"when_basis": "inferred", "when_inference": f"year-{number}"},
        _claim(number, 7, four, "name", value=f"keeper-{number}", printed=f"Keeper {number}"),
        _claim(number, 8, one, "text", value="rain", printed="rain all day"),
        _claim(number, 9, two, "ago", value="three days ago", printed="three days ago")
        | {"when_basis": "relative", "ago": "P3D"},
    ]
    found: list[tuple[str, str, str]] = [
        ("count", "compatible", "no"),
        ("yes-no", "conflict", "yes"),
        ("date", "compatible", "no"),
        ("name", "single text", "no"),
        ("text", "single text", "no"),
        ("ago", "single text", "no"),
    ]
    dates = f"date-{number}-5 date-{number}-6"
    return {
        "actors": [_actor(f"keeper-{number}", f"Keeper {number}", "person")],
        "questions": list(asked.values()),
        "events": [
            {"id": day, "label": f"The light of day {number}", "kind": _KINDS[number % 3]}
            | {"lane": f"Lane {number % 8}", "order": str(number)}
        ],
        "passages": [_passage(claim, number) for claim in told],
        "claims": told,
        "inferences": [
            _inferred(f"year-{number}", f"date-{number}-5") | {"when": f"{year}?-05"},
            _inferred(f"span-{number}", dates) | {"derive": "distance"},
        ],
        "comparisons": [
            {"question": f"{kind}-{number}", "verdict": verdict, "disputed": disputed}
            for kind, verdict, disputed in found
        ],
    }


_TOPICS = {"count": "a", "yes-no": "a", "date": "b", "name": "b", "text": "c", "ago": "c"}
_KINDS = ("happened", "promised", "expected")


def _claim(number: int, place: int, text: str, kind: str, **cells: str) -> dict[str, str]:
    return {
        **{"id": f"{kind}-{number}-{place}", "question": f"{kind}-{number}"},
        **{"subject": f"keeper-{number}", "statement": f"Of day {number}, number {place}."},
        **{"when_basis": "none", "speaker": f"text-{text}", "via": f"text-{text}"},
        **{"modality": "asserted", "passage": f"{text}-{number}-{place}"},
        **cells,
    }


def _passage(claim: dict[str, str], number: int) -> dict[str, str]:
    name = claim["passage"]
    start = (number * A_DAY + int(name.rpartition("-")[2])) * _ROOM
    return {
        **{"id": name, "document": name[0], "start": str(start), "end": str(start + _ROOM // 2)},
        **{"sha256": sha256(name.encode()).hexdigest(), "words": claim["printed"], "use": "used"},
    }


def _inferred(name: str, premises: str) -> dict[str, str]:
    return {
        **{"id": name, "statement": f"It follows: {name}.", "premises": premises},
        **{"assumption": "Both tell of one day.", "strength": "strong"},
    }
