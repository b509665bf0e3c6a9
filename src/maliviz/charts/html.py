"""HTML of the forms that consist of sentences: a table, sections, a list.

Words that wrap, zoom, print and are read aloud are no drawing. Each form has a template of its
name, and all share how a statement is written with those who make it: every speaker is a link to
the claim, whose name can be understood alone. Nothing here is styled; the classes say what a
thing is, and the page decides how that looks.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from maliviz.corpus.claim import Claim
from maliviz.language import SOURCE, quoted, speak_templates, spoken


def render(form: str, **context: object) -> str:
    """Return the HTML of a form: its template, filled and escaped."""
    return _environment().get_template(f"{form}.html.j2").render(**context).strip()


def marked_language() -> str:
    """Return the attributes that say in which language HTML is; English, as JupyterLab, has none.

    >>> from maliviz.language import speaking
    >>> with speaking("fr"):
    ...     marked_language()
    ' lang="fr" dir="ltr"'
    """
    language = spoken()
    if language.code == SOURCE:
        return ""
    return f' lang="{language.code}" dir="{language.direction}"'


def hedged_html(words: str, claim: Claim) -> Markup:
    """Return words on how a claim is said as HTML: its hedge is in the language of its text.

    >>> from maliviz import load
    >>> from maliviz.language import speaking
    >>> with speaking("fr"):
    ...     corpus = load("data", language="fr")
    ...     claim = next(one for one in corpus.record.claims if one.hedge == "reportedly")
    ...     print(str(hedged_html(claim.firmness, claim)).replace("\\u202f", " "))
    attribué, <span lang="en">« reportedly »</span>
    """
    hedge = quoted(claim.hedge)
    if not (claim.hedge and claim.lang and hedge in words):
        return escape(words)
    before, _, after = words.partition(hedge)
    form = Markup('{}<span lang="{}">{}</span>{}')
    return form.format(before, claim.lang, hedge, after)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    speak_templates(environment)
    environment.filters["quoted"] = quoted
    environment.globals["hedged"] = hedged_html
    return environment
