"""Every page is opened once, and held to all rules, in each way of looking at it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Page

from . import test_accessibility, test_addresses, test_inferred, test_layout, test_paper
from .window import CHAPTERS, DESK, PHONE, Rule, Window, report

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
# Patterns, so that a page has a test of its own before there is a site; figures share one.
PAGES = [
    *(
        re.escape(f"{path.relative_to(NOTEBOOKS).with_suffix('.html')}")
        for path in sorted(NOTEBOOKS.rglob("*.ipynb"))
    ),
    *(r"(fr/)?(404|changes)\.html", "figures/.*", "fr/figures/.*"),
]
# What is folded away has to come out on paper: these go before the rules that unfold a page.
AS_FOUND = [*test_accessibility.AS_FOUND, *test_paper.AS_FOUND]
UNFOLDED = [
    *(*test_inferred.RULES, *test_addresses.RULES, *test_accessibility.RULES),
    *(*test_layout.RULES, *test_paper.RULES),
]
WITHOUT_SCRIPTS = [*test_paper.WITHOUT_SCRIPTS, *test_accessibility.WITHOUT_SCRIPTS]


def held(page: Page, name: str, rules: Sequence[Rule]) -> list[str]:
    """What is found look by look, those of one width in a row: a page is laid out seldom."""
    findings = []
    due = [rule for rule in rules if re.fullmatch(rule.pages, name)]
    looks = dict.fromkeys(look for rule in due for look in rule.looks)
    widths = [look.width for look in looks]
    for look in sorted(looks, key=lambda look: widths.index(look.width)):
        look.at(page)
        for rule in due:
            if look in rule.looks:
                findings += [f"{name} ({look}): {finding}" for finding in rule.check(page)]
    return findings


@pytest.mark.parametrize("pages", PAGES)
def test_a_page_keeps_all_rules(window: Window, ids: dict[str, set[str]], pages: str) -> None:
    names = [name for name in window.pages if re.fullmatch(pages, name)]
    findings = []
    for name in names:
        page = window.show(name)
        findings += held(page, name, AS_FOUND)
        findings += test_addresses.dead(page, window.address, window.site, ids)
        findings += held(page, name, UNFOLDED)
        if re.fullmatch(CHAPTERS, name):
            findings += held(window.bare(name), name, WITHOUT_SCRIPTS)
    assert names
    assert not findings, report(findings)


def test_no_page_and_no_rule_is_left_out(window: Window) -> None:
    assert [name for name in window.pages if not re.fullmatch("|".join(PAGES), name)] == []
    for rule in [*AS_FOUND, *UNFOLDED, *WITHOUT_SCRIPTS]:
        assert [name for name in window.pages if re.fullmatch(rule.pages, name)], rule


FOLDED = "<h1", "<details><p>Folded away</p></details><h1", "not printed: Folded"


@pytest.mark.parametrize(
    ("rules", "old", "new", "finding"),
    [
        (AS_FOUND, *FOLDED),
        (WITHOUT_SCRIPTS, *FOLDED),
        (UNFOLDED, "</h1>", " in 2025</h1>", f"index.html ({DESK}): "),
        (UNFOLDED, "<h1", '<svg width="400" height="9"></svg><h1', f"index.html ({PHONE}): "),
    ],
)
def test_a_page_that_breaks_one_rule_of_many_is_found(
    window: Window, rules: Sequence[Rule], old: str, new: str, finding: str
) -> None:
    page = window.broken(old, new)
    assert finding in "\n".join(held(page, "index.html", rules))
