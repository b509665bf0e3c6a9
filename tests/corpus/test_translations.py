"""The record in another language: what has to be there, and that it says the same."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from desk import PROJECT, Desk
from made import Project, files

from maliviz.cli import main
from maliviz.corpus import Corpus, DataError, load, look
from maliviz.corpus.check import check, read
from maliviz.corpus.edit import confirm, fmt, translate
from maliviz.corpus.rows import KINDS
from maliviz.corpus.schema import FILE, read_package
from maliviz.evidence.compare import comparisons
from maliviz.evidence.derive import inferences
from maliviz.evidence.history import difference
from maliviz.language import FOLDER, speak
from maliviz.problem import ProblemError
from maliviz.site.inputs import read_inputs

STATEMENT = "claims/relieved/statement"
LOOK = "look at the translation and run `maliviz confirm translations/claims/relieved/statement/fr`"
WRITE = "run `maliviz translate`, and write what it adds"


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    """Speak English after each test."""
    yield
    speak("en")


@pytest.fixture(scope="module")
def translated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of the island in English and French."""
    return french(Desk(tmp_path_factory.mktemp("french"))).folder


@pytest.fixture
def desk(tmp_path: Path, translated: Path) -> Desk:
    """A copy of them to spoil."""
    desk = Desk(tmp_path)
    shutil.copytree(translated, desk.folder, dirs_exist_ok=True)
    return desk


def french(desk: Desk) -> Desk:
    desk.speak("en", "fr")
    desk.translate(
        "fr", **{"claims/boats-dozens/value": "des dizaines", "topics/lamp/name": "phare"}
    )
    assert desk.problems() == desk.unconfirmed() == []
    return desk


def rewrite(desk: Desk, id: str, **cells: str) -> None:
    rows = desk.rows("translations")
    desk.save("translations", rows | {id: {**rows.get(id, {"id": id}), **cells}})


def drop(desk: Desk, *ids: str) -> None:
    rows = desk.rows("translations")
    desk.save("translations", {id: row for id, row in rows.items() if id not in ids})


def test_a_text_without_a_translation_is_told(desk: Desk) -> None:
    drop(desk, f"{STATEMENT}/fr")
    assert desk.problems() == [
        f'data/translations.csv: id = "{STATEMENT}/fr": this text has no translation; {WRITE}'
    ]


def test_many_of_one_table_are_told_together(desk: Desk) -> None:
    drop(desk, *(id for id in desk.rows("translations") if id.startswith(("events/", "gaps/"))))
    assert desk.problems() == [
        'data/translations.csv: id = "events/current-laid/label/fr": '
        f"this text and 3 more of events have no translation; {WRITE}",
        'data/translations.csv: id = "gaps/name-of-the-dog/text/fr": '
        f"this text has no translation; {WRITE}",
    ]


def test_each_language_is_told(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.speak("en", "fr", "ar")
    told = [line for line in desk.problems() if "topics/" in line]
    rule = "this text and 1 more of topics have no translation"
    assert told == [
        f'data/translations.csv: id = "topics/storm/name/{code}": {rule}; {WRITE}'
        for code in ("ar", "fr")
    ]


def test_an_empty_translation_is_told(desk: Desk) -> None:
    rewrite(desk, f"{STATEMENT}/fr", text="")
    (told,) = desk.problems()
    assert ": text: must not be empty; meaning: The translation." in told


def test_a_text_that_was_edited_makes_its_translation_stale(desk: Desk) -> None:
    desk.put("claims", "relieved", statement="The people are very glad.")
    assert desk.problems() == []
    (told,) = desk.unconfirmed()
    assert told.partition(": ")[2] == (
        'original = "The people are relieved.": this text was edited after it was translated; '
        f'it is "The people are very glad." now; {LOOK}'
    )
    lines, _, left = confirm(read(desk.folder), ["translations"])
    assert left == []
    assert lines == [
        f"translations/{STATEMENT}/fr: The people are very glad. · ~The people are relieved."
    ]
    assert desk.problems() == desk.unconfirmed() == []
    assert desk.rows("translations")[f"{STATEMENT}/fr"]["original"] == "The people are very glad."


def test_where_long_texts_differ_is_shown(desk: Desk) -> None:
    note = "It is a long note on what the people said in the morning, and on {} after it."
    desk.put("claims", "relieved", note=note.format("noon"))
    desk.translate("fr")
    desk.put("claims", "relieved", note=note.format("night"))
    (told,) = desk.unconfirmed()
    assert 'original = "…he morning, and on noon after it."' in told
    assert 'it is "…he morning, and on night after it." now' in told


@pytest.mark.parametrize("name", [f"{STATEMENT}/fr", f"translations/{STATEMENT}/fr"])
def test_one_translation_is_confirmed_by_its_id(desk: Desk, name: str) -> None:
    rows = desk.rows("translations")
    rows[f"{STATEMENT}/fr"]["text"] = "Les gens sont contents."
    desk.write("translations", rows)
    (told,) = desk.unconfirmed()
    assert told.endswith(f"run `maliviz confirm translations/{STATEMENT}/fr`")
    assert confirm(read(desk.folder), [name]).left == []
    assert desk.unconfirmed() == []


def test_a_translation_that_was_taken_out_is_told(desk: Desk) -> None:
    rows = desk.rows("translations")
    desk.write("translations", {i: row for i, row in rows.items() if i != f"{STATEMENT}/fr"})
    (told,) = desk.unconfirmed()
    assert f'id = "translations/{STATEMENT}/fr": the row was taken out' in told
    confirm(read(desk.folder), ["translations"])
    assert desk.unconfirmed() == []


@pytest.mark.parametrize(
    ("id", "told"),
    [
        (
            "clams/relieved/note/fr",
            'no table "clams" has words to translate; did you mean "claims"?',
        ),
        ("claims/releived/note/fr", 'no such claim in claims.csv; did you mean "relieved"?'),
        (
            "claims/relieved/notes/fr",
            'the column "notes" of claims is not translated; did you mean',
        ),
        ("claims/relieved/printed/fr", 'the column "printed" of claims is not translated; write'),
        ("claims/boats-about-50/value/fr", "no words stand in this cell; take this row out"),
        ("claims/relieved/scope/fr", "no words stand in this cell; take this row out"),
        ("topics/lampe/name/fr", 'no question is of this topic; did you mean "lamp"?'),
        ("topics/lamp/text/fr", 'the column "text" of topics is not translated; write "name"'),
        (f"{STATEMENT}/es", 'the report is not translated into "es"; write "fr", or add it to'),
        (f"{STATEMENT}/en", 'the report is not translated into "en"; write "fr", or add it to'),
        ("relieved/fr", "does not match"),
    ],
)
def test_an_id_that_leads_nowhere_is_told_with_the_way_out(desk: Desk, id: str, told: str) -> None:
    rows = desk.rows("translations")
    desk.write("translations", rows | {id: {"id": id, "original": "x", "text": "y"}})
    (line,) = desk.problems()
    assert f' id = "{id}": {told}' in line


def test_a_lost_row_does_not_make_its_translations_wrong(desk: Desk) -> None:
    for table in (*KINDS, "translations"):
        file, before = desk.folder / f"{table}.csv", desk.rows(table)
        desk.spoil(file.name, lambda raw: raw.replace(b"\n", b"\n,", 2).replace(b"\n,", b"\n", 1))
        assert len(desk.problems()) == 1, table
        desk.write(table, before)


def test_whatever_is_wrong_with_translations_the_rest_is_looked_at(desk: Desk) -> None:
    rows = desk.rows("translations")
    gone = {"id": "claims/x/note/fr", "original": "x", "text": "y"}
    desk.write("translations", rows | {"claims/x/note/fr": gone})
    corpora, problems = look(desk.folder, desk.folder)
    assert corpora.keys() == {"en", "fr"}
    assert len(problems) == 1


@pytest.mark.parametrize(
    ("ids", "told"),
    [
        (("events/current-laid/lane/fr", ""), '"Lamp" is "x" on line '),
        (("questions/boats-home/unit/fr", "questions/dogs/unit/fr"), '"boats" is "x" on line '),
        (("claims/relieved/value/fr", "claims/glad/value/fr"), 'it stands for "glad"'),
        (("claims/relieved/scope/fr", "claims/glad/scope/fr"), 'it stands for "of-all"'),
        (("topics/lamp/name/fr", "topics/storm/name/fr"), 'it stands for "lamp"'),
        (("actors/boats/name/fr", "actors/skerra/name/fr"), 'it stands for "the boats"'),
    ],
)
def test_what_is_compared_is_one_or_two_in_each_language(
    desk: Desk, ids: tuple[str, str], told: str
) -> None:
    claim = desk.rows("claims")["relieved"] | {"scope": "of-some"}
    desk.put("claims", "relieved", scope="of-some")
    desk.put("claims", "glad", **claim | {"id": "glad", "value": "glad", "scope": "of-all"})
    dogs = desk.rows("questions")["boats-home"] | {"id": "dogs", "order": "99"}
    desk.put("questions", "dogs", **dogs)
    many = desk.rows("claims")["boats-dozens"] | {"id": "dogs", "question": "dogs"}
    desk.put("claims", "dogs", **many)
    desk.translate("fr")
    assert desk.problems() == []
    for id in filter(None, ids):
        rewrite(desk, id, text="y" if "unit" in id and "dogs" in id else "x")
    (line,) = desk.problems()
    assert told in line


def test_the_same_words_may_be_translated_freely_where_nothing_compares_them(desk: Desk) -> None:
    rewrite(desk, "claims/lit-by-aino-h/statement/fr", text="A")
    assert desk.problems() == []


def test_a_person_keeps_the_accents_of_the_table(desk: Desk) -> None:
    rewrite(desk, "claims/lit-by-aino-h/statement/fr", text="Aino Valimaki a allumé le phare.")
    (line,) = desk.problems()
    assert '"Valimaki" is spelled "Välimäki" in actors.csv' in line
    rewrite(desk, "claims/lit-by-aino-h/statement/fr", text="Aino Välimäki a allumé le phare.")
    desk.put("actors", "aino", printed="Aino Välimäki | Äino | The Lamp")
    rewrite(desk, "actors/aino/description/fr", text="Äino ; The Lâmp.")
    assert desk.problems() == []


def test_the_name_of_a_person_may_be_translated_and_need_not(desk: Desk) -> None:
    assert "actors/aino/name/fr" not in desk.rows("translations")
    rewrite(desk, "actors/aino/name/fr", original="Aino Välimäki", text="Άινο")
    assert load(desk.folder, "fr").claims.query("id == 'dog-not-seen'")[
        "subject_name"
    ].tolist() == ["Άινο"]


def test_a_row_is_added_for_each_text_and_nothing_else(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    drop(desk, f"{STATEMENT}/fr", "topics/lamp/name/fr")
    desk.put("claims", "relieved", statement="They are.")
    before = files(desk.folder)
    command = ["translate", "--data", str(desk.folder)]
    assert main(command) == 0
    assert capsys.readouterr().err == "added 2 texts to translate into fr\n"
    after = files(desk.folder)
    assert {name for name in after if after[name] != before[name]} == {"translations.csv"}
    new = set(after["translations.csv"].split(b"\n")) - set(before["translations.csv"].split(b"\n"))
    assert new == {b"claims/relieved/statement/fr,They are.,", b"topics/lamp/name/fr,lamp,"}
    assert main(command) == 0
    assert capsys.readouterr().err == "fr has a row for all\n"
    assert files(desk.folder) == after


@pytest.mark.parametrize("spoil", [b"\xff", b'id,original,text\na/b/c/fr,"x', b"id,text\n"])
def test_a_table_that_cannot_be_read_is_left_as_it_is(desk: Desk, spoil: bytes) -> None:
    desk.spoil("translations.csv", lambda _: spoil)
    with pytest.raises(DataError, match=r"data/translations\.csv"):
        translate(read(desk.folder))
    assert (desk.folder / "translations.csv").read_bytes() == spoil


def test_a_confirmation_leaves_a_table_that_cannot_be_read_whole(desk: Desk) -> None:
    desk.put("claims", "relieved", statement="The people are very glad.")
    desk.spoil("translations.csv", lambda raw: raw + b'topics/x/name/fr,x,"y')
    before = files(desk.folder)
    lines, _, (problem, *_) = confirm(read(desk.folder), [f"{STATEMENT}/fr"])
    assert lines == []
    assert "is not closed before the end of the file" in str(problem)
    assert files(desk.folder) == before


def test_a_translation_of_a_row_that_cannot_be_read_is_confirmed_as_it_is(desk: Desk) -> None:
    desk.spoil("claims.csv", lambda raw: raw.replace(b"\nrelieved,", b"\nrelieved,,", 1))
    before = desk.rows("translations")
    (line,), _, left = confirm(read(desk.folder), [f"{STATEMENT}/fr"])
    assert line.endswith(": The people are relieved. · ~The people are relieved.")
    assert (left, desk.rows("translations")) == ([], before)


def test_a_table_of_translations_may_have_more_columns(desk: Desk) -> None:
    package = json.loads((desk.folder / FILE).read_text(encoding="utf-8"))
    (table,) = (one for one in package["resources"] if one["name"] == "translations")
    table["schema"]["fields"].append({"name": "by"})
    (desk.folder / FILE).write_text(json.dumps(package), encoding="utf-8")
    desk.spoil(
        "translations.csv", lambda raw: raw.replace(b"\n", b",\n").replace(b",\n", b",by\n", 1)
    )
    assert load(desk.folder, "fr").record.claims[0].topic_words == "phare"


def test_a_report_in_one_language_has_nothing_to_translate(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        translate(read(Desk(tmp_path).folder))
    assert str(caught.value).startswith(
        'data/datapackage.json: languages = "en": the report has one language; '
        'write for example ["en", "fr"]'
    )


def test_the_table_is_formatted_like_the_others(desk: Desk) -> None:
    whole = (desk.folder / "translations.csv").read_bytes()
    desk.spoil("translations.csv", lambda raw: b"\xef\xbb\xbf" + raw.replace(b"\n", b"\r\n"))
    assert any("maliviz fmt" in line for line in desk.problems())
    assert fmt(read(desk.folder)).left == ()
    assert (desk.folder / "translations.csv").read_bytes() == whole


def test_every_joined_column_is_in_the_language(desk: Desk) -> None:
    corpus = load(desk.folder, "fr")
    claim = {one.id: one for one in corpus.record.claims}["boats-dozens"]
    assert (claim.statement, claim.question_text, claim.unit, claim.subject_name) == (
        "~Dozens of boats lay outside.",
        "~How many boats are home?",
        "~boats",
        "~the boats",
    )
    assert (claim.topic, claim.scope, claim.topic_words, claim.scope_words) == (
        "storm",
        "outside",
        "~storm",
        "~outside",
    )
    assert claim.printed == "Dozens of boats"
    lit = {one.id: one for one in corpus.record.claims}["lit-in-1921"]
    assert (lit.event_label, lit.lane, lit.topic_words) == ("~First light", "~Lamp", "phare")
    assert corpus.actors.set_index("id").loc["aino", "description"] == "~The keeper of the lamp."


def test_in_the_first_language_topics_and_scopes_are_what_they_were(desk: Desk) -> None:
    claim = load(desk.folder, "en").record.claims[0]
    assert (claim.topic_name, claim.scope_name, claim.topic_words) == ("", "", "lamp")


def test_an_id_may_have_words_in_the_first_language_too(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    for id, text in {
        "topics/lamp/name": "the lamp",
        "claims/boats-dozens/scope": "out there",
    }.items():
        original = {"topics": "lamp", "claims": "outside"}[id.partition("/")[0]]
        rewrite(desk, f"{id}/en", original=original, text=text)
    claims = load(desk.folder).record.claims
    assert claims[0].topic_words == "the lamp"
    assert "out there" in {one.scope_words for one in claims}


def test_a_word_for_a_number_is_read_in_each_language(desk: Desk) -> None:
    french, english = load(desk.folder, "fr"), load(desk.folder, "en")
    assert french.readings == {**english.readings, "des dizaines": ">=24"}
    (claim,) = (one for one in french.record.claims if one.id == "boats-dozens")
    count = claim.count(french.readings)
    assert count
    assert (count.least, count.words()) == (24, "des dizaines")


def test_a_print_in_another_language_than_the_page_says_so(desk: Desk) -> None:
    def told(language: str) -> dict[str, tuple[str, str]]:
        claims = load(desk.folder, language).record.claims
        return {one.id: (one.lang, one.gloss) for one in claims}

    french, english = told("fr"), told("en")
    assert french["boats-dozens"] == ("en", "des dizaines")
    assert french["boats-at-least-20"] == french["lit-by-aino-h"] == ("en", "")
    assert french["relieved"] == ("", "")
    assert english["boats-dozens"] == ("", "")
    assert english["relieved"] == ("fr", "relieved")
    texts = {one.id: one.lang for one in load(desk.folder, "fr").record.documents}
    assert texts == {"harbour": "en", "parish": ""}


def test_a_problem_shows_what_stands_in_the_table(desk: Desk) -> None:
    problem = load(desk.folder, "fr").problem("claims", "relieved", "value", "is wrong")
    assert problem.value == "relieved"


def test_what_changed_in_a_translation_is_said(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    new = Desk(tmp_path / "new")
    shutil.copytree(desk.folder, new.folder, dirs_exist_ok=True)
    rewrite(new, f"{STATEMENT}/fr", text="Ils sont contents.")
    rows = new.rows("translations")
    new.write("translations", {i: row for i, row in rows.items() if not i.startswith("gaps/")})
    found = difference(("old", desk.folder), ("new", new.folder))
    assert found.changes == (
        f'translations.csv: {STATEMENT}/fr: text was "~The people are relieved.", '
        'is "Ils sont contents." (Ils sont contents.)',
        "translations.csv: gaps/name-of-the-dog/text/fr: withdrawn: ~What the dog is called.",
    )
    assert not any("not compared" in line for line in found.problems)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (b"claims/ten-boats/statement/fr,Ten boats were there.,~\n", b"", "has no translation"),
        (b",Ten boats were there.,", b",Nine boats were there.,", "was edited after"),
    ],
)
def test_nothing_is_published_with_a_translation_missing_or_stale(
    project: Project, old: bytes, new: bytes, told: str
) -> None:
    package, table = project.data / "datapackage.json", project.data / "translations.csv"
    package.write_bytes(package.read_bytes().replace(b'["en"]', b'["en", "fr"]'))
    translate(read(project.data))
    alike = re.sub(r',("?)(.*)\1,$', r",\1\2\1,\1~\2\1", table.read_text("utf-8"), flags=re.M)
    table.write_text(alike.replace("~Ten boats were there.", "~"), "utf-8")
    confirm(read(project.data), ["translations"])
    assert check(project.data) == []
    assert old in table.read_bytes()
    table.write_bytes(table.read_bytes().replace(old, new))
    with pytest.raises(ProblemError, match=told):
        project.build()
    assert not project.output.exists()


def test_words_made_by_code_are_of_the_catalogue_of_the_project(project: Project) -> None:
    package = project.data / "datapackage.json"
    package.write_bytes(package.read_bytes().replace(b'["en"]', b'["en", "eo"]'))
    shutil.copytree(FOLDER / "fr", project.root / "locale" / "eo")
    corpora, _ = read_inputs(project.data, project.notebooks).tables.loaded
    assert corpora["en"].record.passages[1].place == "passage 2 of 2"
    assert corpora["eo"].record.passages[1].place == "passage 2 sur 2"


def facts(corpus: Corpus) -> dict[str, Any]:
    """What must not depend on the language of a corpus."""
    claims, readings = corpus.record.claims, corpus.readings
    counts = {claim.id: claim.count(readings) for claim in claims}
    return {
        "order": {name: getattr(corpus, name).iloc[:, 0].tolist() for name in KINDS},
        "verdicts": [
            (one.question, one.verdict, one.disputed, one.silent, one.claims)
            for one in comparisons(corpus)
        ],
        "disputes": [(one.id, len(one.disputed_by), one.silent_texts) for one in claims],
        "unsaid": [(one.id, one.unnamed_in, one.unquoted_in) for one in corpus.record.actors],
        "counts": {id: (one.least, one.most) for id, one in counts.items() if one},
        "dates": [(one.id, one.when.text) for one in inferences(corpus) if one.when],
        "lanes": together([one.lane for one in corpus.record.events]),
        "units": together([one.unit for one in corpus.record.questions]),
        "scopes": together([f"{one.question} {one.scope_words}" for one in claims]),
    }


def together(words: list[str]) -> list[int]:
    """Which words are the same, whatever they are: for each the place of the first one."""
    return [words.index(one) for one in words]


def test_the_island_says_the_same_in_each_language(desk: Desk) -> None:
    claims = desk.rows("claims")
    seen = claims["dog-not-seen"] | {"id": "dog-seen", "value": "yes", "statement": "A dog!"}
    desk.put("claims", "dog-seen", **seen)
    desk.put("claims", "relieved", statement="They thank the harbour master.")
    years = desk.rows("questions")["boats-home"] | {"id": "term", "order": "99", "unit": "years"}
    desk.put("questions", "term", **years)
    term = claims["boats-at-least-20"] | {"id": "term", "question": "term", "value": "7"}
    desk.put("claims", "term", **term | {"printed": "seven"})
    end = {"derive": "end-of-term", "premises": "lit-in-1921 term", "statement": "Then it ends."}
    desk.put("inferences", "end", **end, assumption="They meet.", strength="weak")
    drop(desk, f"{STATEMENT}/fr")
    desk.translate("fr", **{STATEMENT: "Ils remercient le capitaine."})
    assert check(desk.folder) == []
    corpora, _ = look(desk.folder, desk.folder)
    english = facts(corpora["en"])
    assert facts(corpora["fr"]) == english
    assert ("harbour-master", (), ("P",)) in english["unsaid"]
    assert ("end", "1928") in english["dates"]
    assert any(count for _, count, _ in english["disputes"])


@pytest.mark.parametrize("language", read_package(PROJECT / "data").languages[1:])
def test_our_report_says_the_same_in_each_language(language: str) -> None:
    corpora, _ = look(PROJECT / "data", PROJECT / "data")
    assert facts(corpora[language]) == facts(corpora[read_package(PROJECT / "data").language])


def test_a_report_in_one_language_needs_no_table_of_translations(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    (desk.folder / "translations.csv").unlink()
    package = json.loads((desk.folder / FILE).read_text(encoding="utf-8"))
    package["resources"] = [r for r in package["resources"] if r["name"] != "translations"]
    (desk.folder / FILE).write_text(json.dumps(package), encoding="utf-8")
    assert load(desk.folder).translations == {}
    told = confirm(read(desk.folder), ["translations/gaps/name-of-the-dog/text/fr"]).left
    assert [one.rule for one in told] == ["no table has a row of this id"]


def test_what_the_package_says_of_itself_is_translated(desk: Desk) -> None:
    rewrite(desk, f"package/{load(desk.folder).schema.name}/title/fr", text="L’île")
    assert load(desk.folder, "fr").schema.title == "L’île"
    assert load(desk.folder).schema.title != "L’île"


def test_a_misspelt_column_is_told_beside_translations(desk: Desk) -> None:
    file = desk.folder / "claims.csv"
    file.write_text(file.read_text("utf-8").replace("statement", "statment", 1), "utf-8")
    assert any("statment" in str(one) for one in read(desk.folder).problems)
