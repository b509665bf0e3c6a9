from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, partial
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_ferry import ferry

from maliviz import load
from maliviz.corpus import Corpus
from maliviz.evidence.compare import comparisons
from maliviz.prose.html import render
from maliviz.prose.links import Target, targets
from maliviz.prose.markdown import Cell, uses
from maliviz.prose.rules import Caption, check, check_captions

FERRY = ferry()


def linker(corpus: Corpus) -> Callable[[str, str, str], str]:
    """What makes the link of an anchor to what this corpus says of it."""
    every = targets(corpus)
    return lambda anchor, words, plain: render(anchor, every.get(anchor), words, plain)


LINK = linker(FERRY)


def problems(source: str, corpus: Corpus = FERRY) -> list[str]:
    place = "notebooks/ferry.ipynb: cell 2: "
    found = check([Cell("notebooks/ferry.ipynb", 2, source)], corpus)
    return [str(problem).removeprefix(place) for problem in found]


SOUND = [
    "",
    "Captain Möller counts at least [20](#claim-at-least-20) people.",
    "There were [20 people or more](#claim-at-least-20) aboard.",
    "[Dozens](#claim-dozens-b) were aboard, and [five-fold](#claim-five-crossings) it went.",
    "## About [fifty](#claim-about-50) ashore",
    "It crossed [5](#claim-five-crossings) times, `x = 30`.\n\n```\n40\n```",
    "The two texts differ, and both texts are short; one text is in English.",
    "The second text is shorter. It is a story told twice, of 16 claims and 4 inferences.",
    "The storm of [July 2025](#claim-in-july) was in [2025](#inference-july-is-2025).",
    "By [March 2024](#claim-by-march) it was shut.",
    "Nothing opens before [2030](#claim-from-2030), or in [2030](#claim-from-2030) or later.",
    "For [at least 5 years and 9 months](#inference-closed-to-open) nothing opens.",
    "Text A says it [sank](#claim-sank). A mate says it [sank](#claim-sank).",
    "Text A has it [sunk](#claim-sank), and text B has it [afloat](#claim-afloat).",
    "In texts A and B it is [sunk](#claim-sank) or [afloat](#claim-afloat).",
    "There are rumours that a man [drowned](#claim-drowned); MOLLER says [no](#claim-lived).",
    "By Text A the pier was shut by [March 2024](#claim-by-march), and by text B nothing opens "
    "before [2030](#claim-from-2030).",
    "From a promise by [March 2024](#claim-by-march) to a date not before "
    "[2030](#claim-from-2030), [at least 5 years and 9 months](#inference-closed-to-open) pass.",
    "Both texts say that the lamp was lit in [1921](#claim-lit-a), and text A that it crossed "
    "[five](#claim-five-crossings) times.",
    "| who | what |\n|---|---|\n| Text A | it [sank](#claim-sank) |",
    "It began [three days](#claim-three-days) earlier, by text A. Text B: [overnight]"
    "(#claim-overnight).",
    "See [the boats](boats.ipynb), <https://example.org/2024>, and more at [home](#part).",
]


@pytest.mark.parametrize("source", SOUND)
def test_sound_prose(source: str) -> None:
    assert problems(source) == []


UNSOUND = [
    # no such evidence
    (
        "At least\n[20](#claim-at-leest-20).",
        'line 2: column 2: "#claim-at-leest-20": no such claim; did you mean "#claim-at-least-20"?',
    ),
    (
        "It [is](#inference-xyz) so.",
        'line 1: column 5: "#inference-xyz": no such inference; '
        "take an id from data/inferences.csv",
    ),
    (
        "It [is](#claim-july-is-2025) so.",
        'line 1: column 5: "#claim-july-is-2025": no such claim; '
        'did you mean "#inference-july-is-2025"?',
    ),
    ("So: [](#claim-sank)", 'line 1: "#claim-sank": a link without words; write some'),
    # a number, date or count word that the evidence does not say
    (
        "At least [**30**](#claim-at-least-20)",
        'line 1: column 13: "30": not in claim "at-least-20"; it says: At least 20 were aboard.',
    ),
    (
        "[Hundreds](#claim-dozens-a) were there.",
        'line 1: column 2: "Hundreds": not in claim "dozens-a"; it says: Dozens were aboard.',
    ),
    (
        "In [June 2025](#claim-in-july).",
        'line 1: column 5: "June": not in claim "in-july"; it says: The storm came in July.',
    ),
    (
        "For at least [5 years](#inference-closed-to-open) and [8](#inference-closed-to-open) more",
        'line 1: column 56: "8": not in inference "closed-to-open"; '
        "it says: So long there is no pier.",
    ),
    # a number, date or count word without a link
    (
        "# In 2025",
        'line 1: column 6: "2025": a number without a link to a claim or an inference; '
        "write [2025](#claim-in-july) or [2025](#inference-storm-year)",
    ),
    (
        "- so\n- Dozens came.",
        'line 2: column 3: "Dozens": a count word without a link to a claim or an '
        "inference; write [Dozens](#claim-dozens-a) or [Dozens](#claim-dozens-b)",
    ),
    (
        "It was a Sunday.",
        'line 1: column 10: "Sunday": a date without a link to a claim or an inference; '
        "no claim says it: write without it",
    ),
    (
        "Twenty-[five](#claim-five-crossings) times",
        'line 1: column 1: "Twenty-five": a number without a link to a claim or an '
        "inference; no claim says it: write without it",
    ),
    (
        "In [1921](lamp.ipynb)",
        'line 1: column 5: "1921": a number without a link to a claim or an inference; '
        "write [1921](#claim-lit-a) or [1921](#claim-lit-b)",
    ),
    (
        "All three texts say so.",
        'line 1: column 5: "three texts": the corpus has 2 texts; '
        "correct the number, or write without one",
    ),
    (
        "The third text says so.",
        'line 1: column 5: "third text": the corpus has 2 texts; '
        "correct the number, or write without one",
    ),
    (
        "The two differ.",
        'line 1: column 5: "two": a number without a link to a claim or an inference; '
        "write “two texts” if it counts the texts",
    ),
    # a bound that is told as the number itself
    (
        "[20](#claim-at-least-20) people",
        'line 1: column 2: "20": claim "at-least-20" gives a bound and not the number itself; '
        'write beside it "at least", "no fewer than" or "or more"',
    ),
    (
        "It shut in [March 2024](#claim-by-march).",
        'line 1: column 13: "March 2024": claim "by-march" gives a bound and not the number '
        'itself; write beside it "by", "until", "before", "no later than" or "at the latest"',
    ),
    (
        "[5 years and 9 months](#inference-closed-to-open) pass",
        'line 1: column 2: "5 years and 9 months": inference "closed-to-open" gives a bound and '
        'not the number itself; write beside it "at least", "no fewer than" or "or more"',
    ),
    (
        "At least, as the captain told all who asked on that night, [20](#claim-at-least-20)",
        'line 1: column 61: "20": claim "at-least-20" gives a bound and not the number itself; '
        'write beside it "at least", "no fewer than" or "or more"',
    ),
    # a disputed claim in the voice of the page
    (
        "Text A is long. The ferry [“sank”](#claim-sank).",
        'line 1: column 29: "“sank”": claim "sank" is disputed, and the sentence does not say '
        'who says it; name "mate near Capt Möller", "mate" or "text A"',
    ),
    (
        "Near Capt Möller it [sank](#claim-sank).",
        'line 1: column 22: "sank": claim "sank" is disputed, and the sentence does not say '
        'who says it; name "mate near Capt Möller", "mate" or "text A"',
    ),
    (
        "It is [afloat](#claim-afloat).",
        'line 1: column 8: "afloat": claim "afloat" is disputed, and the sentence does not say '
        'who says it; name "text B"',
    ),
    (
        "Text B says that a man [drowned](#claim-drowned).",
        'line 1: column 25: "drowned": claim "drowned" is disputed, and the sentence does not '
        'say who says it; name "rumours"',
    ),
    # a claim laid to a text that does not say it
    (
        "Text B counts at least [20](#claim-at-least-20).",
        'line 1: column 25: "20": the sentence names text B, and claim "at-least-20" is of '
        'text A; name "text A" too, or make two sentences',
    ),
    (
        "Both texts count at least [20](#claim-at-least-20).",
        'line 1: column 28: "20": the sentence attributes claim "at-least-20" to all texts, and '
        'text A alone says it; name "text A"',
    ),
]


@pytest.mark.parametrize(("source", "expected"), UNSOUND)
def test_unsound_prose(source: str, expected: str) -> None:
    assert problems(source) == [expected]


def test_a_sentence_that_no_text_says_names_both_of_them() -> None:
    joined = "By [March 2024](#claim-by-march) it shut, until at least [2030](#claim-from-2030)."
    rule = "the sentence joins what text A and text B say, and claim"
    way_out = 'has no speaker; name "text {}", or link the inference that joins them'
    assert problems(joined) == [
        f'line 1: column 5: "March 2024": {rule} "by-march" {way_out.format("A")}',
        f'line 1: column 59: "2030": {rule} "from-2030" {way_out.format("B")}',
    ]
    assert problems(f"{joined[:-1]}: [a join](#inference-closed-to-open).") == []
    assert problems("By [March 2024](#claim-by-march). Not before [2030](#claim-from-2030).") == []
    by_one_text = ferry(lit_b={"passage": "a", "via": "text-a", "speaker": "captain"})
    other_join = f"{joined[:-1]}: [after](#inference-after-the-storm)."
    assert problems(other_join) == []
    assert len(problems(other_join, by_one_text)) == 2


def test_a_year_that_only_a_statement_has_is_not_marked() -> None:
    corpus = ferry(five_crossings={"statement": "It crossed five times in 2025."})
    assert problems("It crossed in [2025](#claim-five-crossings).", corpus) == [
        'line 1: column 16: "2025": no text prints this year, and claim "five-crossings" does '
        "not mark it as inferred; write [2025](#claim-in-july) or [2025](#inference-july-is-2025)"
    ]


PROSE = "Ada Möller counts at least [20](#claim-at-least-20). By text A it [sank](#claim-sank)."


def test_a_number_that_changes_in_the_data_is_found() -> None:
    thirty = {"value": ">=30", "printed": "at least 30", "statement": "At least 30 were aboard."}
    assert problems(PROSE) == []
    assert problems(PROSE, ferry(at_least_20=thirty)) == [
        'line 1: column 29: "20": not in claim "at-least-20"; it says: At least 30 were aboard.'
    ]


def test_more_than_is_another_bound_than_at_least() -> None:
    more = ferry(at_least_20={"value": ">20", "statement": "More came."})
    said = "Captain Möller counts {} [20](#claim-at-least-20)."
    assert problems(said.format("more than"), more) == []
    [told] = problems(said.format("at least"), more)
    assert told.endswith('write beside it "more than", "over" or "exceeds"')


def test_a_claim_that_prose_uses_and_nobody_has_any_more_is_found() -> None:
    assert problems(PROSE, ferry(sank=None)) == [
        'line 1: column 68: "#claim-sank": no such claim; take an id from data/claims.csv'
    ]
    assert "did you mean" in problems("[Dozens](#claim-dozens-b)", ferry(dozens_b=None))[0]


def test_a_dispute_that_arises_is_found() -> None:
    told = "The lamp was lit in [1921](#claim-lit-a)."
    assert problems(told) == []
    assert problems(told, ferry(lit_b={"when": "1922"}))[0].startswith(
        'line 1: column 22: "1921": claim "lit-a" is disputed'
    )


def test_what_one_text_does_not_say_any_more_is_not_laid_to_it() -> None:
    told = "Text B has [dozens](#claim-dozens-a) aboard."
    assert problems(told) == []
    assert len(problems(told, ferry(dozens_b=None))) == 1


def test_a_text_that_says_less_does_not_say_the_same() -> None:
    corpus = ferry(lit_a={"statement": "The lamp was lit twice."})
    assert len(problems("Text B has it lit [twice](#claim-lit-a).", corpus)) == 1


@pytest.mark.parametrize("when", ["1921", "1921-05"])
def test_a_text_that_agrees_with_itself_has_no_other_text_with_it(when: str) -> None:
    corpus = ferry(lit_b={"when": when, "passage": "a", "speaker": "captain", "via": "text-a"})
    for anchor in ("claim-lit-a", "claim-lit-b"):
        link = linker(corpus)(anchor, "1921", "1921")
        assert 'data-signs="A"' in link
    assert problems("Text B has it lit in [1921](#claim-lit-a).", corpus)


def test_what_tells_of_another_event_is_no_rival() -> None:
    corpus = ferry(lit_a={"event": "first"}, lit_b={"event": "second", "when": "1922"})
    assert 'data-signs="A"' in linker(corpus)("claim-lit-a", "1921", "1921")


def test_who_is_not_named_goes_by_the_text() -> None:
    nobody = ferry(afloat={"speaker": "not-given", "via": "text-b"})
    assert problems("It is [afloat](#claim-afloat).", nobody)[0].endswith('; name "text B"')


def test_problems_come_in_the_order_of_the_cells() -> None:
    cells = [Cell("notebooks/b.ipynb", 1, "2"), Cell("notebooks/a.ipynb", 10, "x\n2\n3"),
             Cell("notebooks/a.ipynb", 9, "2")]  # fmt: skip
    places = [(p.file[10], p.cell, p.line) for p in check(cells, FERRY)]
    assert places == [("a", 9, 1), ("a", 10, 2), ("a", 10, 3), ("b", 1, 1)]


SIGNS = [
    ("claim-five-crossings", "five", "claim", "A", "text A"),
    ("claim-dozens-b", "dozens", "claim", "B", "text B"),
    ("claim-lit-a", "1921", "claim", "A B", "texts A and B"),
    ("claim-lit-b", "1921", "claim", "A B", "texts A and B"),
    ("claim-at-least-20", "20", "claim", "A", "text A"),
    ("claim-sank", "sank", "claim disputed", "A disputed", "text A, disputed"),
    ("claim-afloat", "afloat", "claim disputed", "B disputed", "text B, disputed"),
    ("claim-lived", "no", "claim disputed", "B disputed", "text B, disputed"),
    ("claim-overnight", "overnight", "claim", "B", "text B"),
    ("claim-in-july", "July", "claim", "A", "text A"),
    ("claim-in-july", "July <b>2025</b>", "claim inferred", "A inferred", "text A, inferred"),
    ("inference-july-is-2025", "2025", "inference inferred", "inferred", "inferred"),
    ("inference-after-the-storm", "later", "inference inferred", "inferred", "inferred"),
]


@pytest.mark.parametrize(("anchor", "words", "look", "signs", "heard"), SIGNS)
def test_a_link_tells_which_text_says_so(
    anchor: str, words: str, look: str, signs: str, heard: str
) -> None:
    made = LINK(anchor, words, re.sub("<.*?>", "", words))
    numbered = re.search(r' data-number="\d+"', made)
    assert bool(numbered) == anchor.startswith("claim-")
    assert made.replace(numbered[0] if numbered else "", "") == (
        f'<a class="{look}" href="#{anchor}" data-signs="{signs}" data-heard="{heard}">'
        f"<span>{words}</span></a>"
    )


report = cache(partial(load, "data"))


def test_the_signs_say_what_the_published_verdict_says() -> None:
    corpus = report()
    link, verdicts = linker(corpus), {one.question: one for one in comparisons(corpus)}
    for claim in corpus.record.claims:
        verdict = verdicts[claim.question]
        signs = re.search('data-signs="(.*?)"', link(f"claim-{claim.id}", "x", "x"))
        agreed = " ".join(sorted(document.label for document in corpus.record.documents))
        labels = agreed if verdict.verdict == "agree" else claim.document_label
        assert signs
        assert signs[1] == labels + (" disputed" if verdict.disputed or claim.rests_on else "")


def test_a_screen_reader_hears_five_words_more_at_most() -> None:
    link = linker(report())
    for claim in report().record.claims:
        words = re.search('data-heard="(.*?)"', link(f"claim-{claim.id}", "x", "2025"))
        assert words
        assert len(words[1].split()) <= 5


def test_labels_from_the_data_are_escaped() -> None:
    target = Target("claim-x", "", frozenset(), frozenset(), ("<script>'\"&",))
    made = render("claim-x", target, "five", "five")
    assert "&lt;script&gt;&#x27;&quot;&amp;" in made
    assert "<script>" not in made


def test_an_unknown_anchor_stays_a_plain_link() -> None:
    assert LINK("claim-x&quot;", "x", "x") == '<a class="claim" href="#claim-x&amp;quot;">x</a>'


def test_uses_know_their_first_heading() -> None:
    sources = [
        "[x](#claim-b)\n\n# The `lit` [lamp](#claim-lit-a)",
        "a\n[x](#inference-d) and [y](#claim-b)",
    ]
    assert uses(sources) == {
        "claim-b": "",
        "claim-lit-a": "The lit lamp",
        "inference-d": "The lit lamp",
    }


LINKS = [f"[{words}](#{anchor})" for anchor, words, *_ in SIGNS] + [
    "[](#claim-sank)",
    "[a](#claim-)",
]
MARKDOWN = st.lists(
    st.sampled_from(LINKS)
    | st.sampled_from(["[", "](", ")", "`", "*", "> ", "- ", "2. ", "\n", "\n\n", "# ", "|", "|-|"])
    | st.sampled_from(["both texts", "text A ", "one ", "five ", "20", ". ", "&#50;", "<p>", "!["])
    | st.text(max_size=4)
).map("".join)


@settings(deadline=None)
@given(MARKDOWN)
def test_any_markdown_can_be_checked(source: str) -> None:
    lines = len(source.split("\n"))
    for problem in check([Cell("a", 1, source)], FERRY):
        assert 1 <= problem.line <= lines
        assert int(problem.column) >= 0
        assert "\n" not in str(problem)


@given(st.text())
def test_the_words_of_a_link_go_through_as_they_are(words: str) -> None:
    seen: list[str] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: seen.append(tag)  # type: ignore[method-assign]
    parser.feed(LINK("claim-sank", words.replace("<", "&lt;"), words))
    assert seen == ["a", "span"]


def test_every_claim_and_inference_of_the_report_can_be_linked() -> None:
    corpus = report()
    link = linker(corpus)
    anchors = [f"claim-{id}" for id in corpus.claims["id"]]
    anchors += [f"inference-{id}" for id in corpus.inferences["id"]]
    assert all('data-signs="' in link(anchor, "x", "x") for anchor in anchors)


def unsaid(text: str) -> list[str]:
    """What is wrong with words of a figure of two claims, on those aboard and on 2030."""
    rows = [["At least 20", "several"], ["2030", "40"]]
    anchors = ["claim-at-least-20", "claim-from-2030"]
    found = check_captions([Caption("notebooks/f.ipynb", 3, [text], anchors, rows)], FERRY)
    return [str(one).removeprefix("notebooks/f.ipynb: cell 3: ") for one in found]


@pytest.mark.parametrize(
    "text",
    [
        "At least twenty, and nothing before 2030",
        "Several are said to be aboard in 40 places, in two rows",
        "The two texts differ",
        "Five bars and three dotted lines",
        "March 2024",
        "1,500",
        "12 · 13",
    ],
)
def test_what_a_figure_stands_on_may_be_said_in_its_title(text: str) -> None:
    assert unsaid(text) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("30 were aboard", '"30": a number in “30 were aboard” that no claim of the figure says; '),
        ("Dozens were aboard", '"Dozens": a count word in'),
        ("It was lit in 1921", '"1921": a number in'),
        ("Closed by March", '"March": a date in'),
        ("The three texts differ", '"three texts": the corpus has 2 texts; correct the number'),
    ],
)
def test_what_it_does_not_stand_on_may_not(text: str, fault: str) -> None:
    (found,) = unsaid(text)
    assert found.startswith(fault)
