"""French prose is held to what English prose is held to."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_corpus import discussion, said
from made_ferry import bac

from maliviz.corpus import Corpus
from maliviz.corpus.rows import Actor, Translation
from maliviz.language import speaking
from maliviz.prose.links import names_any, speaker_names
from maliviz.prose.markdown import Cell
from maliviz.prose.numbers import facts
from maliviz.prose.record import check_record
from maliviz.prose.rules import Caption, check, check_captions
from maliviz.prose.vocabulary import vocabulary

BAC = bac()
FRENCH = vocabulary("fr")
WORDS_READ = {"essaim", "dix", "des dizaines"}

# as in test_numbers: kinds are written by their first letter or word
SAID = [
    ("20", "n20"),
    ("1 500 et 20\u202f000 et 3\u00a0000", "n1500 n20000 n3000"),
    ("3,5 et 2030, 2031", "n3.5 n2030 n2031"),
    ("3.5", "n3 n5"),
    ("vingt", "n20"),
    ("VINGT ET UN", "n21"),
    ("vingt-et-une", "n21"),
    ("une vingtaine", "n20"),
    ("une cinquantaine, une centaine", "n50 n100"),
    ("soixante-dix, soixante et onze, septante", "n70 n71 n70"),
    ("quatre-vingts", "n80"),
    ("quatre-vingt-dix-sept", "n97"),
    ("cent un, deux cents, deux cent cinquante", "n101 n200 n250"),
    ("deux mille", "n2000"),
    ("mille neuf cent soixante", "n1960"),
    ("un million deux cent mille", "n1200000"),
    ("deux millions, trois milliards", "n2000000 n3000000000"),
    ("2,5 millions, 3\u00a0milliards, 300 mille", "n2500000 n3000000000 n300000"),
    ("1 million, 2 douzaines, 2,5", "n1000000 n24 n2.5"),
    ("une douzaine, deux douzaines", "n12 n24"),
    ("un quai, une source, l’un d’eux, l’une", ""),
    ("un ou deux", "n2"),
    ("cinq six", "n5 n6"),
    ("cinq ans et neuf mois", "n5 n9"),
    (
        "des dizaines, des centaines, des milliers, des millions",
        "dozens hundreds thousands millions",
    ),
    ("plusieurs, multiples, nombreuses, peu de", "several multiple numerous few"),
    ("quelques heures, une poignée, la moitié", "few handful half"),
    ("beaucoup, certains, tous, aucun, tous deux, tous les deux", ""),
    ("aucun des deux, l’une des deux", ""),
    ("les deux hommes", "n2"),
    ("le deuxième, la seconde, le 3e, le 2nd", "o2 o2 o3 o2"),
    ("le premier, de seconde main", ""),
    ("1er août", "n1 m8"),
    ("le premier août, le 1er", "n1 m8 o1"),
    ("mi-août, début AOÛT, fin aout", "m8 m8 m8"),
    ("en février, Décembre, DECEMBRE", "m2 m12 m12"),
    ("mars 2024", "m3 n2024"),
    ("janv. 2024, 3 sept. 2025", "m1 n2024 n3 m9 n2025"),
    ("un dimanche, les lundis", "wsunday wmonday"),
    ("l’an dernier, l'année dernière", "rlast-year rlast-year"),
    ("hier, aujourd’hui, dans la nuit", "ryesterday rtoday rovernight"),
    ("il y a un an, il y a trois jours", "ra-year-ago n3"),
    ("un essaim, dix", "essaim n10"),
]


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_what_french_prose_says(text: str, expected: str) -> None:
    found = [
        (kind[0] if kind != "word" else "") + value.replace(" ", "-")
        for kind, value in (
            fact.meaning for fact in facts(text, {"essaim", "dix", "des dizaines"}, "fr")
        )
    ]
    assert " ".join(found) == expected


def problems(source: str) -> list[str]:
    place = "notebooks/fr/bac.ipynb: cell 2: "
    found = check([Cell("notebooks/fr/bac.ipynb", 2, source)], BAC)
    return [str(problem).removeprefix(place) for problem in found]


SOUND = [
    "Ada Möller compte au moins [vingt](#claim-at-least-20) personnes.",
    "Selon Möller, [20 personnes ou plus](#claim-at-least-20).",
    "Au moins [une vingtaine](#claim-at-least-20) de personnes, d’après le texte A.",
    "[Des dizaines](#claim-dozens-b) de personnes, et [cinq](#claim-five-crossings) traversées.",
    "[Une cinquantaine](#claim-about-50) de personnes attendaient.",
    "Ils étaient environ [cinquante](#claim-about-50).",
    "Ils étaient [près de 50](#claim-about-50).",
    "Les deux textes divergent, deux textes courts\u00a0; le deuxième texte est plus court.",
    "Aucun des deux textes n’est long. Ni l’un ni l’autre texte n’est daté.",
    "C’est raconté deux fois, en 16 affirmations et 4 déductions.",
    "En [juillet](#claim-in-july), soit en [2025](#inference-july-is-2025).",
    "La tempête de [juillet 2025](#claim-in-july).",
    "Au plus tard en [mars 2024](#claim-by-march), le quai était fermé.",
    "Le quai était fermé [avant mars 2024](#claim-by-march).",
    "En [2030 ou plus tard](#claim-from-2030).",
    "Rien n’ouvre avant [2030](#claim-from-2030)\u00a0; pas avant [2030](#claim-from-2030).",
    "Aucun quai n’est attendu avant [2030](#claim-from-2030).",
    "Pendant [au moins 5 ans et 9 mois](#inference-closed-to-open), rien.",
    "Le texte A dit qu’il a [coulé](#claim-sank). Un matelot dit qu’il a [coulé](#claim-sank).",
    "Selon le texte A il a [coulé](#claim-sank), selon le texte B [non](#claim-afloat).",
    "Dans les textes A et B, il a [coulé](#claim-sank) ou [non](#claim-afloat).",
    "Selon des rumeurs, un homme s’est [noyé](#claim-drowned).",
    "Au dire d’Ada Möller, personne ne s’est [noyé](#claim-lived). «\u202fNon\u202f», dit MOLLER.",
    "Les deux textes l’ont allumé en [1921](#claim-lit-a).",
    "L’un et l’autre texte ont [1921](#claim-lit-a), et le texte A a [cinq](#claim-five-crossings) "
    "traversées.",
    "Texte A\u00a0: [trois jours](#claim-three-days) plus tôt. Texte B\u00a0: [dans la nuit]"
    "(#claim-overnight).",
    '«\u202fOui\u202f!\u202f» dit-on\u00a0: `x = "a"` et <https://example.org/2024>.',
]


@pytest.mark.parametrize("source", SOUND)
def test_sound_french_prose(source: str) -> None:
    assert problems(source) == []


def test_it_is_sound_in_whatever_language_its_claims_are_read() -> None:
    cells = [Cell("notebooks/fr/bac.ipynb", n, source) for n, source in enumerate(SOUND)]
    with speaking("fr"):
        assert check(cells, bac()) == []


@pytest.mark.parametrize("code", ["en", "fr"])
def test_a_date_that_no_statement_has_is_known_all_the_same(code: str) -> None:
    cell = Cell("notebooks/fr/bac.ipynb", 1, "Allumé en [mai 1921](#claim-lit-a), dit le texte A.")
    with speaking(code):
        assert check([cell], bac({"lit-a": {"when": "1921-05"}})) == []


def test_what_a_text_prints_is_read_in_the_language_of_the_text() -> None:
    more = {"five-crossings": {"statement": "Il a traversé.", "printed": "one Sunday in May"}}
    for words, found in (("un dimanche de mai", []), ("un lundi de mai", ["lundi"])):
        cell = Cell("notebooks/fr/bac.ipynb", 1, f"[{words}](#claim-five-crossings)")
        assert [one.value for one in check([cell], bac(more))] == found


UNSOUND = [
    (
        "Au moins\n[trente](#claim-at-least-20).",
        'line 2: column 2: "trente": not in claim "at-least-20"; '
        "it says: Au moins 20 personnes étaient à bord.",
    ),
    (
        "[Des centaines](#claim-dozens-a) de personnes.",
        'line 1: column 6: "centaines": not in claim "dozens-a"; '
        "it says: Des dizaines de personnes étaient à bord.",
    ),
    (
        "En [juin 2025](#claim-in-july).",
        'line 1: column 5: "juin": not in claim "in-july"; '
        "it says: La tempête est venue en juillet.",
    ),
    (
        "[Hier](#claim-overnight).",
        'line 1: column 2: "Hier": not in claim "overnight"; '
        "it says: Cela a commencé dans la nuit.",
    ),
    (
        "En août",
        'line 1: column 4: "août": a date without a link to a claim or an inference; '
        "no claim says it: write without it",
    ),
    (
        "Une vingtaine sont venus.",
        'line 1: column 1: "Une vingtaine": a number without a link to a claim or an inference; '
        "write [Une vingtaine](#claim-at-least-20)",
    ),
    (
        "Des dizaines.",
        'line 1: column 5: "dizaines": a count word without a link to a claim or an inference; '
        "write [dizaines](#claim-dozens-a) or [dizaines](#claim-dozens-b)",
    ),
    (
        "L’an dernier, rien.",
        'line 1: column 3: "an dernier": a date without a link to a claim or an inference; '
        "no claim says it: write without it",
    ),
    (
        "Les trois textes le disent.",
        'line 1: column 5: "trois textes": the corpus has 2 texts; '
        "correct the number, or write without one",
    ),
    (
        "Le troisième texte le dit.",
        'line 1: column 4: "troisième texte": the corpus has 2 texts; '
        "correct the number, or write without one",
    ),
    (
        "Les deux divergent.",
        'line 1: column 5: "deux": a number without a link to a claim or an inference; '
        "write “deux textes” if it counts the texts",
    ),
    (
        "[Vingt](#claim-at-least-20) personnes",
        'line 1: column 2: "Vingt": claim "at-least-20" gives a bound and not the number itself; '
        'write beside it "au moins", "pas moins de" or "ou plus"',
    ),
    (
        "[Une vingtaine](#claim-at-least-20) de personnes",
        'line 1: column 2: "Une vingtaine": claim "at-least-20" gives a bound and not the number '
        'itself; write beside it "au moins", "pas moins de" or "ou plus"',
    ),
    (
        "[50](#claim-about-50) personnes",
        'line 1: column 2: "50": claim "about-50" gives a bound and not the number itself; '
        'write beside it "environ", "autour de", "près de" or "à peu près"',
    ),
    (
        "Fermé en [mars 2024](#claim-by-march).",
        'line 1: column 11: "mars 2024": claim "by-march" gives a bound and not the number itself; '
        'write beside it "au plus tard", "avant", "jusqu’en" or "d’ici"',
    ),
    (
        "Fermé, et pas avant [mars 2024](#claim-by-march).",
        'line 1: column 22: "mars 2024": claim "by-march" gives a bound and not the number itself; '
        'write beside it "au plus tard", "avant", "jusqu’en" or "d’ici"',
    ),
    (
        "Ouvert avant [2030](#claim-from-2030).",
        'line 1: column 15: "2030": claim "from-2030" gives a bound and not the number itself; '
        'write beside it "ou plus tard", "pas avant", "au plus tôt", "à partir de", "depuis", '
        '"après" or "au moins"',
    ),
    (
        "[5 ans et 9 mois](#inference-closed-to-open)",
        'line 1: column 2: "5 ans et 9 mois": inference "closed-to-open" gives a bound and not the '
        'number itself; write beside it "au moins", "pas moins de" or "ou plus"',
    ),
    (
        "Le bac a [coulé](#claim-sank).",
        'line 1: column 11: "coulé": claim "sank" is disputed, and the sentence does not say who '
        'says it; name "matelot près de Capt Möller", "matelot" or "texte A"',
    ),
    (
        "Le bac aurait [coulé](#claim-sank).",
        'line 1: column 16: "coulé": claim "sank" is disputed, and the sentence does not say who '
        'says it; name "matelot près de Capt Möller", "matelot" or "texte A"',
    ),
    (
        "Selon Capt Möller, il a [coulé](#claim-sank).",
        'line 1: column 26: "coulé": claim "sank" is disputed, and the sentence does not say who '
        'says it; name "matelot près de Capt Möller", "matelot" or "texte A"',
    ),
    (
        "Le bac n’a pas [coulé](#claim-afloat).",
        'line 1: column 17: "coulé": claim "afloat" is disputed, and the sentence does not say who '
        'says it; name "texte B"',
    ),
    (
        "Le texte B dit qu’un homme s’est [noyé](#claim-drowned).",
        'line 1: column 35: "noyé": claim "drowned" is disputed, and the sentence does not say who '
        'says it; name "rumeurs"',
    ),
    (
        "Le texte B compte au moins [20](#claim-at-least-20).",
        'line 1: column 29: "20": the sentence names texte B, and claim "at-least-20" is of '
        'texte A; name "texte A" too, or make two sentences',
    ),
    (
        "Les deux textes comptent au moins [20](#claim-at-least-20).",
        'line 1: column 36: "20": the sentence attributes claim "at-least-20" to all texts, and '
        'texte A alone says it; name "texte A"',
    ),
]


@pytest.mark.parametrize(("source", "expected"), UNSOUND)
def test_unsound_french_prose(source: str, expected: str) -> None:
    assert problems(source)[-1:] == [expected]


MISPRINTED = [
    ("Qui\u202f? Où?", 'line 1: column 7: "?": no no-break space beside it'),
    ("Qui parle ? Où", 'line 1: column 5: "?": no no-break space beside it'),
    ("Voici : tout", 'line 1: column 1: ":": no no-break space before it'),
    ("Il dit «non\u202f».", 'line 1: column 9: "«": no no-break space beside it'),
    ("l'armée", 'line 1: column 3: "\'": a straight apostrophe'),
    ('Il dit "non".', 'line 1: column 9: """: not a quotation mark of French'),
    ("Il dit “non”.", 'line 1: column 9: "“": not a quotation mark of French'),
]


@pytest.mark.parametrize(("source", "expected"), MISPRINTED)
def test_french_is_printed_as_french_is(source: str, expected: str) -> None:
    assert problems(source)[0].startswith(f"{expected}; write ")


WORDS = [
    ("Les deux textes le disent.", 2),
    ("Aucun des deux textes ne le dit.", 2),
    ("Ni l’un ni l’autre texte ne le dit.", 2),
    ("L’un des trois textes le dit.", 3),
    ("rapporté par les deux", 2),
    ("dans 3 textes", 3),
]


@pytest.mark.parametrize(("words", "size"), WORDS)
def test_a_count_of_the_texts_in_french(words: str, size: int) -> None:
    assert [len([*FRENCH.miscounted(words, n)]) for n in (size, size + 1)] == [0, 1]


@pytest.mark.parametrize(
    "words",
    ["les deux camps", "ni le texte A ni le texte B", "les deux textes A et B", "un seul texte",
     "deux des trois textes", "aucun texte"],
)  # fmt: skip
def test_other_french_words_count_no_texts(words: str) -> None:
    assert [*FRENCH.miscounted(words, 3)] == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Au moins vingt, et rien avant 2030", []),
        ("Les deux textes divergent, en cinq barres", []),
        ("Une trentaine à bord", ["Une trentaine"]),
        ("Fermé en mars", ["mars"]),
        ("Les trois textes divergent", ["trois textes"]),
    ],
)
def test_the_title_of_a_figure_in_french(text: str, values: list[str]) -> None:
    anchors = ["claim-at-least-20", "claim-from-2030"]
    captions = [Caption("notebooks/fr/f.ipynb", 3, [text], anchors, [])]
    assert [one.value for one in check_captions(captions, BAC)] == values


def test_of_a_language_without_words_digits_and_names_are_held() -> None:
    wolof = replace(BAC, language="wo")
    right = "Ada Möller: [20](#claim-at-least-20), fukk. A: [2030](#claim-from-2030)"
    found = check([Cell("notebooks/wo/bac.ipynb", 1, right)], wolof)
    assert [one.value for one in found] == ["2030"]


def told(words: str, labels: str, own: str = "en") -> Corpus:
    """A corpus in French whose tables are in one language, with a note in French."""
    row = {"id": "claims/yes/note/fr", "original": "x", "text": words}
    claim = said("a", "yes", id="yes", note=words, printed="it's so")
    made = discussion("yes-no", claim, labels=labels, translations=[row])
    translations = {"claims/yes/note": Translation(**row)} if own == "en" else {}
    schema = replace(made.schema, languages=(own, "fr"))
    return replace(made, language="fr", schema=schema, translations=translations)


@pytest.mark.parametrize(
    ("own", "place"),
    [("en", "data/translations.csv:2: text"), ("fr", "data/claims.csv:2: note")],
)
def test_french_words_of_the_record_are_held_to_the_same(own: str, place: str) -> None:
    words = "Aucun des deux textes ne le dit\u202f: «\u202fnon\u202f»."
    (printed,) = check_record(told(words, "AB", own))
    assert str(printed) == (
        f'{place} = ":": no no-break space before it; write U+00A0 before the colon'
    )
    counted, again = check_record(told(words, "ABC", own))
    assert str(counted).startswith(f'{place} = "deux textes": the corpus has 3 texts; ')
    assert again == printed


def test_words_that_are_not_translated_yet_are_not_held_to_french() -> None:
    corpus = replace(told("A note: said so.", "AB"), translations={})
    assert list(check_record(corpus)) == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("une source sécuritaire", ["source sécuritaire", "source"]),
        ("des sources politiques et militaires", ["sources politiques et militaires", "sources"]),
        ("l’armée malienne", ["armée malienne", "armée"]),
        ("d’anciens dirigeants", ["dirigeants"]),
        (
            "des parlementaires et des sources militaires",
            ["parlementaires et des sources militaires", "parlementaires", "sources"],
        ),
        ("un représentant proche de Ba", ["représentant proche de Ba", "représentant"]),
    ],
)
def test_who_has_no_name_goes_by_the_first_noun(name: str, words: list[str]) -> None:
    actor = Actor("who", name, "unnamed", ("An English phrase",), "")
    found = speaker_names(["who"], {"who": actor}, FRENCH, foreign=True)
    assert list(found) == words


def test_a_person_goes_by_the_last_word_however_it_is_elided() -> None:
    actor = Actor("dembele", "Abass Dembele", "person", ("Gen Dembele",), "")
    found = speaker_names(["dembele"], {"dembele": actor}, FRENCH, foreign=True)
    assert list(found) == ["Abass Dembele", "Dembele", "Gen Dembele"]
    assert names_any("la maison d’Abass DEMBÉLÉ", found)
    assert names_any("selon l’AFP", ["AFP"])
    assert not names_any("les Dembelessi", found)
