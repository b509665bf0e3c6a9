"""Figures in another language: they say it in its words, and have room for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from babel.messages.pofile import read_po, write_po
from geometry import all_faults, text_box
from made_claims import EVENTS, RTL, made, real
from made_corpus import Cells
from recording import Recorder, recorded

from maliviz.charts.axis import Months, axis_for
from maliviz.charts.canvas import Canvas
from maliviz.charts.claim_list import claim_html, list_claims, list_inferences, list_speakers
from maliviz.charts.counts import counts
from maliviz.charts.figure import Figure
from maliviz.charts.lanes import lanes
from maliviz.charts.picture import data_table
from maliviz.charts.portraits import portraits
from maliviz.charts.sequence import sequence
from maliviz.charts.slippage import slippage
from maliviz.charts.squares import squares
from maliviz.charts.stances import stances
from maliviz.charts.strips import strips
from maliviz.charts.style import SMALL
from maliviz.charts.svg import clean
from maliviz.corpus.rows import claims_of
from maliviz.edtf import parse
from maliviz.evidence.compare import compare
from maliviz.evidence.derive import derive
from maliviz.language import TEMPLATE, speaking

LONG = (
    "Selon des parlementaires et des sources militaires qui ont requis l’anonymat, l’organe "
    "législatif de transition aurait désapprouvé, « à l’unanimité », ce qu’aucun texte n’imprime ; "
)
WORDY = {"statement": LONG, "printed": LONG, "event_label": LONG, "speaker_name": LONG}


@pytest.fixture
def french() -> Iterator[None]:
    """French is spoken."""
    with speaking("fr"):
        yield


def drawn(form: str, claims: pd.DataFrame) -> Figure:
    """A form that draws, of claims of this project."""
    corpus = real("fr")
    inferences = derive(corpus)
    match form:
        case "lanes":
            return lanes(claims, inferences, corpus.documents, title="Un titre")
        case "slippage":
            aim = claims.query("topic == 'return-to-civilian-rule'")
            return slippage(aim, inferences, title="Un titre")
        case "strips":
            counted = claims.query("when_basis == 'relative' and counted_from == ''")
            return strips(counted, corpus.documents, inferences, title="Un titre")
        case "counts":
            return counts(claims.query("question == 'how-many-soldiers'"), title="Un titre")
        case _:
            return squares(compare(corpus), claims, title="Un titre")


@pytest.mark.slow
@pytest.mark.parametrize("words", [{}, WORDY], ids=["its words", "many words"])
@pytest.mark.parametrize("form", ["lanes", "slippage", "strips", "counts", "squares"])
def test_a_drawing_in_french_can_be_read_and_traced(form: str, words: Cells, french: None) -> None:
    corpus = real("fr")
    ids = {"claims": set(corpus.claims["id"]), "inferences": set(corpus.inferences["id"])}
    assert all_faults(drawn(form, corpus.claims.assign(**words)), **ids) == ""


SAID = {
    "lanes": "Événements par année ; ce qui est hachuré est déduit par ce rapport",
    "slippage": "entre elles : au moins 5 ans et 9 mois. Les deux extrêmes viennent",
    "strips": "Les deux jours de rédaction ne sont pas imprimés ; les bandes ne peuvent",
    "counts": "environ 50 (creux). En mots, sans longueur : des dizaines, des dizaines.",
    "squares": "Les textes se contredisent : 1. Non comparables : 14. Seul le texte A : 26.",
}


@pytest.mark.parametrize("form", SAID)
def test_a_drawing_is_described_in_french(form: str, french: None) -> None:
    figure = drawn(form, real("fr").claims)
    words = f"{figure.subtitle} {figure.alt}".replace("\u202f", " ").replace("\xa0", " ")
    assert SAID[form] in words


def test_sentences_are_in_french(french: None) -> None:
    corpus = real("fr")
    answers = corpus.claims.query("kind == 'yes-no'")
    listed = list_claims(corpus).html() + list_inferences(corpus).html()
    told = [
        stances(answers, title="Un titre").body,
        portraits(corpus.claims, corpus.actors, title="Un titre").body,
        sequence(corpus.claims.query("topic == 'pressure'"), title="Un titre").body,
        listed,
    ]
    words = "".join(told).replace("\u202f", " ").replace("\xa0", " ")
    for sentence in (
        ">oui, avec réserve<",
        ">n’en dit rien<",
        ">en son propre nom<",
        "<dt>L’autre version</dt>",
        "Le texte A ne nomme pas Moussa Mara.",
        "Ordre : 3 vient avant 4, si les dates déduites sont justes",
        "Les textes se contredisent",
        "Solidité : moyenne",
        "« ruling military government »",
    ):
        assert sentence in words, sentence


TICKS = {
    "2024-03-05 [2024-09..]": "mars 2024, avr., mai, juin, juil., août, sept., oct.",
    "2024-03-28 2024-04-03": "28 mars 2024, 29, 30, 31, 1er avr., 2, 3, 4",
    "2024-03-05T22 2024-03-06T02": "5 mars 2024, 22\xa0h, 23\xa0h, 6 mars, 1\xa0h, 2\xa0h, 3\xa0h",
}


@pytest.mark.parametrize("dates", TICKS)
def test_an_axis_says_days_and_months_as_the_language_does(dates: str, french: None) -> None:
    axis = axis_for(map(parse, dates.split()), 0, 1)
    assert ", ".join(tick.words for tick in axis.ticks()) == TICKS[dates]


@pytest.mark.parametrize(("room", "first"), [(480, "janv."), (360, "J")])
def test_months_are_as_short_as_there_is_room_for(room: float, first: str, french: None) -> None:
    pen = Recorder()
    Months(2025, 2026, 100, 100 + room).label(pen, 20)
    assert pen.texts()[0] == first
    assert all(a.right < b.left for a, b in zip(pen.strokes, pen.strokes[1:], strict=False))


def test_no_word_on_a_day_is_broken(french: None) -> None:
    corpus = made({"when_basis": "relative", "ago": "P4D"})
    figure = strips(corpus.claims, corpus.documents, title="Un titre")
    lines = recorded(figure, "narrow").texts()
    assert {"rédaction,", "imprimé"} <= {word for line in lines for word in line.split()}


def test_what_lies_before_early_texts_is_said_on_the_sheet(french: None) -> None:
    claims: list[Cells] = [
        {"event": "happened", "when": "2024-02", "when_basis": "printed"},
        {"event": "expected", "when": "2030", "when_basis": "printed"},
    ]
    corpus = made(*claims, events=EVENTS[::2], kind="date", published="2024-03-05")
    figure = lanes(corpus.claims, corpus.inferences, corpus.documents, title="Un titre")
    assert all_faults(figure, claims=set(corpus.claims["id"])) == ""


def test_names_are_sorted_without_their_accents(french: None) -> None:
    corpus = made({"via": "s0"}, {"speaker": "s1", "via": "s1"}, names=("Zoé", "Émile"))
    lines = list_speakers(corpus).lines
    assert [line.partition("\xa0")[0] for line in lines] == ["Émile", "Zoé"]


def test_a_number_of_a_table_is_written_as_the_language_does(french: None) -> None:
    data = pd.DataFrame({"part": [1234.5]})
    _columns, rows = data_table(data, real("fr").claims)
    assert rows[0].cells == ("1\u202f234,5",)


def svg_of(canvas: Canvas) -> ET.Element:
    canvas.height = 200
    return ET.fromstring(clean(canvas.svg("x"), "x", "A title", "Words", {}).text())


def test_words_from_right_to_left_begin_on_the_right_of_their_room() -> None:
    canvas = Canvas("narrow")
    canvas.column(20, 16, 150).text(f"{RTL[0]} AFP {RTL[0]}")
    texts = list(svg_of(canvas).iter("{http://www.w3.org/2000/svg}text"))
    assert len(texts) > 2
    for text in texts:
        assert (text.get("direction"), text.get("text-anchor", "start")) == ("rtl", "start")
        assert text.get("x") == "170"
        assert text_box(text).left >= 20


@pytest.mark.parametrize("align", ["left", "center", "right"])
def test_a_line_stays_in_its_place_whichever_way_it_runs(
    align: Literal["left", "center", "right"],
) -> None:
    canvas = Canvas("narrow")
    for y, words in ((30, RTL[0]), (60, "AFP")):
        canvas.text(100, y, words, size=SMALL, align=align)
    arabic, latin = svg_of(canvas).iter("{http://www.w3.org/2000/svg}text")
    assert (arabic.get("direction"), latin.get("direction")) == ("rtl", None)
    share = {"left": 0, "center": 0.5, "right": 1}[align]
    for text in (arabic, latin):
        box = text_box(text)
        assert box.left + share * (box.right - box.left) == pytest.approx(100, abs=0.5)


def test_a_line_runs_as_its_paragraph_does() -> None:
    canvas = Canvas("narrow")
    canvas.column(0, 16, 100).text(f"AFP {RTL[0]}")
    canvas.column(0, 116, 100).text(f"{RTL[0]} AFP")
    texts = list(svg_of(canvas).iter("{http://www.w3.org/2000/svg}text"))
    above, below = (
        {text.get("direction", "ltr") for text in texts if (float(text.attrib["y"]) < 120) is upper}
        for upper in (True, False)
    )
    assert (above, below) == ({"ltr"}, {"rtl"})
    assert not {"\u200e", "\u200f"} & set("".join(text.text or "" for text in texts))


def test_a_drawing_is_not_mirrored_where_pages_run_from_right_to_left(tmp_path: Path) -> None:
    corpus = made({"event": "happened", "when": "2020", "when_basis": "printed"}, kind="date")
    figure = lanes(corpus.claims, corpus.inferences, title="A title")
    english = figure.svg()
    folder = tmp_path / "ar" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "maliviz.po").write_text('msgid ""\nmsgstr ""\n', encoding="utf-8")
    with speaking("ar", tmp_path):
        arabic = figure.svg()
    assert "direction" not in english
    assert arabic.replace(' direction="ltr"', "") == english != arabic


def test_the_order_of_a_drawing_is_that_of_no_language(french: None) -> None:
    silent: list[Cells] = [
        {"question": q, "passage": f"d{n}", "value": "5"}
        for q, texts in (("a", 2), ("b", 3))
        for n in range(texts)
    ]
    corpus = made(*silent, labels="ABC")
    compared = compare(corpus)
    rows = squares(compared, corpus.claims, title="Un titre").rows
    with speaking("en"):
        assert [row.claims for row in rows] == [
            row.claims for row in squares(compared, corpus.claims, title="A title").rows
        ]


RECORD = (
    "topic statement printed hedge scope unit note lane disputed_by silent_texts passage_place "
)
RECORD += "question_text event_label anchor_label speaker_name via_names document_label"


def greek(text: str) -> str:
    """A text whose every letter is Greek, but for what is put into it."""
    parts = re.split(r"(\{\w*\}|%\(\w+\)s)", text)
    return "".join(p if n % 2 else re.sub("[A-Za-zÀ-ÿ]", "ω", p) for n, p in enumerate(parts))


@pytest.fixture
def made_up(tmp_path: Path) -> Iterator[None]:
    """A language is spoken that has all messages and no word of English."""
    with TEMPLATE.open("rb") as opened:
        catalog = read_po(opened, locale="el")
    for message in catalog:
        if message.id:
            forms = message.id if isinstance(message.id, str) else message.id[0]
            message.string = greek(forms) if message.id == forms else (greek(forms),) * 2
    file = tmp_path / "el" / "LC_MESSAGES" / "maliviz.po"
    file.parent.mkdir(parents=True)
    with file.open("wb") as opened:
        write_po(opened, catalog)
    with speaking("el", tmp_path):
        yield


def in_greek(frame: pd.DataFrame, columns: str) -> pd.DataFrame:
    known = [column for column in columns.split() if column in frame.columns]
    return frame.assign(**{column: frame[column].map(greek) for column in known})


def seen(figure: Figure) -> Iterator[str]:
    """All that somebody reads in a figure, or is told of it."""
    yield from (figure.subtitle, figure.alt, figure.source, *figure.columns)
    yield from (cell for row in figure.rows for cell in row.cells)
    yield from (view.label for view in figure.views)
    yield from told(f"<div>{figure.body}</div>")
    if figure.spec:
        yield " ".join(figure.spec["data"][0]["hovertext"]).replace("<br>", "").replace("<b>", "")
        yield from (trace["name"] for trace in figure.spec["data"] if trace["showlegend"])
        yield figure.spec["layout"]["xaxis"]["title"]["text"]
    for view in figure.views:
        yield from told(figure.svg("wide", view.name))


def told(markup: str) -> Iterator[str]:
    """The words of markup, and the names of its links."""
    tree = ET.fromstring(markup)
    yield from tree.itertext()
    yield from (link.get("aria-label", "") for link in tree.iter())


@pytest.mark.slow
def test_no_word_that_readers_see_is_without_a_message(made_up: None) -> None:
    corpus = real()
    claims = in_greek(corpus.claims, RECORD)
    topic = corpus.claims["topic"]
    worded = ~claims["kind"].isin(["yes-no", "name"])
    claims = claims.assign(value=claims["value"].map(greek).where(worded, claims["value"]))
    inferences = in_greek(derive(corpus), "statement assumption how words")
    actors = in_greek(corpus.actors, "name printed unnamed_in unquoted_in")
    documents = in_greek(corpus.documents, "label outlet")
    compared = in_greek(compare(corpus), "text why")
    relative = claims.query("when_basis == 'relative' and counted_from == ''")
    figures = [
        lanes(claims, inferences, documents, title="Ω"),
        slippage(claims[topic == "return-to-civilian-rule"], inferences, title="Ω"),
        strips(relative, documents, inferences, title="Ω"),
        counts(claims.query("question == 'how-many-soldiers'"), title="Ω"),
        squares(compared, claims, title="Ω"),
        stances(claims.query("kind == 'yes-no'"), title="Ω"),
        portraits(claims, actors, title="Ω"),
        sequence(claims[topic == "pressure"], title="Ω"),
    ]
    words = [(figure.name, words) for figure in figures for words in seen(figure)]
    words += [(c.id, words) for c in claims_of(claims) for words in told(claim_html(c))]
    left = [(name, text) for name, text in words if re.search("[A-Za-z]{2}", text)]
    assert [(name, text) for name, text in left if not text.startswith("#claim-")] == []
