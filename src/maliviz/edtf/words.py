"""Say an uncertain date in the language that is spoken.

What is inferred says so wherever it shows: a note follows, as in "July 2025 (year inferred)".

Three kinds of messages make a date, so that a catalogue alone can give it the grammar of another
language. *Pieces* are a year, a month, a day, as far as they are known; the months are those of
CLDR, with the form that stands beside a day where a language has one. *Joints* put a finer piece
to a coarser one: "{part} {whole}", or "{part} of {whole}" where one of them is not wholly known.
*Sentences* put dates to an expression: "by {date}", "between {first} and {last}".

Two things make prepositions and articles right. A piece has a second form for what follows an
"of" or a "from" (the context "of"), and is put in that form where a sentence asks for it: so
French has « d’août » and « du 1er août » in « un jour d’août », « à partir du 1er août ». And a
sentence whose preposition may go by what stands behind it is a message for each *precision*, its
context: "day", "month", "year", "decade", "about" for an approximate date, "part" for a day, a
month or a year of which too little is known. So « au plus tard » has « en mars », « le 1er août ».
English has one form of all these.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import time
from itertools import takewhile
from typing import Literal, NamedTuple

from babel.dates import format_time

from maliviz.edtf.date import NAMES, Part, PartialDate
from maliviz.language import N_, joined, month_names, pgettext, spoken, word_list
from maliviz.language import gettext as _

Precision = Literal["day", "month", "year", "decade", "about", "part"]


class _Phrase(NamedTuple):
    """A date in words: as it stands, and behind an "of" or a "from"; without words it is none."""

    words: str
    of: str
    precision: Precision

    def __bool__(self) -> bool:
        return bool(self.words)

    def put(self, sentence: str, place: str = "date", **others: str) -> _Phrase:
        """The phrase at a place of a longer one."""
        words, of = (sentence.format(**{place: form}, **others) for form in self[:2])
        return _Phrase(words, of, self.precision)

    def noted(self, note: str) -> _Phrase:
        return self.put(_("{words} ({note})"), "words", note=note) if note else self


def _made(words: str, of: str, precision: Precision, **parts: str) -> _Phrase:
    return _Phrase(words.format(**parts), of.format(**parts), precision)


_NONE = _Phrase("", "", "part")

_SENTENCES: Mapping[str, Callable[[], Mapping[Precision, str]]] = {
    "as of": lambda: {
        "day": pgettext("day", "as of {date}"),
        "month": pgettext("month", "as of {date}"),
        "year": pgettext("year", "as of {date}"),
        "decade": pgettext("decade", "as of {date}"),
        "about": pgettext("about", "as of {date}"),
        "part": pgettext("part", "as of {date}"),
    },
    "by": lambda: {
        "day": pgettext("day", "by {date}"),
        "month": pgettext("month", "by {date}"),
        "year": pgettext("year", "by {date}"),
        "decade": pgettext("decade", "by {date}"),
        "about": pgettext("about", "by {date}"),
        "part": pgettext("part", "by {date}"),
    },
    "until": lambda: {
        "day": pgettext("day", "until {date}"),
        "month": pgettext("month", "until {date}"),
        "year": pgettext("year", "until {date}"),
        "decade": pgettext("decade", "until {date}"),
        "about": pgettext("about", "until {date}"),
        "part": pgettext("part", "until {date}"),
    },
    "between": lambda: {
        "day": pgettext("day", "between {first} and {last}"),
        "month": pgettext("month", "between {first} and {last}"),
        "year": pgettext("year", "between {first} and {last}"),
        "decade": pgettext("decade", "between {first} and {last}"),
        "part": pgettext("part", "between {first} and {last}"),
    },
    "to": lambda: {
        "day": pgettext("day", "{first} to {last}"),
        "month": pgettext("month", "{first} to {last}"),
        "year": pgettext("year", "{first} to {last}"),
        "decade": pgettext("decade", "{first} to {last}"),
        "about": pgettext("about", "{first} to {last}"),
        "part": pgettext("part", "{first} to {last}"),
    },
    "about": lambda: {
        "day": pgettext("day", "about {date}"),
        "month": pgettext("month", "about {date}"),
        "year": pgettext("year", "about {date}"),
        "decade": pgettext("decade", "about {date}"),
        "part": pgettext("part", "about {date}"),
    },
}
"""The sentences that go by the precision of a date, in the language that is spoken."""


def _sentence(kind: str, precision: Precision, **dates: str) -> str:
    every = _SENTENCES[kind]()
    return every.get(precision, every["part"]).format(**dates)


def say(form: str, dates: Sequence[PartialDate]) -> str:
    """The sentence for a form, in which D is a date, and the one or two dates in it.

    Two dates of one year say it once, and so with the month; what is noted of both is noted once.
    The first ten days of a month are what "early" is read as, so they are called that.
    """
    if not dates:
        return _undated(form)
    if len(dates) == 1:
        return _noted(_one(form, _phrase(dates[0])), _note(dates[0]))
    first, last = dates
    if form == "[D..D]" and _first_ten_days(first, last):
        month = _phrase(replace(last, parts=last.parts[:2])).words
        return _noted(_("early {month}").format(month=month), _note(last))
    shared = _shared(first, last)
    if not shared or _note(first) != _note(last):
        return _two(form, *(_phrase(date).noted(_note(date)) for date in dates))
    if first.time and shared == len(first.parts):
        return _noted(_hours(form, first, last), _note(last))
    return _noted(_two(form, _phrase(first, without=shared), _phrase(last)), _note(last))


def say_as_of(form: str, dates: Sequence[PartialDate]) -> str:
    """The words for that something is told as of a date."""
    precision = _phrase(dates[0]).precision if form == "D" else "part"
    return _sentence("as of", precision, date=say(form, dates))


def _undated(form: str) -> str:
    match form:
        case "XXXX/..":
            return _("from an unknown start on")
        case "../XXXX":
            return _("until an unknown end")
        case _:
            return _("no date printed")


def _one(form: str, date: _Phrase) -> str:
    """The sentence for a form with one date."""
    match form:
        case "[D..]":
            return _("{date} or later").format(date=date.words)
        case "[..D]":
            return _sentence("by", date.precision, date=date.words)
        case "D/=":
            return _("within {date}").format(date=date.of)
        case "D/..":
            return _("from {date} on").format(date=date.of)
        case "D/XXXX":
            return _("from {date}, end not known").format(date=date.of)
        case "../D":
            return _sentence("until", date.precision, date=date.words)
        case "XXXX/D":
            until = _sentence("until", date.precision, date=date.words)
            return _("{until}, start not known").format(until=until)
        case _:
            return date.words


def _two(form: str, first: _Phrase, last: _Phrase) -> str:
    """The sentence for a form with two dates."""
    if form == "D/D":
        return _sentence("to", last.precision, first=first.of, last=last.words)
    alike = first.precision if first.precision == last.precision else "part"
    return _sentence("between", alike, first=first.words, last=last.words)


def _hours(form: str, first: PartialDate, last: PartialDate) -> str:
    """The sentence for two times of one day."""
    if form == "D/D":
        sentence = _("{first} to {last} on {date}")
    else:
        sentence = _("between {first} and {last} on {date}")
    day = _phrase(replace(last, time="")).words
    return sentence.format(first=_clock(first.time), last=_clock(last.time), date=day)


def _first_ten_days(first: PartialDate, last: PartialDate) -> bool:
    """Whether two dates are the 1st and the 10th of one month."""
    if first.time or last.time:
        return False
    days = [part.digits for date in (first, last) for part in date.parts[2:]]
    return first.parts[:2] == last.parts[:2] and days == ["01", "10"]


def _shared(first: PartialDate, last: PartialDate) -> int:
    """How many parts, from the year on, both have alike and neither ends with."""
    if bool(first.time) != bool(last.time):
        return 0
    ends = None if first.time else -1
    pairs = zip(first.parts[:ends], last.parts[:ends], strict=False)
    return len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))


def _phrase(date: PartialDate, without: int = 0) -> _Phrase:
    """The date, from its coarsest part to its finest; `without` leaves out so many of the first."""
    phrase = _NONE
    for n, part in list(enumerate(date.parts))[without:]:
        piece = _piece(date, n)
        if phrase and piece:
            piece = _within(phrase, piece, is_open=not part.known)
        phrase = piece or phrase
    if _approximate_throughout(date) and phrase:
        phrase = _about(phrase)
    return phrase.put(_("{time} on {date}"), time=_clock(date.time)) if date.time else phrase


def _within(whole: _Phrase, part: _Phrase, *, is_open: bool) -> _Phrase:
    """A finer part beside a coarser one.

    It is "of" it if it is wholly open itself, and if the coarser one is an open month or a year
    that is partly known: "a day of March 2024", "July of the 2010s".
    """
    if is_open or whole.precision in ("decade", "part"):
        return part.put(_("{part} of {whole}"), "part", whole=whole.of)
    if part.precision == "day":
        joint = pgettext("day and month", "{part} {whole}")
    else:
        joint = pgettext("month and year", "{part} {whole}")
    return part.put(joint, "part", whole=whole.words)


def _about(date: _Phrase) -> _Phrase:
    words = _sentence("about", date.precision, date=date.words)
    return _Phrase(words, pgettext("of", "about {date}").format(date=date.of), "about")


def _clock(text: str) -> str:
    """A time in words: `14:30`, or `14 h` for some minute of the hour."""
    hour, _colon, minute = text.partition(":")
    letters = (
        pgettext("time, in the letters of CLDR", "HH:mm")
        if minute
        else pgettext("hour, in the letters of CLDR", "H 'h'")
    )
    return format_time(time(int(hour), int(minute or 0)), letters, locale=spoken().locale)


def _piece(date: PartialDate, n: int) -> _Phrase:
    """The year, the month or the day of a date, which is none if nothing is told of it."""
    if n == 0:
        return _year(date.parts[0].digits)
    low, high = (getattr(day, NAMES[n]) for day in date.days)
    if n == 2:
        return _day(date, low, high)
    if not date.parts[1].known:
        day_open = not all(part.known for part in date.parts[2:])
        return _NONE if day_open else _Phrase(_("a month"), pgettext("of", "a month"), "part")
    if low == high:
        return _Phrase(_month(low), _of_month(low), "month")
    return _made(
        _("a month from {first} to {last}"),
        pgettext("of", "a month from {first} to {last}"),
        "part",
        first=_month(low),
        last=_month(high),
    )


def _day(date: PartialDate, low: int, high: int) -> _Phrase:
    if not date.parts[2].known:
        return _Phrase(_("a day"), pgettext("of", "a day"), "part")
    if low != high:
        return _made(
            _("a day from {first} to {last}"),
            pgettext("of", "a day from {first} to {last}"),
            "part",
            first=_number(low),
            last=_number(high),
        )
    if date.parts[1].known:
        return _made("{day}", pgettext("of", "{day}"), "day", day=_number(low))
    return _made(_("day {day}"), pgettext("of", "day {day}"), "part", day=_number(low))


def _number(day: int) -> str:
    return pgettext("day of the month", "1") if day == 1 else str(day)


def _month(number: int) -> str:
    return month_names(spoken().locale)[number]


def _of_month(number: int) -> str:
    months = (
        pgettext("of", "January"),
        pgettext("of", "February"),
        pgettext("of", "March"),
        pgettext("of", "April"),
        pgettext("of", "May"),
        pgettext("of", "June"),
        pgettext("of", "July"),
        pgettext("of", "August"),
        pgettext("of", "September"),
        pgettext("of", "October"),
        pgettext("of", "November"),
        pgettext("of", "December"),
    )
    return months[number - 1]


def _year(digits: str) -> _Phrase:
    if not Part(digits).known:
        return _NONE
    if "X" not in digits:
        return _made("{year}", pgettext("of", "{year}"), "year", year=_one_year(int(digits)))
    low, high = int(digits.replace("X", "0")), int(digits.replace("X", "9"))
    # "the 2000s" may be a decade or a century, so years are counted out where it could be both.
    if low % 100 and not digits.endswith("XX"):
        return _made(_("the {year}s"), pgettext("of", "the {year}s"), "decade", year=str(low))
    return _made(
        _("a year from {first} to {last}"),
        pgettext("of", "a year from {first} to {last}"),
        "part",
        first=_one_year(low),
        last=_one_year(high),
    )


def _one_year(year: int) -> str:
    if year < 1:
        return _("{year} BC").format(year=1 - year)
    return str(year) if year >= 1000 else _("AD {year}").format(year=year)


def _noted(words: str, note: str) -> str:
    return _("{words} ({note})").format(words=words, note=note) if note else words


def _note(date: PartialDate) -> str:
    """What is to be known of a date besides: that it has no year, what of it is inferred."""
    inferred = [name for name, part in date.named if part.inferred]
    about = [name for name, part in date.named if part.approximate]
    return joined(
        [
            _("no year printed") if date.known and date.kind == "unknown" else "",
            _told(_INFERRED, inferred),
            _told(_APPROXIMATE, [] if _approximate_throughout(date) else about),
        ]
    )


_INFERRED = {
    "year": N_("year inferred"),
    "month": N_("month inferred"),
    "day": N_("day inferred"),
    "several": N_("{parts} inferred"),
}
_APPROXIMATE = {
    "year": N_("year approximate"),
    "month": N_("month approximate"),
    "day": N_("day approximate"),
    "several": N_("{parts} approximate"),
}


def _told(notes: Mapping[str, str], names: Sequence[str]) -> str:
    """The note on some parts of a date, on one or on several."""
    if not names:
        return ""
    note = notes[names[0] if len(names) == 1 else "several"]
    return _(note).format(parts=_names(names))


def _names(names: Sequence[str]) -> str:
    words = {
        "year": pgettext("part of a date", "year"),
        "month": pgettext("part of a date", "month"),
        "day": pgettext("part of a date", "day"),
    }
    return word_list(words[name] for name in names)


def _approximate_throughout(date: PartialDate) -> bool:
    return date.known and all(part.approximate for part in date.parts if part.known)
