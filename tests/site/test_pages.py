"""Order, labels, and what hangs together come from the notebooks themselves."""

from __future__ import annotations

from typing import Any

import pytest
from made import EVIDENCE, code, figure, html, md, notebook, notebooks
from nbformat import from_dict

from maliviz.site.faults import PublishError
from maliviz.site.notebook import Notebook
from maliviz.site.pages import Use, pages
from maliviz.site.proof import fill_uses, survey


def read(books: dict[str, Any]) -> list[Notebook]:
    return [Notebook(f"books/{name}", from_dict(book)) for name, book in books.items()]


def test_the_order_is_that_of_the_links_and_then_of_the_names() -> None:
    books = {name: notebook(md(f"# {name}")) for name in ("a.ipynb", "z.ipynb", "m.ipynb")}
    links = md("# First\n\nSee [*the* m](m.ipynb), [z](z.ipynb#part), [m again](m.ipynb).")
    found = pages(read({**books, "index.ipynb": notebook(links)}))
    assert [(page.stem, page.label) for page in found] == [
        ("index", "First"),
        ("m", "the m"),
        ("z", "z"),
        ("a", "a.ipynb"),
    ]


def test_a_long_first_title_is_no_label() -> None:
    (page,) = pages(read({"index.ipynb": notebook(md("# A title of more words than fit"))}))
    assert (page.label, page.title) == ("Overview", "A title of more words than fit")


@pytest.mark.parametrize(
    ("text", "description"),
    [
        ("One *two*.\n\nThree.", "One two."),
        ("", "T"),
        ("word " * 60, "word " * 39 + "word …"),
    ],
)
def test_the_description_is_the_first_paragraph(text: str, description: str) -> None:
    (page,) = pages(read({"index.ipynb": notebook(md(f"# T\n\n{text}"))}))
    assert page.description == description


def test_each_claim_has_a_home_and_knows_what_stands_on_it() -> None:
    site = survey(read(notebooks()))
    assert site.homes["claim-ten-boats"] == "all"
    assert site.uses == {
        "claim-ten-boats": (
            Use("index.html#use-claim-ten-boats", "the text under “The story”"),
            Use("boats.html#figure-boats", "Ten boats or twelve"),
        )
    }
    filled = fill_uses(EVIDENCE["text/html"], site)
    assert filled.count("Used in: ") == 1
    assert 'class="uses"></p>' not in filled
    assert filled.index("claim-ten-boats") < filled.index("Used in: ")


def test_a_page_is_named_once_for_each_claim() -> None:
    link = "[ten](#claim-ten-boats)"
    books = {"index.ipynb": notebook(md(f"# T\n\n{link}\n\n## Part\n\n{link}"))}
    use = Use("index.html#use-claim-ten-boats", "the text under “T”")
    assert survey(read(books)).uses == {"claim-ten-boats": (use,)}


def test_a_claim_has_one_home() -> None:
    books = notebooks() | {"other.ipynb": notebook(md("# Other"), code("a", EVIDENCE))}
    with pytest.raises(PublishError, match='cell 2: "claim-ten-boats" stands'):
        survey(read(books))


def test_a_figure_is_found_once_for_each_claim() -> None:
    twice = figure(claims=("ten-boats", "ten-boats"))
    books = {"index.ipynb": notebook(md("# T"), code("a", twice), code("b", html("<p>x</p>")))}
    assert [len(uses) for uses in survey(read(books)).uses.values()] == [1]
