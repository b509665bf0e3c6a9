from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest
from desk import ISLAND, Desk
from made_corpus import DATA, Cells, corpus

from maliviz import load
from maliviz.corpus import Corpus
from maliviz.evidence.verify import Verification, verify
from maliviz.problem import Problem

LOG = """Harbour log

At least 20 boats lay in the harbour. They had not been counted before.
The keeper’s lamp was reportedly lit “at dusk”. Nobody went ashore."""
NOTE = "The mayor saw 30 boats. It rained, and the fair was held."


def passage(id: str, start: str, end: str, words: str, use: str = "used") -> Cells:
    """A passage from some words of a text to some others, both included."""
    text = LOG if id.startswith("log") else NOTE
    span = text.index(start), text.index(end) + len(end)
    return {
        "id": id,
        "document": id.split("-")[0],
        "start": str(span[0]),
        "end": str(span[1]),
        "sha256": sha256(text[slice(*span)].encode()).hexdigest(),
        "words": words,
        "use": use,
    }


PASSAGES = [
    passage("log-1", "Harbour log", "Harbour log", "Harbour log", use="set aside"),
    passage("log-2", "At least", "harbour.", "boats lay"),
    passage("log-3", "They had", "before.", "been counted"),
    passage("log-4", "The keeper", "dusk”.", "The keeper’s lamp"),
    passage("log-5", "Nobody", "ashore.", "Nobody went"),
    passage("note-1", "The mayor", "boats.", "The mayor"),
    passage("note-2", "It rained", "rained,", "It rained"),
    passage("note-3", "and the fair", "held.", "the fair"),
]
CLAIMS: list[Cells] = [
    {"id": "at-least-20", "passage": "log-2", "printed": "At least 20"},
    {"id": "in-the-harbour", "passage": "log-2", "printed": "in the harbour"},
    {"id": "not-counted", "passage": "log-3", "printed": "not been counted"},
    {"id": "lamp-lit", "passage": "log-4", "printed": "lamp … lit", "hedge": "reportedly"},
    {"id": "whose-lamp", "passage": "log-4", "printed": "keeper's lamp"},
    {"id": "nobody", "passage": "log-5", "printed": "Nobody"},
    {"id": "thirty", "passage": "note-1", "printed": "30 boats"},
    {"id": "rain", "passage": "note-2", "printed": "rained"},
    {"id": "fair", "passage": "note-3", "printed": "fair"},
]


@dataclass
class Place:
    """A folder with the two texts, which a test may change."""

    folder: Path

    def verify(self, made: Corpus | None = None) -> Verification:
        return verify(made or a_corpus(), self.folder)

    def problems(self, made: Corpus | None = None) -> list[Problem]:
        return list(self.verify(made).problems)

    def change(self, old: str, new: str) -> None:
        assert LOG.count(old) == 1
        (self.folder / "log.txt").write_bytes(LOG.replace(old, new).encode())


@pytest.fixture
def place(tmp_path: Path) -> Place:
    for name, text in (("log", LOG), ("note", NOTE)):
        (tmp_path / f"{name}.txt").write_bytes(text.encode())
    return Place(tmp_path)


def a_corpus(**changed: list[Cells]) -> Corpus:
    documents = [
        {"id": name, "label": label, "file": f"{name}.txt", "characters": str(len(text))}
        | {"sha256": sha256(text.encode()).hexdigest()}
        for name, label, text in (("log", "L", LOG), ("note", "N", NOTE))
    ]
    rows = {"documents": documents, "passages": PASSAGES, "claims": CLAIMS}
    return corpus(**(rows | changed))


def edited(rows: list[Cells], id: str, **cells: str) -> list[Cells]:
    return [row | cells if row["id"] == id else row for row in rows]


def test_texts_that_are_as_they_were_read_pass(place: Place) -> None:
    found = place.verify()
    assert found.passed
    assert found.report().splitlines() == [
        "text L: 5 sentences: 4 used, 1 set aside, 0 unread",
        "text N: 2 sentences: 2 used, 0 set aside, 0 unread",
    ]


@pytest.mark.parametrize(
    ("old", "new", "changed", "words", "claims"),
    [
        ("Nobody", "Nobodi", "log-5", {"nobody"}, "nobody"),
        ("20", "30", "log-2", {"at-least-20"}, "at-least-20, in-the-harbour"),
        ("20", "200", "log-2", {"at-least-20"}, "at-least-20, in-the-harbour"),
        ("At least 20", "20", "log-2", {"at-least-20"}, "at-least-20, in-the-harbour"),
        ("had not been", "had been", "log-3", {"not-counted"}, "not-counted"),
        ("reportedly ", "", "log-4", {"lamp-lit"}, "lamp-lit, whose-lamp"),
        ("reportedly", "allegedly", "log-4", {"lamp-lit"}, "lamp-lit, whose-lamp"),
        ("lay in", "lay quietly in", "log-2", set(), "at-least-20, in-the-harbour"),
        ("at dusk", "at dawn", "log-4", set(), "lamp-lit, whose-lamp"),
        ("keeper’s", "keeper's", "log-4", set(), "lamp-lit, whose-lamp"),
        ("Harbour log", "Harbour Log", "log-1", set(), ""),
    ],
)
def test_a_change_is_found_with_the_claims_that_depend_on_it(
    place: Place, old: str, new: str, changed: str, words: set[str], claims: str
) -> None:
    place.change(old, new)
    problems = place.problems()
    assert problems == sorted(problems)
    hint = f"claims that depend on it: {claims}" if claims else "no claim depends on it"
    by_file = {p.file: [q for q in problems if q.file == p.file] for p in problems}
    (document,) = by_file["data/documents.csv"]
    assert (document.column, document.value, document.hint) == ("file", "log.txt", hint)
    places = [p for p in by_file["data/passages.csv"] if p.column == "id"]
    assert [(p.value, p.hint) for p in places] == [(changed, hint)]
    told = {p.hint for p in by_file.get("data/claims.csv", [])}
    assert told == {f"claims that depend on it: {claim}" for claim in words}


def test_words_are_looked_for_where_two_changes_may_have_moved_them(place: Place) -> None:
    cut = LOG.replace("Harbour log\n\n", "").replace("dusk", "dawn")
    (place.folder / "log.txt").write_bytes(cut.encode())
    assert [p.file for p in place.problems() if "claims" in p.file] == []


def test_a_change_outside_every_passage_is_told_too(place: Place) -> None:
    place.change("\n\n", "\n")
    (problem,) = place.problems()
    assert problem.hint == "no claim depends on it"
    assert f"has {len(LOG) - 1} characters" in problem.rule


def test_a_passage_that_changed_counts_as_unread(place: Place) -> None:
    place.change("Nobody", "Few")
    coverage = place.verify().coverage[0]
    start = LOG.index("Nobody")
    assert coverage.unread == ((start, len(LOG) - 3),)
    assert (coverage.used, coverage.set_aside) == (3, 1)


@pytest.mark.parametrize(
    ("spoil", "rule"),
    [
        ("missing", "no such file"),
        ("folder", "is a directory, not a file"),
        ("bytes", "not UTF-8: see byte 3"),
        ("elsewhere", "no such file"),
    ],
)
def test_a_text_that_cannot_be_read_leaves_all_its_claims_in_the_air(
    place: Place, spoil: str, rule: str
) -> None:
    note = place.folder / "note.txt"
    note.unlink()
    if spoil == "folder":
        note.mkdir()
    elif spoil == "bytes":
        note.write_bytes(b"The\xff mayor")
    found = place.verify()
    (problem,) = found.problems
    assert rule in problem.rule
    assert problem.hint == "claims that depend on it: fair, rain, thirty"
    assert [coverage.label for coverage in found.coverage] == ["L"]
    assert not found.passed


def test_a_folder_that_is_none_lacks_every_text(place: Place) -> None:
    for folder in (place.folder / "none", place.folder / "log.txt"):
        problems = verify(a_corpus(), folder).problems
        assert [problem.value for problem in problems] == ["log.txt", "note.txt"]


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        ({"printed": "at least 20"}, "are not in passage"),
        ({"printed": "At least 2"}, "are not in passage"),
        ({"printed": "boats lay … At least"}, "are not in passage"),
        ({"printed": "They had"}, "are not in passage"),
        ({"hedge": "perhaps"}, "are not in passage"),
    ],
)
def test_printed_words_stand_exactly_in_the_passage(place: Place, cells: Cells, rule: str) -> None:
    (problem,) = place.problems(a_corpus(claims=edited(CLAIMS, "at-least-20", **cells)))
    assert (problem.file, problem.column) == ("data/claims.csv", next(iter(cells)))
    assert rule in problem.rule
    assert problem.hint == "claims that depend on it: at-least-20"


@pytest.mark.parametrize(
    ("claim", "printed"),
    [
        ("at-least-20", "At least … harbour"),
        ("at-least-20", "20"),
        ("whose-lamp", "keeper's"),
        ("whose-lamp", "keeper’s"),
        ("whose-lamp", "keeper‘s"),
    ],
)
def test_printed_words_may_leave_some_out_and_bend_an_apostrophe(
    place: Place, claim: str, printed: str
) -> None:
    assert not place.problems(a_corpus(claims=edited(CLAIMS, claim, printed=printed)))


@pytest.mark.parametrize(("words", "times"), [("boats sank", 0), ("a", 4)])
def test_the_words_of_a_passage_stand_in_it_once(place: Place, words: str, times: int) -> None:
    (problem,) = place.problems(a_corpus(passages=edited(PASSAGES, "log-2", words=words)))
    assert (problem.file, problem.column, problem.line) == ("data/passages.csv", "words", 3)
    assert f"are {times} times" in problem.rule
    assert problem.hint == "claims that depend on it: at-least-20, in-the-harbour"


@pytest.mark.parametrize("cells", [{"start": "0"}, {"end": "9999"}, {"sha256": "0" * 64}])
def test_a_place_that_is_not_what_was_read(place: Place, cells: Cells) -> None:
    problems = place.problems(a_corpus(passages=edited(PASSAGES, "log-5", **cells)))
    assert [p.value for p in problems if p.column == "id"] == ["log-5"]


def test_a_length_that_is_not_that_of_the_text(place: Place) -> None:
    rows: list[Cells] = a_corpus().documents.astype(str).to_dict("records")  # type: ignore[assignment]
    (problem,) = place.problems(a_corpus(documents=edited(rows, "note", characters="9")))
    assert (problem.column, problem.value) == ("characters", "9")
    assert problem.rule == f"it has {len(NOTE)} characters"


def test_a_sentence_is_unread_unless_all_of_it_is_covered(place: Place) -> None:
    fewer = [row for row in PASSAGES if row["id"] not in ("log-5", "note-2")]
    claims = [row for row in CLAIMS if row["passage"] not in ("log-5", "note-2")]
    found = place.verify(a_corpus(passages=fewer, claims=claims))
    assert not found.problems
    assert not found.passed
    log, note = LOG.index("Nobody"), NOTE.index("It rained")
    assert found.report().splitlines() == [
        f"text L: characters {log} to {len(LOG)}: no passage covers this sentence; "
        "add a passage with claims on it, or one set aside with a reason",
        f"text N: characters {note} to {len(NOTE)}: no passage covers this sentence; "
        "add a passage with claims on it, or one set aside with a reason",
        "text L: 5 sentences: 3 used, 1 set aside, 1 unread",
        "text N: 2 sentences: 1 used, 0 set aside, 1 unread",
    ]
    assert "rained" not in found.report()


def test_a_sentence_that_is_used_in_part_and_set_aside_in_part_is_used(place: Place) -> None:
    passages = edited(PASSAGES, "note-3", use="set aside")
    coverage = place.verify(a_corpus(passages=passages)).coverage[1]
    assert (coverage.used, coverage.set_aside) == (2, 0)


REAL = DATA.parents[1] / "shared" / "documents"


@pytest.mark.skipif(not REAL.is_dir(), reason="the texts are not part of the project")
def test_all_of_the_real_texts_is_read() -> None:
    found = verify(load(DATA), REAL)
    assert found.problems == ()
    assert [coverage.unread for coverage in found.coverage] == [(), ()]
    assert found.passed


@pytest.mark.skipif(not REAL.is_dir(), reason="the texts are not part of the project")
@pytest.mark.parametrize(
    ("old", "new", "claims"),
    [
        ("at least 20", "at least 30", "at-least-20-detained"),
        ("not been apprehended", "been apprehended", "dembele-not-apprehended"),
        ("reportedly began three", "began three", "began-three-days-ago"),
    ],
)
def test_a_change_in_a_copy_of_a_real_text_is_found(
    tmp_path: Path, old: str, new: str, claims: str
) -> None:
    for text in REAL.iterdir():
        (tmp_path / text.name).write_bytes(text.read_bytes().replace(old.encode(), new.encode()))
    problems = verify(load(DATA), tmp_path).problems
    told = {problem.file for problem in problems if claims in problem.hint}
    assert told == {f"data/{table}.csv" for table in ("documents", "passages", "claims")}


@pytest.mark.parametrize(
    ("table", "column", "old", "new", "told"),
    [
        (
            "actors",
            "printed",
            "The keeper",
            "Aino Valimaki",
            'no text prints "Aino Valimaki"; it is',
        ),
        ("actors", "printed", "The keeper", "The king", 'no text prints "The king"; correct it'),
        ("actors", "printed", "The keeper", "keeper’s | The keeper's", 'no text prints "The keep'),
        ("documents", "title", "Le phare", "Le Phare", "the text does not print this title"),
    ],
)
def test_names_and_titles_are_as_the_texts_print_them(
    tmp_path: Path, table: str, column: str, old: str, new: str, told: str
) -> None:
    desk = Desk(tmp_path)
    assert verify(load(desk.folder), ISLAND / "documents").passed
    (key,) = [key for key, row in desk.rows(table).items() if old in row[column]]
    spelled = {column: desk.rows(table)[key][column].replace(old, new)}
    desk.put(table, key, **spelled)
    (problem,) = verify(load(desk.folder), ISLAND / "documents").problems
    assert told in str(problem)


def test_a_title_may_be_cut_short(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.put("documents", "harbour", title="The Lamp …")
    assert verify(load(desk.folder), ISLAND / "documents").passed


def test_a_text_that_may_not_be_read(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert {problem.rule for problem in place.verify().problems} == {
        "there is no permission to read it"
    }
