"""A report on another place, from tables and notebooks alone: three texts, and no conflict."""

from __future__ import annotations

import csv
import json
import re
from hashlib import sha256
from pathlib import Path

import pytest
from desk import PROJECT, Desk
from made import code, files, md, notebook, write_notebooks

from maliviz.cli import main
from maliviz.corpus import load
from maliviz.evidence.compare import compare
from maliviz.evidence.verify import verify

pytestmark = pytest.mark.slow

CODE = PROJECT / "src" / "maliviz"
# The third text is in Arabic: "The lamp of Skerra", and "Leila Haddad wrote this in 1921.", and
# "The tower was built in the year 44 before our era.", and "Light came in the fifties."
TEXT = """\u0645\u0635\u0628\u0627\u062d \u0633\u0643\u064a\u0631\u0627
\u0644\u064a\u0644\u0649 \u062d\u062f\u0627\u062f \u0643\u062a\u0628\u062a 1921.
\u0628\u064f\u0646\u064a \u0627\u0644\u0628\u0631\u062c 44.
\u0627\u0644\u0646\u0648\u0631 1950."""
TITLE, WRITTEN, BUILT, LIGHT = TEXT.split("\n")
LEILA = "\u0644\u064a\u0644\u0649 \u062d\u062f\u0627\u062f"
MARKUP = "It is <b>built</b> & *well* <script>alert(1)</script>."
SHOW = "import maliviz as mv\n\ncorpus = mv.load()"


def add_the_third_text(desk: Desk) -> None:
    """Write a text in another script into the tables, with dates of other kinds."""
    digest = sha256(TEXT.encode()).hexdigest()
    desk.put(
        "documents",
        "letter",
        **{"label": "L", "file": "letter.txt", "title": TITLE, "outlet": "not given"},
        **{"language": "ar", "published": "1921", "published_basis": "printed"},
        **{"sha256": digest, "characters": str(len(TEXT))},
    )
    desk.put("actors", "letter", name="text L", kind="text", printed="not printed")
    desk.put("actors", "leila", name=LEILA, kind="person", printed=LEILA)
    for number, line in enumerate([TITLE, WRITTEN, BUILT, LIGHT], start=1):
        aside = {"use": "set aside", "reason": "The headline."} if number == 1 else {"use": "used"}
        start = TEXT.index(line)
        desk.put(
            "passages",
            f"l-{number}",
            **{"document": "letter", "start": str(start), "end": str(start + len(line)), **aside},
            **{"sha256": sha256(line.encode()).hexdigest(), "words": line},
        )
    ask = {"topic": "lamp", "about": "skerra"}
    desk.put("questions", "who-wrote", order="80", text="Who wrote?", kind="name", **ask)
    desk.put("questions", "tower", order="90", text="When was it built?", kind="date", **ask)
    said = {"speaker": "letter", "via": "direct", "modality": "asserted", "when_basis": "none"}
    said["subject"] = "skerra"
    cells = {"question": "who-wrote", "statement": f"{LEILA} wrote.", "value": "leila"}
    desk.put("claims", "by-leila", **said | cells, printed=LEILA, passage="l-2")
    said["when_basis"] = "printed"
    cells = {"question": "tower", "statement": MARKUP, "when": "-0043", "passage": "l-3"}
    desk.put("claims", "built", **said | cells, printed="44")
    cells = {"question": "current", "statement": "There was light.", "event": "current-laid"}
    desk.put("claims", "light", **said | cells, printed="1950", when="1950~", passage="l-4")


def review(desk: Desk) -> None:
    """Write the comparisons as they are computed; no text contradicts another."""
    computed = compare(load(desk.folder)).to_dict("records")
    assert "conflict" not in {row["verdict"] for row in computed}
    for row in computed:
        disputed = "yes" if row["disputed"] else "no"
        verdict, question = str(row["verdict"]), str(row["question"])
        desk.put("comparisons", question, disputed=disputed, verdict=verdict)


def name_it(desk: Desk) -> None:
    path = desk.folder / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    package |= {"name": "skerra", "title": "The lamp of Skerra", "description": "Three leaves."}
    package |= {"contributors": [{"title": "The keeper"}]}
    path.write_text(json.dumps(package, ensure_ascii=False, indent=2), encoding="utf-8")


NOTEBOOKS = {
    "index.ipynb": notebook(
        md("# The lamp of Skerra\n\nLit [in 1921](#claim-lit-in-1921): [when](dates.ipynb)."),
        code(SHOW),
        code('mv.squares(mv.compare(corpus), corpus.claims, title="No text contradicts another")'),
    ),
    "dates.ipynb": notebook(
        md(f"# When things were\n\n[{LEILA}](#claim-by-leila) says most of it."),
        code(SHOW),
        code('mv.lanes(corpus.claims, mv.derive(corpus), title="Light came late")'),
    ),
    "evidence.ipynb": notebook(
        md("# All that is said"),
        code(SHOW),
        code('mv.list_claims(corpus, "lamp")'),
        code('mv.list_claims(corpus, "storm")'),
        code("mv.list_inferences(corpus)"),
    ),
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the tables, the notebooks and the site of the report."""
    root = tmp_path_factory.mktemp("île")
    desk = Desk(root)
    add_the_third_text(desk)
    name_it(desk)
    review(desk)
    write_notebooks(root / "books", NOTEBOOKS)
    folders = ["--data", str(root / "data"), "--notebooks", str(root / "books")]
    assert main(["refresh", "--all", *folders]) == 0
    assert main(["build", *folders, "--output", str(root / "site")]) == 0
    return root


def test_the_report_shows_all_three_texts_and_their_names(root: Path) -> None:
    dates = (root / "site" / "dates.html").read_text(encoding="utf-8")
    evidence = (root / "site" / "evidence.html").read_text(encoding="utf-8")
    assert LEILA in dates
    assert "Aino Välimäki" in evidence
    assert {"text H", "text P", "text L"} <= set(re.findall("text [HPL]", evidence))
    for words in ("about 1950", "44 BC", "1930 or later"):
        assert words in evidence, words


def test_markup_in_a_cell_is_text_everywhere(root: Path) -> None:
    made = files(root / "site")
    marked = [name for name in made if name.endswith((".html", ".svg"))]
    shown = [name for name in marked if b"&lt;b&gt;built&lt;/b&gt; &amp; *well*" in made[name]]
    assert "evidence.html" in shown
    assert [name for name in marked if b"<script>alert" in made[name]] == []
    assert [name for name in marked if b"<b>built" in made[name]] == []


def test_the_texts_bear_it_out(root: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text(TEXT, encoding="utf-8")
    for path in (PROJECT / "tests" / "island" / "documents").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    assert verify(load(root / "data"), tmp_path).report().count("0 unread") == 3


def words_of_ours() -> set[str]:
    """The ids of this project that no other one would have, and what the country is called."""
    ids = {
        row[0]
        for path in (PROJECT / "data").glob("*.csv")
        for row in list(csv.reader(path.read_text(encoding="utf-8").splitlines()))[1:]
    }
    return {id for id in ids if id.count("-") > 1} | {"goita", "bamako", "malian", "junta"}


def strangers(raw: bytes, words: set[str]) -> list[str]:
    """What of us stands in some bytes; the name of the package is no fact."""
    text = raw.decode("utf-8", "replace").casefold()
    found = [word for word in sorted(words) if word in text]
    return found + re.findall(r"(?<![a-z])mali(?!viz)[a-z]*", text)


def test_nothing_of_ours_stands_in_it(root: Path) -> None:
    words = words_of_ours()
    text_files = (".html", ".csv", ".json", ".svg", ".xml", ".js", ".txt")
    pages = {n: raw for n, raw in files(root / "site").items() if n.endswith(text_files)}
    # plotly.js has thousands of words of its own, none of them by us.
    made = {name: raw for name, raw in pages.items() if "plotly" not in name}
    assert len(made) > 10
    assert {name: found for name, raw in made.items() if (found := strangers(raw, words))} == {}


def test_nothing_of_ours_stands_in_the_code() -> None:
    words = words_of_ours()
    assert strangers(b"by-march: handover-by-march-2024, Mali's", words)
    for path in CODE.rglob("*"):
        # A link leads to the data, of which a new project gets the schema alone.
        if path.is_file() and not path.is_symlink() and "__pycache__" not in path.parts:
            # Examples run on the data of this project, and are no part of what the code does.
            raw = re.sub(rb"(?m)^ *(>>>|\.\.\.) .*\n(?: *[^ \n>].*\n)*", b"", path.read_bytes())
            assert strangers(raw, words) == [], path
