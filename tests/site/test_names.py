"""A name in prose leads once, and to nobody but its bearer."""

from __future__ import annotations

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
UNTOUCHED = "## Ann Low\n\n[Ann Low says ten](#claim-ten-boats), says Ann Low."


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A page for each prose, in a report in which Ann Low and the lighthouse speak."""
    root = tmp_path_factory.mktemp("names")
    claims = [
        {**row, "speaker": "ann-low" if row["question"] == "how-many-boats" else "lighthouse"}
        for row in CLAIMS
    ]
    corpus = Made(root / "tables", actors=ACTORS, claims=claims).corpus
    evidence = EVIDENCE["text/html"]
    lists = evidence + list_people(corpus).html() + list_speakers(corpus).html()
    books: dict[str, Any] = {
        "all.ipynb": notebook(md("# All\n\nAnn Low speaks."), code("a", html(lists))),
    }
    names = {prose: f"low-tide-{n}" for n, prose in enumerate([*dict(CASES), UNTOUCHED])}
    for prose, name in names.items():
        books[f"{name}.ipynb"] = notebook(md(f"# Low tide\n\n{prose}\n\n[All](all.ipynb)"))
    files = Made(root / "site", books, actors=ACTORS, claims=claims).files()
    assert 'class="name"' not in files["all.html"].decode()
    return {prose: files[f"{name}.html"].decode() for prose, name in names.items()}


@pytest.mark.parametrize(("prose", "made"), CASES)
def test_a_name_leads_to_its_row_of_the_index(pages: dict[str, str], prose: str, made: str) -> None:
    assert made in pages[prose]


def test_a_heading_and_a_link_stay_as_they_are(pages: dict[str, str]) -> None:
    made = pages[UNTOUCHED]
    assert made.count('class="name"') == 1
    assert f", says {LINK}Ann Low</a>." in made
