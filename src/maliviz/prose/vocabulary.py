"""The words that prose is read by, in each language that has a file of them.

A file in `words/` has what no library knows of a language: which words multiply a number, bound
it or count the texts, what stands before a name. That of a project stands beside its catalogue, as
`locale/de/words.json`, and goes before ours. Numbers below a hundred are those of the corpus, if
the file has no others; months, weekdays and the marks within a number are those of CLDR. Of a
language without a file, digits and names are read and no more, as `unread` tells.

Words are looked for in `plain` text, whose apostrophes are straight. In a phrase, `*` is any one
word and `…` whatever there is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal

import fastjsonschema
from babel import Locale
from babel.numbers import get_decimal_symbol, get_group_symbol

from maliviz.count import NUMBER_WORDS, primary
from maliviz.language import FOLDER, SOURCE, Language, month_names, spoken
from maliviz.phrases import without_accents
from maliviz.problem import Problem, ProblemError

_OURS = Path(__file__).with_name("words")
_SCHEMA = Path(__file__).with_name("words.schema.json")
GAP = r"[\s\u2010\u2011-]+"
"""What may stand between two words of a phrase."""

Phrases = Sequence[str]
Synonyms = Mapping[str, Phrases] | Phrases
"""Words that mean themselves, or by the English word that they mean."""
Fault = tuple[int, str, str, str]
"""What is wrong with a text: the first character, the words there, the rule, and the way out."""


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The words of a language, as its file has them.

    `below_hundred` are the numbers from 0 on, other spellings after a slash. `joints` are "and",
    "or" and "nor". "One" is no number after `one_after` or before `one_before`; without these it
    is an article, and never a number. `idle` are phrases whose words mean nothing in them, `also`
    the bounds that no message proposes, `things` what a reader may count, as one and as several.
    `months_alone` are the twelve months where they are others than beside a day.
    The noun stands at the `head` of a name: first or last. `typography` has patterns, each with
    what is wrong and the way out.
    """

    language: str
    below_hundred: str = ""
    joints: Phrases = ()
    multiples: Mapping[str, int] = field(default_factory=dict)
    one_after: Phrases = ()
    one_before: Phrases = ()
    times: Synonyms = ()
    ordinals: str = ""
    ordinal_endings: Phrases = ()
    first_day: Phrases = ()
    months_alone: Phrases = ()
    counts: Synonyms = ()
    capital_months: bool = False
    relative: Synonyms = ()
    idle: Phrases = ()
    bounds: Mapping[str, Phrases] = field(default_factory=dict)
    also: Mapping[str, Phrases] = field(default_factory=dict)
    articles: Phrases = ()
    prepositions: Phrases = ()
    head: str = "last"
    things: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    before_texts: Phrases = ()
    told: Phrases = ()
    of_the: Phrases = ()
    pairs: Phrases = ()
    pair_alone: Phrases = ()
    every_text: Phrases = ()
    drawn: Phrases = ()
    typography: Sequence[tuple[str, str, str]] = ()

    @property
    def known(self) -> bool:
        """Whether there is a file of its words."""
        return bool(self.joints)

    @cached_property
    def locales(self) -> tuple[Locale, ...]:
        """What CLDR knows of it: of English, also as it is written outside Britain."""
        return Language(self.language).locale, Locale.parse(self.language, sep="-")

    @cached_property
    def marks(self) -> tuple[str, str]:
        """What may stand between thousands and before decimals, as parts of a pattern."""
        decimal = get_decimal_symbol(self.locales[0])
        groups = {*" \u00a0\u202f'", get_group_symbol(self.locales[0])} - {decimal}
        return f"[{re.escape(''.join(sorted(groups)))}]", re.escape(decimal)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The numbers below a hundred, and what multiplies them."""
        ours = NUMBER_WORDS.get(self.language, {"words": ""})["words"] if self.known else ""
        spelled = enumerate((self.below_hundred or ours).split()[:100])
        below = {word: number for number, words in spelled for word in words.split("/")}
        return {key(word): number for word, number in {**below, **self.multiples}.items()}

    @cached_property
    def ranks(self) -> dict[str, str]:
        """The ordinals, from the second on."""
        every = enumerate(self.ordinals.split(), start=2)
        return {key(word): str(rank) for rank, words in every for word in words.split("/")}

    def months(self, width: Literal["wide", "abbreviated"]) -> dict[str, int]:
        """The months, with their accents and without."""
        names = [(name, n) for one in self.locales for n, name in month_names(one, width).items()]
        names += [(name, n) for n, name in enumerate(self.months_alone, start=1) if width == "wide"]
        return {form: number for name, number in names for form in (name, without_accents(name))}

    @cached_property
    def weekdays(self) -> dict[str, str]:
        """The days of the week, one and several, with their English names."""
        english = Locale.parse(SOURCE).days["format"]["wide"]
        days = self.locales[0].days["format"]["wide"]
        return {
            key(name) + ending: english[day].casefold()
            for day, name in days.items()
            for ending in ("", "s")
        }

    def without_article(self, phrase: str) -> str:
        """Return a phrase without the articles that it begins with, if it is more than they.

        >>> [vocabulary("fr").without_article(name) for name in ("d’anciens dirigeants", "Des")]
        ['dirigeants', 'Des']
        """
        article = rf"(?:{any_of(*self.articles)}\s*)+"
        match = re.match(article, plain(phrase), re.IGNORECASE)
        return phrase[match.end() :] if match and match.end() < len(phrase) else phrase

    def bound(self, kind: str) -> str:
        """A pattern for the words of a kind of bound."""
        return any_of(*self.bounds[kind], *self.also.get(kind, ()))

    @cached_property
    def _counts_of_texts(self) -> re.Pattern[str]:
        """What finds a count of the texts in plain words, as one of two groups."""
        small = (word for word, number in self.numbers.items() if 1 < number < 10)
        between = any_of(*self.of_the, *self.before_texts)
        texts = any_of(*self.things.get("text", ()))
        pattern = (
            rf"({any_of(*self.pairs, *small)}|\b\d\d?)\b(?:\s+{between})*\s+{texts}"
            rf"(?!\s+(?-i:[A-Z]\b))|({any_of(*self.pair_alone)})"
        )
        return re.compile(pattern, re.IGNORECASE)

    def miscounted(self, text: str, size: int) -> Iterator[Fault]:
        """Yield where words count the texts of a corpus as more or fewer than there are.

        "Both texts" and "neither text" are true of two texts only: a third one that comes in
        makes them wrong. Which two are meant is clear where their labels follow.

        >>> told = vocabulary("en").miscounted("Neither text tells; both texts A and B are old.", 3)
        >>> [words for _, words, *_ in told]
        ['Neither text']
        >>> list(vocabulary("fr").miscounted("Aucun des deux textes ne le dit.", 2))
        []
        """
        rule = f"the corpus has {size} text{'s' * (size != 1)}"
        hint = 'name those that are meant ("text A"), or write "no text" for none of them'
        for match in self._counts_of_texts.finditer(plain(text)):
            count = match[1] or match[2]
            number = int(count) if count.isdecimal() else self.numbers.get(key(count), 2)
            if number != size:
                yield match.start(), text[slice(*match.span())], rule, hint

    def misprinted(self, text: str) -> Iterator[Fault]:
        """Yield where signs are not those of the language.

        >>> [sign for _, sign, *_ in vocabulary("fr").misprinted("l'un : l’autre")]
        [':', "'"]
        """
        for pattern, rule, hint in self.typography:
            for match in re.finditer(pattern, text):
                yield match.start(), match[0], rule, hint

    def is_idle(self, text: str, start: int, end: int) -> bool:
        """Whether words of a plain text stand in a phrase in which they mean nothing."""
        phrases = re.finditer(any_of(*self.idle), text, re.IGNORECASE)
        return any(phrase.start() <= start and end <= phrase.end() for phrase in phrases)


def vocabulary(language: str) -> Vocabulary:
    """Return the words of a language (BCP 47), those of the project that speaks before ours.

    Raises ProblemError if its file is not as it has to be.

    >>> vocabulary("fr-ML").numbers["vingt et un"], vocabulary("ar").known
    (21, False)
    """
    return _vocabulary(language, spoken().folder)


@cache
def _vocabulary(language: str, folder: Path) -> Vocabulary:
    file = _file(language, folder)
    return Vocabulary(primary(language), **_words(file)) if file else Vocabulary(language)


def _words(file: Path) -> Any:
    try:
        words = json.loads(file.read_text(encoding="utf-8"))
        _validator()(words, name_prefix="words")
    except (OSError, ValueError, RecursionError) as error:
        name, line = "/".join(file.parts[-3:]), getattr(error, "lineno", 0)
        rule = f"is no file of words: {error}"
        hint = f"mend it there; prose/words/{SOURCE}.json in the package is a model"
        raise ProblemError([Problem(name, line, rule=rule, hint=hint)]) from None
    return words


@cache
def _validator() -> Callable[..., Any]:
    return fastjsonschema.compile(json.loads(_SCHEMA.read_text(encoding="utf-8")))


def _file(language: str, folder: Path) -> Path | None:
    names = dict.fromkeys((language.replace("-", "_"), primary(language)))
    places = [folder / name / "words.json" for name in names]
    places.append(_OURS / f"{primary(language)}.json")
    return next(filter(Path.is_file, places), None)


def unread(languages: Iterable[str], folder: Path = FOLDER) -> list[str]:
    """Return a line for each language of whose prose only digits and names are read.

    >>> unread(["en", "fr", "wo"])
    ['prose in "wo": digits and names are held against the claims, number words and months are not']
    """
    rule = "digits and names are held against the claims, number words and months are not"
    return [f'prose in "{code}": {rule}' for code in languages if not _file(code, folder)]


def meant(words: Synonyms) -> dict[str, str]:
    """Return what words mean, by their keys.

    >>> meant(["Half"]), meant({"half": ["moitié"]})
    ({'half': 'Half'}, {'moitié': 'half'})
    """
    every = words.items() if isinstance(words, Mapping) else ((word, [word]) for word in words)
    return {key(form): meaning for meaning, forms in every for form in forms}


def plain(text: str) -> str:
    """Return a text with straight apostrophes, as long as it was."""
    return text.replace("’", "'")


def key(phrase: str) -> str:
    """Return a phrase as it is known by, whatever its capitals, hyphens and apostrophes.

    >>> key("Vingt-et-un"), key("l’an dernier")
    ('vingt et un', "l'an dernier")
    """
    return " ".join(re.split(GAP, plain(phrase).casefold().strip()))


@cache
def any_of(*phrases: str) -> str:
    """Return a pattern for any of some phrases as a whole in plain text, the longest if several.

    >>> re.findall(any_of("plus", "plus d’", "pas … avant"), "plus d'un, pas un jour avant")
    ["plus d'", 'pas un jour avant']
    """
    longest_first = sorted(map(plain, phrases), key=len, reverse=True)
    return rf"\b(?:{'|'.join(map(_pattern, longest_first))})" if phrases else r"(?!)"


def _pattern(phrase: str) -> str:
    words = (r"\w+" if word == "*" else re.escape(word) for word in re.split(GAP, phrase))
    whole = GAP.join(words).replace(f"{GAP}…{GAP}", r"\b.*?\b")
    return whole + (r"\b" if phrase[-1].isalnum() else "")
