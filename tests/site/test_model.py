"""Order, labels, and what hangs together come from the notebooks themselves."""

from __future__ import annotations

from typing import Any

import pytest
from made import EVIDENCE, code, figure, html, md, notebook, notebooks
from nbformat import from_dict

from maliviz.problem import ProblemError
from maliviz.site.contents import Page
from maliviz.site.model import Site, Use
from maliviz.site.notebooks import Notebook
from maliviz.site.pages import page_files


def site_of(books: dict[str, Any]) -> Site:
    return Site(tuple(Notebook(f"books/{name}", from_dict(book)) for name, book in books.items()))


def pages(books: dict[str, Any]) -> tuple[Page, ...]:
    return site_of(books).pages


def test_the_order_is_that_of_the_links_and_then_of_the_names() -> None:
    books = {name: notebook(md(f"# {name}")) for name in ("a.ipynb", "z.ipynb", "m.ipynb")}
    links = md("# First\n\nSee [*the* m](m.ipynb), [z](z.ipynb#part), [m again](m.ipynb).")
    found = pages({**books, "index.ipynb": notebook(links)})
    assert [(page.stem, page.label) for page in found] == [
        ("index", "First"),
        ("m", "the m"),
        ("z", "z"),
        ("a", "a.ipynb"),
    ]


def test_a_long_first_title_is_no_label() -> None:
    (page,) = pages({"index.ipynb": notebook(md("# A title of more words than fit"))})
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
    (page,) = pages({"index.ipynb": notebook(md(f"# T\n\n{text}"))})
    assert page.description == description


def test_each_claim_has_a_home_and_knows_what_stands_on_it() -> None:
    site = site_of(notebooks())
    assert site.homes["claim-ten-boats"] == "all"
    assert site.uses == {
        "claim-ten-boats": (
            Use("index.html#use-7bc7d7", "the text under “The story”"),
            Use("boats.html#boats.claim-ten-boats", "Ten boats or more", is_mark=True),
        )
    }
    (evidence,) = (book for book in site.notebooks if book.stem == "all")
    page = page_files([evidence], site)["all.html"].decode()
    assert EVIDENCE["text/html"].count('<p class="uses"></p>') > page.count("Used in 2 places") == 1
    assert 'class="uses"></p>' not in page
    places = (
        '<a href="index.html#use-7bc7d7">the text under “The story”</a>'
        '<a href="boats.html#boats.claim-ten-boats">Ten boats or more</a>'
    )
    assert f'<details class="uses"><summary>Used in 2 places</summary>{places}</details>' in page
    assert page.index('id="claim-ten-boats"') < page.index("Used in 2 places")


def test_a_page_is_named_once_for_each_claim() -> None:
    link = "[ten](#claim-ten-boats)"
    books = {"index.ipynb": notebook(md(f"# T\n\n{link}\n\n## Part\n\n{link}"))}
    use = Use("index.html#use-7bc7d7", "the text under “T”")
    assert site_of(books).uses == {"claim-ten-boats": (use,)}


def test_a_claim_has_one_home() -> None:
    books = notebooks() | {"other.ipynb": notebook(md("# Other"), code("a", EVIDENCE))}
    with pytest.raises(
        ProblemError, match='cell 2: "claim-ten-boats": duplicate id, first used in all'
    ):
        assert site_of(books).homes


def test_a_figure_is_found_once_for_each_claim() -> None:
    twice = figure(claims=("ten-boats", "ten-boats"))
    books = {"index.ipynb": notebook(md("# T"), code("a", twice), code("b", html("<p>x</p>")))}
    assert [len(uses) for uses in site_of(books).uses.values()] == [1]


@pytest.mark.parametrize(
    ("stem", "hint"),
    [("boots", 'did you mean "boats"'), ("x", "the pages are index, boats, all")],
)
def test_a_page_that_is_not_there_is_an_error_that_names_the_nearest(stem: str, hint: str) -> None:
    with pytest.raises(ValueError, match=f'there is no page "{stem}"; {hint}'):
        site_of(notebooks()).page(stem)
