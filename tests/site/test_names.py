"""A name in prose leads once, and to nobody but its bearer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from made import CLAIMS, EVIDENCE, ROWS, code, html, md, notebook
from made_site import Made

from maliviz import list_people, list_speakers

ANN, BO = (
    {"id": f"{name}-low", "name": f"{name.title()} Low", "kind": "person"} for name in ("ann", "bo")
)
ACTORS = [
    *({**row, "name": "the Lighthouse"} if row["id"] == "lighthouse" else row
      for row in ROWS["actors"]),
    ANN | {"printed": "Capt Ann Low | Low"},
    BO | {"printed": "Bo Low"},
]  # fmt: skip


def page(tmp_path: Path, prose: str) -> str:
    """The first page with this prose, on which Ann Low and the lighthouse speak."""
    claims = [
        {**row, "speaker": "ann-low" if row["question"] == "how-many-boats" else "lighthouse"}
        for row in CLAIMS
    ]
    corpus = Made(tmp_path / "tables", actors=ACTORS, claims=claims).corpus
    evidence = EVIDENCE["text/html"]
    lists = evidence + list_people(corpus).html() + list_speakers(corpus).html()
    books: dict[str, Any] = {
        "index.ipynb": notebook(md(f"# Low tide\n\n{prose}\n\n[All](all.ipynb)")),
        "all.ipynb": notebook(md("# All\n\nAnn Low speaks."), code("a", html(lists))),
    }
    files = Made(tmp_path / "site", books, actors=ACTORS, claims=claims).files()
    assert 'class="name"' not in files["all.html"].decode()
    return files["index.html"].decode()


LINK = '<a class="name" href="all.html#person-ann-low">'
CASES = [
    ("Ann Low came, and Ann Low went.", f"<p>{LINK}Ann Low</a> came, and Ann Low went.</p>"),
    ("So says *Capt Ann Low*.", f"<em>{LINK}Capt Ann Low</a></em>."),
    ("Low came, and Bo Low.", "<p>Low came, and Bo Low.</p>"),
    ("Joann Low and Ann Lowly.", "<p>Joann Low and Ann Lowly.</p>"),
    (
        "By the Lighthouse.",
        '<p>By <a class="name" href="all.html#speaker-lighthouse">the Lighthouse</a>.</p>',
    ),
    ("`Ann Low`", "<code>Ann Low</code>"),
]


@pytest.mark.parametrize(("prose", "made"), CASES)
def test_a_name_leads_to_its_row_of_the_index(tmp_path: Path, prose: str, made: str) -> None:
    assert made in page(tmp_path, prose)


def test_a_heading_and_a_link_stay_as_they_are(tmp_path: Path) -> None:
    made = page(tmp_path, "## Ann Low\n\n[Ann Low says ten](#claim-ten-boats), says Ann Low.")
    assert made.count('class="name"') == 1
    assert f", says {LINK}Ann Low</a>." in made
