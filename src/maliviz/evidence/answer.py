"""What a claim answers, read: a count as a count, a date as a date, a name among its list.

Claims are rows of text. Before two of them can be compared, each is read once by the kind of its
question; what is left over (who speaks, through whom) stays in the row, since it has no say in
whether two answers agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from maliviz.corpus import Corpus
from maliviz.corpus.record import Row
from maliviz.count import Count, parse_count
from maliviz.edtf import Ago, Edtf, parse, parse_ago

__all__ = ["Answer", "answers"]


@dataclass(frozen=True)
class Answer:
    """What one claim says to its question, read and ready to be compared.

    `words` is the answer for a reader; `names` holds every actor whom the same speaker names in
    the same text, so that a list is compared as a list.
    """

    question: str
    kind: str
    document: str
    words: str
    event: str = ""
    scope: str = ""
    hedge: str = ""
    value: str = ""
    count: Count | None = None
    when: Edtf | None = None
    ago: Ago | None = None
    relative: bool = False
    names: frozenset[str] = frozenset()
    persons: bool = False


def answers(corpus: Corpus) -> dict[str, Answer]:
    """Each claim, read and ready for `agreement`, under its id."""
    rows = corpus.claims.to_dict("records")
    actors = {actor["id"]: actor for actor in corpus.actors.to_dict("records")}
    lists: dict[tuple[str, ...], set[str]] = {}
    for row in rows:
        lists.setdefault(_voice(row), set()).add(row["value"])
    return {row["id"]: _answer(row, corpus, actors, frozenset(lists[_voice(row)])) for row in rows}


def _voice(row: Row) -> tuple[str, ...]:
    return tuple(row[name] for name in ("question", "scope", "document", "speaker", "via"))


def _answer(row: Row, corpus: Corpus, actors: Mapping[str, Row], names: frozenset[str]) -> Answer:
    kind, value = row["kind"], row["value"]
    named = names if kind == "name" else frozenset()
    count = parse_count(value, corpus.readings) if kind == "count" else None
    when = parse(row["when"]) if kind == "date" and row["when"] else None
    words = {
        "count": _with_unit(count, row["unit"]) if count else "",
        "yes-no": value,
        "date": _date(row, when),
        "name": actors[value]["name"] if value in actors else value,
        "text": f"“{value}”",
    }
    return Answer(
        question=row["question"],
        kind=kind,
        document=row["document"],
        words=words[kind],
        event=row["event"],
        scope=row["scope"],
        hedge=row["hedge"],
        value=value,
        count=count,
        when=when,
        ago=parse_ago(row["ago"]) if row["ago"] else None,
        relative=row["when_basis"] == "relative",
        names=named,
        persons=all(name in actors and actors[name]["kind"] == "person" for name in named),
    )


def _date(row: Row, when: Edtf | None) -> str:
    """The date as the text has it, and apart from that how it is read where part is inferred."""
    printed = f"“{row['value'] or row['printed']}”"
    if when is None:
        return printed
    return f"{printed}, read as {when.words()}" if when.inferred else when.words()


def _with_unit(count: Count, unit: str) -> str:
    return count.words() if count.word else f"{count.words()} {unit}"
