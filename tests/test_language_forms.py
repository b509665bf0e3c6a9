"""Dates, counts, distances and other words that the code makes, in each language.

In the French, `_` is a narrow no-break space and `~` one of full width, as they are printed.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from maliviz.corpus.vocabulary import label
from maliviz.count import parse_count
from maliviz.edtf import distance, parse, parse_ago
from maliviz.language import joined, number, number_word, quoted, speaking, word_list

DATA = Path(__file__).parents[1] / "data"


def between(dates: str) -> str:
    first, last = map(parse, dates.split())
    return distance(first, last).words()


MADE: dict[str, Callable[[str], str]] = {
    "date": lambda text: parse(text).words(),
    "as of": lambda text: parse(text).as_of(),
    "count": lambda text: parse_count(text, {"dozens": ">=24"}).words(),
    "distance": between,
    "before": lambda text: parse_ago(text).words(),
    "after": lambda text: parse_ago(text).words("after"),
    "before E": lambda text: parse_ago(text).words("before", "E"),
    "after E": lambda text: parse_ago(text).words("after", "E"),
    "and": lambda text: word_list(text.split()),
    "or": lambda text: word_list(text.split(), "or"),
    ",": lambda text: joined(text.split()),
    ";": lambda text: joined(text.split(), ";"),
    "quoted": quoted,
    "number": lambda text: number(int(text)),
    "word": lambda text: number_word(int(text)),
    "label": lambda text: label(*text.split("=")),
}

FORMS = """
date 2024 | 2024 | 2024
date 2024-03 | March 2024 | mars 2024
date 2024-03-31 | 31 March 2024 | 31 mars 2024
date 2025-08-01 | 1 August 2025 | 1er août 2025
date 2025? | 2025 (year inferred) | 2025 (année déduite)
date 2025?-07 | July 2025 (year inferred) | juillet 2025 (année déduite)
date 2025-07? | July 2025 (year and month inferred) | juillet 2025 (année et mois déduits)
date 2025-?07 | July 2025 (month inferred) | juillet 2025 (mois déduit)
date 2025-07-?01 | 1 July 2025 (day inferred) | 1er juillet 2025 (jour déduit)
date 2025~-07 | July 2025 (year approximate) | juillet 2025 (année approximative)
date 2025-~07 | July 2025 (month approximate) | juillet 2025 (mois approximatif)
date 2024-03~ | about March 2024 | vers mars 2024
date 2020% | about 2020 (year inferred) | vers 2020 (année déduite)
date 2024-08-01~ | about 1 August 2024 | vers le 1er août 2024
date [..2024] | by 2024 | au plus tard en 2024
date [..2024-03] | by March 2024 | au plus tard en mars 2024
date [..2025-08-01] | by 1 August 2025 | au plus tard le 1er août 2025
date [..2024~] | by about 2024 | au plus tard vers 2024
date [..201X] | by the 2010s | au plus tard dans les années 2010
date [2030..] | 2030 or later | 2030 ou plus tard
date [2021?..] | 2021 or later (year inferred) | 2021 ou plus tard (année déduite)
date [2024..2026] | between 2024 and 2026 | entre 2024 et 2026
date [2025-08..2025-12] | between August and December 2025 | entre août et décembre 2025
date [2025-08-01..2025-08-12] | between 1 and 12 August 2025 | entre le 1er et le 12 août 2025
date [2025-07-28..2025-08-02] | between 28 July and 2 August 2025 \
| entre le 28 juillet et le 2 août 2025
date [2024~..2026~] | between about 2024 and about 2026 \
| au plus tôt vers 2024, au plus tard vers 2026
date [2025-08-01..2025-08-10] | early August 2025 | début août 2025
date [2025?-08-01..2025?-08-10] | early August 2025 (year inferred) \
| début août 2025 (année déduite)
date [XXXX-08-01..XXXX-08-10] | early August (no year printed) | début août (sans année imprimée)
date 2012/2020 | 2012 to 2020 | de 2012 à 2020
date 2012?/2020 | 2012 (year inferred) to 2020 | de 2012 (année déduite) à 2020
date 2024-06/2024-09 | June to September 2024 | de juin à septembre 2024
date 2024-08/2025-04 | August 2024 to April 2025 | d’août 2024 à avril 2025
date 2025-08-01/2025-08-10 | 1 to 10 August 2025 | du 1er au 10 août 2025
date 2012~/2020~ | about 2012 to about 2020 | des alentours de 2012 jusque vers 2020
date 2012/2012 | within 2012 | au cours de 2012
date 2024-10/2024-10 | within October 2024 | au cours d’octobre 2024
date 2012/.. | from 2012 on | à partir de 2012
date 2025-08/.. | from August 2025 on | à partir d’août 2025
date 2025-08-01/.. | from 1 August 2025 on | à partir du 1er août 2025
date 201X/.. | from the 2010s on | à partir des années 2010
date 2022/XXXX | from 2022, end not known | à partir de 2022, fin inconnue
date ../2012-04 | until April 2012 | jusqu’en avril 2012
date ../2012-04-01 | until 1 April 2012 | jusqu’au 1er avril 2012
date ../2012~ | until about 2012 | jusque vers 2012
date XXXX/2022 | until 2022, start not known | jusqu’en 2022, début inconnu
date XXXX/.. | from an unknown start on | depuis un début inconnu
date ../XXXX | until an unknown end | jusqu’à une fin inconnue
date XXXX | no date printed | sans date imprimée
date XXXX-07 | July (no year printed) | juillet (sans année imprimée)
date XXXX-?07 | July (no year printed, month inferred) | juillet (sans année imprimée, mois déduit)
date 2024-03-XX | a day of March 2024 | un jour de mars 2024
date 2024-08-XX | a day of August 2024 | un jour d’août 2024
date 2024-XX-XX | a day of 2024 | un jour de 2024
date 2024-XX | a month of 2024 | un mois de 2024
date 2024-XX-05 | day 5 of a month of 2024 | le 5 d’un mois de 2024
date 2025-08-0X | a day from 1 to 9 August 2025 | un jour entre le 1er et le 9 août 2025
date 2025-1X | a month from October to December 2025 | un mois entre octobre et décembre 2025
date 201X | the 2010s | années 2010
date 201X-07 | July of the 2010s | juillet des années 2010
date 200X | a year from 2000 to 2009 | une année entre 2000 et 2009
date -0043 | 44 BC | 44~av.~J.-C.
date 0044 | AD 44 | 44~apr.~J.-C.
date 2024-03-31T14:30 | 14:30 on 31 March 2024 | 31 mars 2024 à 14~h~30
date 2024-03-31T07:05 | 07:05 on 31 March 2024 | 31 mars 2024 à 7~h~05
date [2024-03-31T14..2024-03-31T16] | between 14 h and 16 h on 31 March 2024 \
| le 31 mars 2024 entre 14~h et 16~h
date 2024-03-31T14/2024-03-31T16 | 14 h to 16 h on 31 March 2024 | le 31 mars 2024 de 14~h à 16~h
as of 2024-05-01 | as of 1 May 2024 | au 1er mai 2024
as of 2024-05 | as of May 2024 | en mai 2024
as of [..2024-05] | as of by May 2024 | situation~: au plus tard en mai 2024
count 5 | 5 | 5
count >=20 | at least 20 | au moins 20
count >1000 | more than 1,000 | plus de 1_000
count <=20 | at most 20 | au plus 20
count <20 | fewer than 20 | moins de 20
count ~50 | about 50 | environ 50
count dozens | dozens | dozens
distance [..2024-03] [2030..] | at least 5 years and 9 months | au moins 5 ans et 9 mois
distance [2030..] [..2024-03] | at least 5 years and 9 months earlier \
| au moins 5 ans et 9 mois plus tôt
distance 2021 [2030..] | at least 8 years | au moins 8 ans
distance 2020 2022 | between 1 and 3 years | entre 1 et 3 ans
distance 2024-03-31 2030-01-01 | between 5 years 9 months and 5 years 10 months \
| entre 5 ans 9 mois et 5 ans 10 mois
distance 2024-01-01 2025-01-01 | 1 year | 1 an
distance 2024-01-31 2024-02-29 | at most 1 month | au plus 1 mois
distance 2024-03-31 2024-03-31 | the same day | le jour même
distance 2024 2024 | between 1 year earlier and 1 year later | entre 1 an plus tôt et 1 an plus tard
distance 2024~ [2030..] | at least about 5 years | au moins environ 5 ans
distance 2025? [2030..] | at least 4 years (from an inferred date) \
| au moins 4 ans (d’après une date déduite)
distance 2024-01-01 [2024..] | an unknown time | une durée inconnue
before P0D | the same day | le jour même
before P1D | 1 day before | 1 jour avant
before P3D | 3 days before | 3 jours avant
before P0D/P1D | 0 to 1 days before | 0 à 1 jour avant
before P1D/P2D | 1 to 2 days before | 1 à 2 jours avant
before P2W | 2 weeks before | 2 semaines avant
before P1Y | 1 year before | 1 an avant
before P1W/P1M | 1 week to 1 month before | 1 semaine à 1 mois avant
after P2D | 2 days after | 2 jours après
before E P3D | 3 days before “E” | 3 jours avant «_E_»
after E P1D | 1 day after “E” | 1 jour après «_E_»
before E P0D | the same day as “E” | le même jour que «_E_»
and a b | a and b | a et b
and a b c | a, b and c | a, b et c
or a b c | a, b or c | a, b ou c
, a b | a, b | a, b
; a b c | a; b; c | a_; b_; c
quoted a b | “a b” | «_a b_»
number 1234567 | 1,234,567 | 1_234_567
word 0 | no | aucun
word 3 | three | trois
word 12 | 12 | 12
label modality=denied | denied | démenti
label strength=weak | weak | faible
label kind=promised | promised | promis
label value=yes | yes | oui
label outlet=Radio | Radio | Radio
"""
KIND = re.compile("|".join(sorted(map(re.escape, MADE), key=len, reverse=True)))


def cases(column: int) -> list[tuple[str, str, str]]:
    found = []
    for line in FORMS.strip().splitlines():
        what, *words = line.split(" | ")
        kind = KIND.match(what)
        assert kind
        found.append((kind[0], what[kind.end() + 1 :], words[column]))
    return found


@pytest.mark.parametrize(("kind", "text", "words"), cases(0))
def test_english(kind: str, text: str, words: str) -> None:
    assert MADE[kind](text) == words


@pytest.mark.parametrize(("kind", "text", "words"), cases(1))
def test_french(kind: str, text: str, words: str) -> None:
    with speaking("fr"):
        assert MADE[kind](text) == words.replace("_", "\u202f").replace("~", "\u00a0")


def recorded(*columns: str) -> list[str]:
    """What some columns of all tables have, each once."""
    cells = set[str]()
    for file in DATA.glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as opened:
            for row in csv.DictReader(opened):
                cells |= {row[column] for column in columns if row.get(column)}
    return sorted(cells)


DATES = recorded("when", "published", "date")
COUNTS = [value for value in recorded("value") if re.fullmatch(r"[<>=~]*\d+", value)]
RECORDED = [
    *(("date", date) for date in DATES),
    *(("as of", date) for date in DATES),
    *(("count", count) for count in COUNTS),
    *(("distance", " ".join(pair)) for pair in pairwise([*DATES, *DATES[::2]])),
    *((side, text) for side in ("before", "after E") for text in recorded("ago", "later")),
]
BOTH = {"date", "e"}
"""Words that are the same in both languages."""


@pytest.mark.parametrize(("kind", "text"), RECORDED)
def test_no_english_is_left_in_what_the_record_has(kind: str, text: str) -> None:
    english = set(re.findall(r"\w+", MADE[kind](text).lower()))
    with speaking("fr"):
        french = MADE[kind](text)
    left = english.intersection(re.findall(r"\w+", french.lower())) - BOTH
    assert not [word for word in left if not word.isdigit()], french


def test_what_was_read_once_is_said_in_each_language() -> None:
    date, count, ago = parse("[..2024-03]"), parse_count(">=20"), parse_ago("P3D")
    for code, words in {
        "fr": ["au plus tard en mars 2024", "au moins 20", "3 jours avant"],
        "en": ["by March 2024", "at least 20", "3 days before"],
    }.items():
        with speaking(code):
            assert [date.words(), count.words(), ago.words()] == words


GERMAN = {
    ("month", "by {date}"): "spätestens im {date}",
    ("day", "by {date}"): "spätestens am {date}",
    ("day of the month", "1"): "1.",
    ("day and month", "{part} {whole}"): "{part} {whole}",
    ("time, in the letters of CLDR", "HH:mm"): "H.mm 'Uhr'",
    (None, "{time} on {date}"): "{date}, {time}",
    (None, "at least {number}"): "mindestens {number}",
}


def test_another_language_needs_a_catalogue_and_no_code(tmp_path: Path) -> None:
    catalog = Catalog(locale="de")
    for (context, english), german in GERMAN.items():
        catalog.add(english, german, context=context)
    file = tmp_path / "de" / "LC_MESSAGES" / "maliviz.po"
    file.parent.mkdir(parents=True)
    with file.open("wb") as opened:
        write_po(opened, catalog)
    with speaking("de", tmp_path):
        assert MADE["date"]("[..2024-03]") == "spätestens im März 2024"
        assert MADE["date"]("[..2025-08-01]") == "spätestens am 1. August 2025"
        assert MADE["date"]("2025-08-01T07:30") == "1. August 2025, 7.30 Uhr"
        assert MADE["count"](">=1200") == "mindestens 1.200"
        assert MADE["and"]("a b c") == "a, b und c"
