"""Colour by meaning, type and widths: chosen once, for the drawings and for the pages.

A chart never names a colour. It names a *role*, such as ``happened`` or ``expected``, and the
role has one colour for paper and one for a dark screen. A drawing carries the light colour as a
plain attribute, so that it stands alone, and the role as a class, through which a page applies
its theme. Meaning never hangs on colour: each role also has its own outline or filling.

>>> ROLES["ink"].light
'#1d1b18'
>>> css_class("fill", "#1D1B18")
'f-ink'
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Colour:
    """One role's colour as hex text: on light ``paper`` and on a dark screen."""

    light: str
    dark: str


ROLES = {
    "paper": Colour("#fcfbf8", "#151412"),
    "ink": Colour("#1d1b18", "#ebe7de"),
    "muted": Colour("#5c564c", "#aca597"),
    "tint": Colour("#f4efe5", "#201d19"),
    "rule": Colour("#d8d3c7", "#3b3833"),
    "happened": Colour("#10404f", "#8fd2e8"),
    "happened-soft": Colour("#c5d9e0", "#234450"),
    "promised": Colour("#7e4900", "#cf9842"),
    "promised-soft": Colour("#f3e2c4", "#3f2e10"),
    "expected": Colour("#2f0a2a", "#fff0fb"),
    "expected-soft": Colour("#ecd9e7", "#47293f"),
    "denied": Colour("#8c2f17", "#f29f87"),
    "denied-soft": Colour("#f6dcd3", "#4f2418"),
}
"""Every role; the light colours are all different, so that a colour leads back to its role."""

Width = Literal["wide", "narrow"]
WIDTHS: dict[Width, int] = {"wide": 720, "narrow": 328}
"""The widths of the two drawings in px; one unit of a drawing is one px at its full size."""

TEXT, SMALL = 14.0, 12.5
"""Sizes of text in a drawing in px: labels, and notes and axes. Nothing is smaller."""

LEADING = 1.35
"""The distance of two baselines, in sizes of the text."""

FONTS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
"""The fonts of a drawing, narrower than the one that its layout is measured with."""

_ROLE_OF = {colour.light: role for role, colour in ROLES.items()}


def css_class(paint: Literal["fill", "stroke"], colour: str) -> str | None:
    """Return the class of a role's colour (``f-ink``, ``s-rule``), or None for no role's colour."""
    role = _ROLE_OF.get(colour.lower())
    return f"{paint[0]}-{role}" if role else None


def css_rules() -> str:
    """Return the CSS that binds the classes of drawings to the variables of a page.

    >>> ".f-ink{fill:var(--ink)}" in css_rules()
    True
    """
    paints = (("f", "fill"), ("s", "stroke"))
    return "".join(f".{c}-{r}{{{p}:var(--{r})}}" for r in ROLES for c, p in paints)


def css_variables(theme: Literal["light", "dark"]) -> str:
    """Return the declarations of a theme's variables, one a role.

    >>> css_variables("light").startswith("--paper:#fcfbf8;--ink:#1d1b18;")
    True
    """
    return "".join(f"--{role}:{getattr(colour, theme)};" for role, colour in ROLES.items())
