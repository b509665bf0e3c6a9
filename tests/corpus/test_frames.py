from __future__ import annotations

from pathlib import Path

import pytest
from desk import ISLAND, Desk

from maliviz.corpus import Corpus, load
from maliviz.corpus.rows import KINDS


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return load(Desk(tmp_path).folder)


def test_a_claim_carries_its_question_event_speaker_and_place(corpus: Corpus) -> None:
    claim = corpus.claims.set_index("id").loc["boats-about-50"].to_dict()
    reviews = (corpus.folder / "reviews.csv").read_text(encoding="utf-8")
    assert f"claims/boats-about-50,{claim.pop('review')}\n" in reviews
    joined = {name: claim[name] for name in list(claim)[claim_columns(corpus) - 1 :]}
    assert joined == {
        "topic": "storm",
        "kind": "count",
        "unit": "boats",
        "question_text": "How many boats are home?",
        "question_order": 50,
        "event_label": "",
        "event_kind": "",
        "lane": "",
        "event_order": -1,
        "subject_name": "the boats",
        "speaker_name": "speaker not named",
        "speaker_kind": "unnamed",
        "document": "parish",
        "document_label": "P",
        "document_file": "parish.txt",
        "document_language": "fr",
        "start": 19,
        "end": 81,
        "words": "Une cinquantaine de bateaux",
        "passage_place": "passage 2 of 6",
        "via_names": "text P",
        "disputed_by": "",
        "silent_texts": "",
        "number": 9,
        "anchor_label": "",
        "topic_name": "",
        "scope_name": "",
    }


def claim_columns(corpus: Corpus) -> int:
    """Return how many columns the table itself has."""
    return len(corpus.schema.table("claims").columns)


def test_start_and_end_find_the_words_in_the_text(corpus: Corpus) -> None:
    for claim in corpus.claims.to_dict("records"):
        text = (ISLAND / "documents" / claim["document_file"]).read_text(encoding="utf-8")
        assert claim["printed"] in text[claim["start"] : claim["end"]]


def test_a_claim_on_an_event_carries_it(corpus: Corpus) -> None:
    claim = corpus.claims.set_index("id").loc["from-1930"]
    assert [claim["event_label"], claim["event_kind"], claim["lane"], claim["event_order"]] == [
        "Electricity",
        "expected",
        "Lamp",
        20,
    ]


def test_a_chain_of_speakers_is_named_from_the_outside_in(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.put("claims", "boats-about-50", via="parish harbour-master")
    names = load(desk.folder).claims.set_index("id")["via_names"]
    assert names["boats-about-50"] == "text P > the harbour master"
    assert names["relieved"] == ""


def test_claims_stand_in_reading_order(corpus: Corpus) -> None:
    assert corpus.claims["id"].tolist() == [
        "lit-in-1921",
        "lit-in-may",
        "lit-by-aino-h",
        "lit-by-aino-p",
        "from-1930",
        "storm-three-days",
        "boats-dozens",
        "boats-at-least-20",
        "boats-about-50",
        "dog-not-seen",
        "relieved",
    ]


@pytest.mark.parametrize(
    ("table", "first"),
    [
        ("documents", "harbour"),
        ("passages", "h-1"),
        ("actors", "aino"),
        ("questions", "lamp-lit"),
        ("events", "first-light"),
        ("inferences", "lamp-to-current"),
        ("comparisons", "lamp-lit"),
        ("gaps", "name-of-the-dog"),
        ("changes", "lamp-again"),
    ],
)
def test_tables_stand_in_reading_order(corpus: Corpus, table: str, first: str) -> None:
    assert getattr(corpus, table).iloc[0, 0] == first


def test_other_joins(corpus: Corpus) -> None:
    assert corpus.questions.iloc[0]["about_name"] == "Skerra"
    assert corpus.passages.iloc[0]["document_label"] == "H"
    assert corpus.comparisons.iloc[0]["question_text"] == "When was the lamp lit?"


def test_every_column_is_text_or_a_whole_number_and_none_is_missing(corpus: Corpus) -> None:
    numbers = {"order", "start", "end", "characters", "question_order", "event_order", "number"}
    for table in map(corpus.schema.table, KINDS):
        frame = getattr(corpus, table.name)
        assert frame.index.tolist() == list(range(len(frame)))
        assert not frame.isna().to_numpy().any()
        for name, dtype in frame.dtypes.items():
            assert str(dtype) == ("int64" if name in numbers else "str"), name


def test_an_empty_table_keeps_its_types(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.save("gaps", {})
    gaps = load(desk.folder).gaps
    assert [str(dtype) for dtype in gaps.dtypes] == ["str", "int64", "str", "str"]


def test_what_pandas_would_misread_stays_text(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    for number, name in enumerate(["NA", "None", "null", "007", "1e5", "True", "nan"]):
        desk.put("actors", f"x-{number}", name=name, kind="body", printed=name)
    names = load(desk.folder).actors["name"].tolist()
    assert names[-7:] == ["NA", "None", "null", "007", "1e5", "True", "nan"]


def test_dates_stay_as_they_were_written(corpus: Corpus) -> None:
    dates = corpus.claims.query("when != ''")["when"].tolist()
    assert dates == ["1921", "1921?-05", "[1930..]"]


def test_what_has_an_order_is_not_sorted_by_its_id(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.put("gaps", "a-later-one", order="20", topic="storm", text="What the cat is called.")
    desk.put("passages", "a-last-one", document="harbour", start="199", end="200", words="x")
    desk.put("passages", "a-last-one", sha256="0" * 64, use="set aside", reason="Not a fact.")
    corpus = load(desk.folder)
    assert corpus.gaps["id"].tolist() == ["name-of-the-dog", "a-later-one"]
    assert corpus.passages.query("document == 'harbour'")["id"].tolist()[-1] == "a-last-one"
