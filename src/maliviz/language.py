"""The language in which a report speaks: messages, plurals, words in a row, numbers.

What readers see is written in English in the code, each message whole and with its parts by name:
`_("{who} says it").format(who=name)`. A catalogue has it in another language, by gettext: a
translator opens `locale/fr/LC_MESSAGES/maliviz.po` with the usual tools. Catalogues of a project
stand in `locale/` beside the folder of its tables, each whole, and go before ours. What is said to
analysts, such as what is wrong with a table, stays English.

A process speaks one language at a time: `load` sets it, and a site is made within `speaking`.
How lists, numbers and months are written in it is what CLDR says.

>>> with speaking("fr"):
...     word_list(["a", "b", "c"]), number(12000).replace("\\u202f", " ")
('a, b et c', '12 000')
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache, cached_property, reduce
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import get_month_names
from babel.lists import format_list
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.numbers import format_decimal
from jinja2 import Environment

from maliviz.phrases import capitalized, quoted_series
from maliviz.problem import Problem, ProblemError

SOURCE = "en"
"""The language in which messages are written, which needs no catalogue."""
FOLDER = Path(__file__).with_name("locale")
"""Our own catalogues."""
_PART = re.compile(r"%\(\w+\)s|(?<!%)\{\w*\}")
TEMPLATE = FOLDER / "maliviz.pot"
"""Every message that there is, extracted from the code by `make messages`."""


@dataclass(frozen=True)
class Language:
    """A language by its code (BCP 47), with the folder of a project's own catalogues and words."""

    code: str
    folder: Path = FOLDER

    @cached_property
    def locale(self) -> Locale:
        """How it writes lists, numbers and dates; English as the British write it."""
        return Locale.parse("en-GB" if self.code == SOURCE else self.code, sep="-")

    @property
    def name(self) -> str:
        """What it calls itself, as it stands alone.

        >>> Language("en").name, Language("fr").name
        ('English', 'Français')
        """
        return capitalized(Locale.parse(self.code, sep="-").display_name or self.code)

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return self.locale.text_direction

    @cached_property
    def messages(self) -> NullTranslations:
        """Its catalogue; raises ProblemError if there is none."""
        if self.code == SOURCE:
            return NullTranslations()
        return _translations(self.catalogue)

    @property
    def catalogue(self) -> Path:
        """The file of its messages; raises ProblemError if there is none."""
        places = [_file(folder, self.code) for folder in (self.folder, FOLDER)]
        place = next((place for place in places if place.is_file()), None)
        if place is None:
            rule = f'there is no catalogue of messages for the language "{self.code}"'
            begin = f"begin it with `make messages LANGUAGE={self.code}`"
            hint = f"{begin}, or from {TEMPLATE.name} in the package"
            raise ProblemError([Problem(_name(places[0]), rule=rule, hint=hint)])
        return place


def _file(folder: Path, code: str) -> Path:
    return folder / code.replace("-", "_") / "LC_MESSAGES" / "maliviz.po"


def _name(file: Path) -> str:
    """A catalogue as messages name it."""
    return "/".join(file.parts[-4:])


@cache
def _translations(file: Path) -> GNUTranslations:
    compiled = BytesIO()
    write_mo(compiled, _catalog(file))
    compiled.seek(0)
    try:
        return GNUTranslations(compiled)
    except ValueError as error:
        rule, hint = f"is no catalogue: {error}", "mend Plural-Forms at its top"
        raise ProblemError([Problem(_name(file), rule=rule, hint=hint)]) from None


@cache
def _catalog(file: Path) -> Catalog:
    try:
        with file.open("rb") as opened:
            return read_po(opened, abort_invalid=True)
    except (PoFileError, LookupError, ValueError) as error:
        line = getattr(error, "lineno", -1) + 1
        rule, hint = (
            f"is no catalogue: {error}",
            "mend it there, or take it from an earlier version",
        )
        raise ProblemError([Problem(_name(file), line, rule=rule, hint=hint)]) from None


def catalogues(data: Path) -> Path:
    """Return where a project has catalogues of its own, if any: beside the folder of its tables.

    >>> catalogues(Path("/harbour/data")).as_posix()
    '/harbour/locale'
    """
    return data.resolve().parent / FOLDER.name


_spoken = [Language(SOURCE)]


def spoken() -> Language:
    """Return the language that is spoken now."""
    return _spoken[-1]


def speak(code: str, folder: Path = FOLDER) -> None:
    """Speak a language from now on; raises ProblemError if nobody has its words."""
    _spoken[-1] = language(code, folder)


@contextmanager
def speaking(code: str, folder: Path = FOLDER) -> Iterator[Language]:
    """Speak a language for a while."""
    _spoken.append(language(code, folder))
    try:
        yield _spoken[-1]
    finally:
        _spoken.pop()


@cache
def language(code: str, folder: Path = FOLDER) -> Language:
    """Return a language that has a catalogue; raises ProblemError for any other."""
    one = Language(code, folder)
    try:
        one.locale, one.messages  # noqa: B018
    except (ValueError, UnknownLocaleError):
        rule, hint = "no such language", "write its code, for example fr"
        problem = Problem("data/datapackage.json", 0, "languages", code, rule, hint)
        raise ProblemError([problem]) from None
    return one


def gettext(message: str) -> str:
    """Return a message in the language that is spoken."""
    return spoken().messages.gettext(message)


def ngettext(one: str, several: str, number: int) -> str:
    """Return the form of a message that goes with a number."""
    return spoken().messages.ngettext(one, several, number)


def pgettext(context: str, message: str) -> str:
    """Return a message that means different things in different places."""
    return spoken().messages.pgettext(context, message)


def npgettext(context: str, one: str, several: str, number: int) -> str:
    """Return the form of such a message that goes with a number."""
    return spoken().messages.npgettext(context, one, several, number)


def N_(message: str) -> str:
    """Mark a message of a constant, which is looked up where it is used.

    >>> N_("by {}")
    'by {}'
    """
    return message


def word_list(words: Iterable[str], joint: Literal["and", "or"] = "and") -> str:
    """Return words in a row, each once, for a reader.

    >>> word_list(["a", "b", "a", "c"]), word_list(["a", "b"], "or"), word_list([])
    ('a, b and c', 'a or b', '')
    """
    style: Literal["standard", "or"] = "standard" if joint == "and" else "or"
    return format_list(list(dict.fromkeys(words)), style, spoken().locale)


def number(value: int) -> str:
    """Return a number in digits, grouped as the language does.

    >>> number(12000)
    '12,000'
    """
    return format_decimal(value, locale=spoken().locale)


def month_names(
    locale: Locale, width: Literal["wide", "abbreviated", "narrow"] = "wide"
) -> dict[int, str]:
    """Return the names of the months as they stand beside a day, or their letters.

    Names for a month that stands alone are not asked for, though some languages have others: where
    one has none, Babel gives those of another language, since it keeps what it once looked up.

    >>> month_names(Locale("fr"))[8], month_names(Locale("fr"), "narrow")[8]
    ('août', 'A')
    """
    use: Literal["format", "stand-alone"] = "stand-alone" if width == "narrow" else "format"
    return dict(get_month_names(width, use, locale))


def joined(words: Iterable[str], mark: Literal[",", ";"] = ",") -> str:
    """Return what stands side by side, with a mark between; what is empty is left out.

    >>> joined(["attributed", "", "“reportedly”"]), joined(["text A", "witnesses"], ";")
    ('attributed, “reportedly”', 'text A; witnesses')
    """
    pattern = (
        pgettext("side by side", "{first}, {second}")
        if mark == ","
        else pgettext("side by side", "{first}; {second}")
    )
    given = list(filter(None, words)) or [""]
    return reduce(lambda first, second: pattern.format(first=first, second=second), given)


def quoted(words: str) -> str:
    """Return words in the quotation marks of the language.

    >>> quoted("reportedly")
    '“reportedly”'
    """
    return gettext("“{words}”").format(words=words)


def number_word(value: int) -> str:
    """Return a small number as a word, and another in digits.

    >>> number_word(4), number_word(12)
    ('four', '12')
    """
    words = (
        pgettext("number", "no"),
        pgettext("number", "one"),
        pgettext("number", "two"),
        pgettext("number", "three"),
        pgettext("number", "four"),
        pgettext("number", "five"),
        pgettext("number", "six"),
        pgettext("number", "seven"),
        pgettext("number", "eight"),
        pgettext("number", "nine"),
    )
    return words[value] if value < len(words) else number(value)


def faults(code: str, folder: Path = FOLDER) -> list[Problem]:
    """Return what is wrong with the catalogue of a language: no build speaks half of it."""
    if code == SOURCE:
        return []
    file = language(code, folder).catalogue
    known, found = _catalog(file), dict[str, list[Problem]]()
    for message in _catalog(TEMPLATE):
        own = known.get(message.id, message.context)
        if message.id and (rule := _fault(own)):
            words, line = _forms(message.id)[0], (own and own.lineno) or 0
            problem = Problem(_name(file), line, "msgid", words, rule, "translate it there")
            found.setdefault(rule, []).append(problem)
    return [_together(alike) for alike in found.values()]


def _together(alike: list[Problem]) -> Problem:
    """One problem for what is wrong with many messages alike."""
    first, *others = alike
    more = f" (and so with {len(others):,} more)" if others else ""
    return replace(first, rule=f"{first.rule}{more}")


def _fault(message: Message | None) -> str:
    """What is wrong with a message of a catalogue, if anything."""
    if message is None:
        return "there is no such message: run `make messages`"
    originals, forms = _forms(message.id), _forms(message.string)
    if not all(forms):
        return "the message has no translation"
    if message.fuzzy:
        return "the message changed after it was translated; look at it, and take away “fuzzy”"
    parts = {part for original in originals for part in _PART.findall(original)}
    told = [set(_PART.findall(form)) for form in forms]
    if unknown := sorted(set().union(*told) - parts):
        return f"its translation has {quoted_series(unknown, 'and')}, which the message has not"
    # A plural may say "one" in a word.
    if missing := sorted(parts - set().union(*told)):
        return f"its translation leaves out {quoted_series(missing, 'and')}"
    return ""


def _forms(words: str | Iterable[str] | None) -> list[str]:
    return [words] if isinstance(words, str) else list(words or [""])


def speak_templates(environment: Environment) -> None:
    """Let templates say `{% trans %}` and `_()` in the language that is spoken."""
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
