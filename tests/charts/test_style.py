"""Roles: readable on their ground in both themes, and each of them bound to the page."""

from __future__ import annotations

from itertools import combinations

import pytest

from maliviz.charts.style import ROLES, SMALL, TEXT, css_class, css_rules, css_variables

KINDS = ("happened", "promised", "expected", "denied")
THEMES = ("light", "dark")

# a role of text, and one of the ground it stands on
ON_PAPER = [(role, "paper") for role in ("ink", "muted", *KINDS)]
ON_MARKS = [("paper", role) for role in KINDS] + [("ink", f"{role}-soft") for role in KINDS]
ON_MARKS += [("ink", "rule")]


def luminance(colour: str) -> float:
    """The relative luminance of hex text, as WCAG 2 defines it."""
    shares = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return sum(w * s for w, s in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_counted_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground"), ON_PAPER + ON_MARKS)
def test_text_can_be_read_on_its_ground(text: str, ground: str, theme: str) -> None:
    assert contrast(getattr(ROLES[text], theme), getattr(ROLES[ground], theme)) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_what_is_promised_expected_and_told_differs_in_lightness_too(theme: str) -> None:
    colours = [getattr(ROLES[kind], theme) for kind in ("happened", "promised", "expected")]
    assert min(contrast(one, other) for one, other in combinations(colours, 2)) >= 1.5


@pytest.mark.parametrize("theme", THEMES)
def test_each_role_has_a_colour_of_its_own(theme: str) -> None:
    assert len({getattr(colour, theme) for colour in ROLES.values()}) == len(ROLES)


@pytest.mark.parametrize("role", ROLES)
def test_a_colour_leads_back_to_its_role_and_the_role_to_the_page(role: str) -> None:
    for paint, property in (("fill", "fill"), ("stroke", "stroke")):
        name = css_class(paint, ROLES[role].light)  # type: ignore[arg-type]
        assert name == f"{paint[0]}-{role}"
        assert f".{name}{{{property}:var(--{role})}}" in css_rules()
    for theme in THEMES:
        value = getattr(ROLES[role], theme)
        assert f"--{role}:{value};" in css_variables(theme)  # type: ignore[arg-type]


def test_a_colour_of_no_role_has_no_class() -> None:
    assert css_class("fill", "#123456") is None


def test_no_text_is_smaller_than_can_be_read() -> None:
    assert min(TEXT, SMALL) >= 12.5
