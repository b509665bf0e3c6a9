"""Claims about nothing in particular, as many and as long as a test wants them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from made_corpus import Cells, corpus

from maliviz.corpus import Corpus, load
from maliviz.language import speaking

LONG = (
    "An extraordinarily long-winded statement which nobody would ever want to print in full, " * 3
)
ENDLESS = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetzesentwurfsvorlage"
RTL = "ذكرت مصادر محلية أن السفينة وصلت ليلا", "שר התחבורה סירב להגיב על הידיעה"

EVENTS: list[Cells] = [
    {"id": kind, "label": kind.title(), "kind": kind, "lane": "All", "order": "1"}
    for kind in ("happened", "promised", "expected")
]


@cache
def real(language: str = "en") -> Corpus:
    """The corpus of this project; what is spoken stays as it was."""
    with speaking(language):
        return load(Path(__file__).parents[2] / "data", language=language)


def made(
    *claims: Cells,
    labels: str | tuple[str, ...] = "AB",
    names: tuple[str, ...] = ("Ann", "Ben"),
    kind: str = "count",
    events: list[Cells] = EVENTS,
    inferences: tuple[Cells, ...] = (),
    published: str = "",
) -> Corpus:
    """A corpus of one question for each that the claims answer; speakers are ``s0``, ``s1``."""
    basis = "printed" if published else "not given"
    texts = [{"id": f"d{n}", "label": label} for n, label in enumerate(labels)]
    blank = {"question": "q", "passage": "d0", "when_basis": "none", "speaker": "s0"}
    blank |= {"via": "direct", "modality": "asserted", "statement": "It is so.", "printed": "so"}
    rows = [blank | {"id": f"c{n}"} | claim for n, claim in enumerate(claims)]
    return corpus(
        documents=[t | {"published_basis": basis, "published": published} for t in texts],
        passages=[{"id": t["id"], "document": t["id"]} for t in texts],
        actors=[{"id": f"s{n}", "name": name} for n, name in enumerate(names)],
        questions=[
            {"id": q, "order": str(n), "text": f"What of {q}?", "kind": kind, "unit": "boats"}
            for n, q in enumerate(sorted({row["question"] for row in rows}))
        ],
        events=events,
        claims=rows,
        inferences=list(inferences),
    )
