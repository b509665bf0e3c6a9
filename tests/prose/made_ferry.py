"""A made-up corpus with every kind of claim that prose can stand on: two texts about a ferry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from made_corpus import Cells, corpus

from maliviz.corpus import Corpus

QUESTIONS = {
    **{"how-many": "count", "crossings": "count", "sank": "yes-no", "drowned": "yes-no"},
    **{"lit": "date", "storm": "date", "closed": "date", "opens": "date", "begins": "date"},
}

ACTORS: list[Cells] = [
    {"id": "captain", "name": "Ada Möller", "kind": "person", "printed": "Capt Möller"},
    {"id": "mate", "name": "a mate near Capt Möller", "kind": "unnamed", "printed": "A mate"},
    {"id": "rumours", "name": "rumours", "kind": "unnamed", "printed": "Rumours"},
    {"id": "not-given", "name": "speaker not given", "kind": "unnamed", "printed": "not printed"},
    {"id": "text-a", "name": "text A", "kind": "text", "printed": "not printed"},
    {"id": "text-b", "name": "text B", "kind": "text", "printed": "not printed"},
]


def claim(id: str, question: str, statement: str, text: str = "a", **more: str) -> Cells:
    """A claim; unless told otherwise, the text itself says it."""
    spoken = {"speaker": f"text-{text}", "via": "direct"}
    if "speaker" in more:
        spoken = {"via": f"text-{text}"}
    row = {"id": id, "question": question, "statement": statement, "passage": text}
    return row | {"when_basis": "none"} | spoken | more


def inferred(when: str, by: str) -> Cells:
    """The cells of a date that rests on an inference."""
    return {"when": when, "when_basis": "inferred", "when_inference": by}


CLAIMS = [
    claim("at-least-20", "how-many", "At least 20 were aboard.", value=">=20", speaker="captain")
    | {"printed": "at least 20"},
    claim("dozens-a", "how-many", "Dozens were aboard.", value="dozens", printed="dozens"),
    claim("dozens-b", "how-many", "Dozens were aboard.", "b", value="dozens", printed="Dozens"),
    claim("about-50", "how-many", "About 50 waited.", "b", value="~50", scope="ashore"),
    claim("five-crossings", "crossings", "It crossed five times.", value="5", printed="five"),
    claim("sank", "sank", "The ferry sank.", value="yes", speaker="mate"),
    claim("afloat", "sank", "The ferry did not sink.", "b", value="no"),
    claim("drowned", "drowned", "A man drowned.", "b", value="yes", speaker="rumours"),
    claim("lived", "drowned", "Nobody drowned.", "b", value="no", speaker="captain"),
    claim("lit-a", "lit", "The lamp was lit.", when="1921", when_basis="printed"),
    claim("lit-b", "lit", "The lamp was lit.", "b", when="1921", when_basis="printed"),
    claim("in-july", "storm", "The storm came in July.", printed="In July")
    | inferred("2025?-07", "july-is-2025"),
    claim("by-march", "closed", "The pier was closed by March 2024.", when="[..2024-03]"),
    claim("from-2030", "opens", "No pier opens before 2030.", "b", when="[2030..]"),
    claim("three-days", "begins", "It began three days before.", ago="P3D", value="three days ago"),
    claim("overnight", "begins", "It began in the night.", "b", ago="P0D/P1D", value="overnight"),
]

INFERENCES: list[Cells] = [
    {"id": "july-is-2025", "statement": "The July of the storm is that of 2025."}
    | {"when": "2025?-07", "premises": "in-july lit-b", "strength": "moderate"},
    {"id": "closed-to-open", "statement": "So long there is no pier.", "derive": "distance"}
    | {"premises": "by-march from-2030", "strength": "strong"},
    {"id": "after-the-storm", "statement": "It was repaired after the storm.", "value": "after"}
    | {"premises": "in-july", "strength": "weak"},
    {"id": "storm-year", "statement": "The storm was in July 2025.", "value": "July 2025"}
    | {"premises": "july-is-2025", "strength": "weak"},
]


FRENCH = {
    "at-least-20": "Au moins 20 personnes étaient à bord.",
    "dozens-a": "Des dizaines de personnes étaient à bord.",
    "dozens-b": "Des dizaines de personnes étaient à bord.",
    "about-50": "Environ 50 personnes attendaient.",
    "five-crossings": "Il a traversé cinq fois.",
    "sank": "Le bac a coulé.",
    "afloat": "Le bac n’a pas coulé.",
    "drowned": "Un homme s’est noyé.",
    "lived": "Personne ne s’est noyé.",
    "lit-a": "Le phare a été allumé.",
    "lit-b": "Le phare a été allumé.",
    "in-july": "La tempête est venue en juillet.",
    "by-march": "Le quai était fermé au plus tard en mars 2024.",
    "from-2030": "Aucun quai n’ouvre avant 2030.",
    "three-days": "Cela a commencé trois jours plus tôt.",
    "overnight": "Cela a commencé dans la nuit.",
    "july-is-2025": "Le mois de juillet de la tempête est celui de 2025.",
    "closed-to-open": "Aussi longtemps, il n’y a pas de quai.",
    "after-the-storm": "Il a été réparé après la tempête.",
    "storm-year": "La tempête est venue en juillet 2025.",
    **{"captain": "Ada Möller", "mate": "un matelot près de Capt Möller", "rumours": "des rumeurs"},
    "not-given": "qui parle n’est pas dit",
    **{"text-a": "le texte A", "text-b": "le texte B"},
}
"""The statements and the names, as a translator puts them."""


def bac(more: Mapping[str, Cells] = {}) -> Corpus:
    """The corpus in French, of the same English texts, with some cells of claims changed."""
    return replace(
        corpus(
            documents=[{"id": label.lower(), "label": label, "language": "en"} for label in "AB"],
            passages=[{"id": id, "document": id} for id in "ab"],
            actors=[row | {"name": FRENCH[row["id"]]} for row in ACTORS],
            questions=[
                {"id": id, "order": str(n), "kind": kind, "unit": "personnes"}
                for n, (id, kind) in enumerate(QUESTIONS.items())
            ],
            claims=[
                row | {"statement": FRENCH[row["id"]]} | more.get(row["id"], {}) for row in CLAIMS
            ],
            inferences=[row | {"statement": FRENCH[row["id"]]} for row in INFERENCES],
        ),
        language="fr",
    )


def ferry(**changed: Cells | None) -> Corpus:
    """The corpus, with some cells of a claim changed, or without a claim; `_` stands for `-`."""
    changes = {id.replace("_", "-"): cells for id, cells in changed.items()}
    every = [(row, changes.get(row["id"], {})) for row in CLAIMS]
    kept = [row | cells for row, cells in every if cells is not None]
    return corpus(
        documents=[{"id": label.lower(), "label": label} for label in "AB"],
        passages=[{"id": id, "document": id} for id in "ab"],
        actors=ACTORS,
        questions=[
            {"id": id, "order": str(n), "kind": kind, "unit": "people"}
            for n, (id, kind) in enumerate(QUESTIONS.items())
        ],
        claims=kept,
        inferences=INFERENCES,
    )
