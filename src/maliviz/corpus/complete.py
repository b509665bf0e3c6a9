"""Fill in the cells of a new claim that follow from others.

Seven cells of a claim are for a person to write. The others are mostly what they are elsewhere:

    event        that of the other claims on the question, if they share one
    subject      that of the others, or else whom the question is about
    when_basis   printed; inferred where `?` marks a part; relative where it counts back; or none
    speaker      the text itself
    via          direct where the text speaks itself, and the text for others
    modality     that of the others who speak so; else asserted by a text, attributed to others

What a person wrote stays, and a row that was confirmed is left as it is: whoever wants a cell
empty that was filled in, empties it then. A passage is used where a claim rests on it, and set
aside where there is a reason instead.

What is filled in is told as other slips are that have one right spelling: `fmt` and `confirm`
write it into the row, so that the table always holds the whole truth.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from maliviz.corpus.rules import Draft, is_marked
from maliviz.corpus.table import Row
from maliviz.problem import Problem

_WRITTEN = ("question", "statement", "printed", "passage")


def complete(draft: Draft) -> Iterator[Problem]:
    """Fill in what follows; yield for each row what that is."""
    claims = draft.tables["claims"]
    answers: dict[str, list[Row]] = defaultdict(list)
    for claim in claims.rows:
        answers[claim["question"]].append(claim)
    for claim in claims.rows:
        if _is_written(claim) and not _confirmed(claim, draft):
            others = [one for one in answers[claim["question"]] if one is not claim]
            yield from _filled(claim, _following(claim, others, draft))
    claimed = {claim["passage"] for claim in claims.rows}
    for passage in draft.tables["passages"].rows if claims.complete else ():
        yield from _filled(passage, {"use": _use(passage, claimed)})


def _is_written(claim: Row) -> bool:
    """Whether a person has written what the rest follows from."""
    answered = any(claim[column] for column in ("value", "when", "ago"))
    return answered and all(claim[column] for column in _WRITTEN)


def _filled(row: Row, cells: Mapping[str, str]) -> Iterator[Problem]:
    changed = {column: cell for column, cell in cells.items() if cell != row[column]}
    row.cells.update(changed)
    if changed:
        told = ", ".join(f'{column} = "{cell}"' for column, cell in changed.items())
        yield row.slip("id", f"from its other cells follows {told}")


def _following(claim: Row, others: Sequence[Row], draft: Draft) -> dict[str, str]:
    """The cells of a claim that follow, without those that a person wrote."""
    question = draft.keys("questions").get(claim["question"])
    asked = question.cells if question else {}
    voice = _voice(claim, draft)
    speaker = claim["speaker"] or voice
    own = speaker == voice
    alike = [one for one in others if (one["speaker"] == _voice(one, draft)) == own]
    cells = {
        "event": _shared("event", others, draft),
        "subject": _shared("subject", others, draft) or asked.get("about", ""),
        "when_basis": _basis(claim, asked.get("kind", "")),
        "speaker": speaker,
        "via": "direct" if own else voice,
        "modality": _shared("modality", alike, draft) or ("asserted" if own else "attributed"),
    }
    return {column: cell for column, cell in cells.items() if not claim[column] and voice}


def _voice(claim: Row, draft: Draft) -> str:
    """The actor as whom the text of a claim speaks itself; empty if there is none."""
    passage, actors = draft.keys("passages").get(claim["passage"]), draft.keys("actors")
    for id in (f"text-{passage['document']}", passage["document"]) if passage else ():
        if id in actors and actors[id]["kind"] == "text":
            return id
    return ""


def _confirmed(claim: Row, draft: Draft) -> bool:
    return f"claims/{claim['id']}" in draft.keys("reviews")


def _shared(column: str, claims: Sequence[Row], draft: Draft) -> str:
    """What claims have in a column, if that is one and the same."""
    cells = {claim[column] for claim in claims if _confirmed(claim, draft) or claim[column]}
    return cells.pop() if len(cells) == 1 else ""


def _basis(claim: Row, kind: str) -> str:
    if claim["when"]:
        return "inferred" if is_marked(claim["when"]) else "printed"
    return "relative" if claim["ago"] or (kind == "date" and claim["value"]) else "none"


def _use(passage: Row, claimed: Collection[str]) -> str:
    if bool(passage["reason"]) == (passage["id"] in claimed):
        return passage["use"]
    return "set aside" if passage["reason"] else "used"
