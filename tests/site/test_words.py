"""Whatever a reader sees is a message, or stands in the tables and notebooks.

The whole report is made in a language in which every message stands between marks: what is left
outside of them nobody could translate.
"""

from __future__ import annotations

import ast
import csv
import json
import re
import shutil
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from babel import Locale
from babel.messages.pofile import read_po
from made import code, md, notebook, write_notebooks
from pseudo import CODE, pseudo

import maliviz as mv
from maliviz.language import FOLDER, speaking
from maliviz.site import contents, pictures
from maliviz.site.assemble import assemble
from maliviz.site.figures import Choice
from maliviz.site.inputs import read_inputs
from maliviz.site.model import Edition
from maliviz.site.notebooks import read_notebooks
from maliviz.site.proof import _own_words
from maliviz.site.rendering import frame, style_sheet, weight

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
SEEN = ("alt", "aria-label", "data-heard", "data-signs", "data-view", "data-words", "title")
PROPERTIES = ("description", "og:title", "og:description", "og:site_name", "og:image:alt")
JSON_WORDS = ("alt", "citation", "description", "keywords", "name", "position", "source", "text")
NAMES = re.compile(
    r"[\w-]+\.(csv|html|js|json)|CSV|JSON|A B|PNG|SVG|#\S+|(https?|urn):\S+|[\d-]+T[\d:]+Z"
)
"""What is the same in every language: names of files, kinds and texts, addresses, times."""
LOCALE = Locale.parse(CODE)
MONTHS = {name for one in LOCALE.months["format"].values() for name in one.values() if name[1:]}
JOINTS = {joint.strip("{01} ,") for one in LOCALE.list_patterns.values() for joint in one.values()}
BETWEEN = re.compile(rf"\n| [–·] |[.,] |\b(?:{'|'.join(sorted(MONTHS | JOINTS - {''}))})\b")
"""What parts what stands outside of messages: the ends of lines and sentences, CLDR's words."""


def bundle(shown: Any) -> dict[str, Any]:
    made: Any = shown._repr_mimebundle_()
    return dict(made[0] if isinstance(made, tuple) else made)


def run(path: Path) -> dict[str, Any]:
    """A notebook as its cells show it in the language that is spoken."""
    cells, known = list[dict[str, Any]](), dict[str, Any]()
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            cells.append(md(source))
            continue
        body, shown = ast.parse(source).body, list[dict[str, Any]]()
        last = body.pop() if isinstance(body[-1], ast.Expr) else None
        exec(compile(ast.Module(body, []), path.name, "exec"), known)
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), path.name, "eval"), known)
            shown.append(bundle(value))
        cells.append(code(source, *shown))
    return notebook(*cells)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Every file of the report in that language, with little room for its lists."""
    root = tmp_path_factory.mktemp("words")
    shutil.copytree(ROOT / "data", root / "data")
    package = json.loads((ROOT / "data" / "datapackage.json").read_text("utf-8"))
    package["languages"] = [CODE]
    (root / "data" / "datapackage.json").write_text(json.dumps(package), "utf-8")
    for name, of_translations in (("translations", ".*\n"), ("reviews", "translations/.*\n")):
        place = root / "data" / f"{name}.csv"
        head, rows = place.read_text("utf-8").split("\n", 1)
        place.write_text(f"{head}\n{re.sub(f'(?m)^{of_translations}', '', rows)}", "utf-8")
    with speaking(CODE, pseudo(root)), pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        corpus = mv.load()
        books = {path.name: run(path) for path in sorted((ROOT / "notebooks").glob("*.ipynb"))}
        write_notebooks(root / "notebooks", books)
        patch.setattr(pictures, "png", lambda *_: b"")
        for name, room in {"ROOM": 20_000, "PART": 10_000, "_NAME": 10_000}.items():
            patch.setattr(contents, name, room)
        inputs = read_inputs(root / "data", root / "notebooks")
        read, problems = read_notebooks("notebooks", inputs.notebooks)
        assert not problems
        base = "https://example.org/"
        return assemble(inputs.tables.files, {CODE: corpus}, read, base, pictures=False)


@pytest.fixture(scope="module")
def written() -> str:
    """All words of the tables but for closed vocabularies, and of the notebooks."""
    package = json.loads((ROOT / "data" / "datapackage.json").read_text("utf-8"))
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "notebooks").glob("*.ipynb"))]
    cells = [cell["source"] for text in texts for cell in json.loads(text)["cells"]]
    words = ["".join(source) for source in cells]
    words += [package["title"], package["description"], package["version"]]
    words += [person["title"] for person in package["contributors"]]
    words += [one for licence in package["licenses"] for one in licence.values()]
    for table in package["resources"]:
        free = [
            f["name"] for f in table["schema"]["fields"] if "enum" not in f.get("constraints", {})
        ]
        with (ROOT / "data" / table["path"]).open(encoding="utf-8", newline="") as file:
            words += [row[name] for row in csv.DictReader(file) for name in free]
    words += [word.replace("-", " ") for word in words if re.fullmatch(r"[a-z-]+", word)]
    return plain(" \n ".join(words))


def plain(text: str) -> str:
    """A text without the marks of Markdown and the differences of spaces."""
    return " ".join(re.sub(r"\]\([^)]*\)|[*`_#\[]", "", text).split())


class Seen(HTMLParser):
    """What is seen or heard of a page: its text in one piece, and each of its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.others, self.inside = "", list[str](), ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.inside = given.get("class", "") or tag if tag in ("script", "style") else ""
        self.others += [given[name] for name in SEEN if name in given]
        if given.get("name", given.get("property")) in PROPERTIES:
            self.others.append(given["content"])
        self.text += "\n"

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""
        self.text += "\n"

    def handle_data(self, data: str) -> None:
        if self.inside == "claims":
            self.others += strings(json.loads(data))
        elif self.inside == "style":
            rules = re.findall(r"content:([^;}]*)", data)
            self.others += ["".join(re.findall(r'"([^"]*)"', rule)) for rule in rules]
        elif not self.inside:
            self.text += data


def strings(value: Any) -> Iterator[str]:
    """Every text in JSON, the names of what is chosen among them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from strings(one)
            yield from [key] if key[0] == "⟦" or key[0].isupper() else []


def described(value: Any) -> Iterator[str]:
    """What a description of a page or a figure says in words."""
    if isinstance(value, list):
        for one in value:
            yield from described(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from [one] if isinstance(one, str) and key in JSON_WORDS else described(one)


def seen(name: str, raw: bytes) -> Iterator[str]:
    """Yield each piece of words of a file that a reader may meet."""
    text = raw.decode("utf-8", "replace")
    if name.endswith((".html", ".xml")):
        page = Seen(text)
        # A mark may be called by all that is drawn of it, which is looked at there.
        drawn = " ".join(page.text.split())
        others = (
            one for one in page.others if "⟦" not in one or " ".join(one.split()) not in drawn
        )
        yield from (page.text, *others)
    elif name.endswith((".json", ".jsonld")):
        yield from described(json.loads(text))
    elif name.endswith(".csv"):
        yield text.split("\r\n")[0]
    elif name == "claims.js":
        yield from strings(json.loads(text[text.index("(") + 1 : text.rindex(")")]))


def outside(text: str) -> Iterator[str]:
    """Yield what stands outside of the marks, line by line."""
    depth, left = 0, ""
    for piece in re.split("([⟦⟧])", text):
        depth += {"⟦": 1, "⟧": -1}.get(piece, 0)
        left += "\n" if piece in ("⟦", "⟧") else piece if depth == 0 else ""
    assert depth == 0
    for line in BETWEEN.split(left):
        words = NAMES.sub("", " ".join(line.split())).strip(" .,;:·()–…“”?!+|/0123456789")
        if re.search(r"[^\W\d_]", words):
            yield words


def test_what_a_reader_sees_is_a_message_or_data(report: dict[str, bytes], written: str) -> None:
    untold = {
        f"{name}: {words}"
        for name, raw in report.items()
        if not name.startswith(("data/", "assets/"))
        for piece in seen(name, raw)
        for words in outside(piece)
        if plain(words) not in written
    }
    assert not untold, "\n".join(sorted(untold))


EDITION = Edition("m", "M", "", "0.1.0", (), (), ())
FRENCH: dict[str, Callable[[], str]] = {
    "1,2 Mo": lambda: weight(1_234_567),
    "57 ko": lambda: weight(56_789),
    "Édition 0.1.0 de ce rapport": lambda: EDITION.words,
    "édition 0.1.0 de ce rapport": lambda: EDITION.called,
    '"page " counter(page) " sur " counter(pages)': style_sheet,
    'q{quotes:"« " " »"}': style_sheet,
    "Les 2 événements|{} sur 2 événements": lambda: Choice((), (), (((0,), (0,)),)).told,
    "1 événement|{} sur 1 événement": lambda: Choice((), (), (((0,),),)).told,
    'locale:"fr"': lambda: str(frame(plotly=True)["script"]),
}


@pytest.mark.parametrize("words", FRENCH)
def test_words_of_pages_are_french(words: str) -> None:
    with speaking("fr"):
        assert words in re.sub("[\u202f\xa0]", " ", FRENCH[words]())


def test_a_number_that_a_script_finds_has_every_form_of_its_language(tmp_path: Path) -> None:
    with speaking("ar", pseudo(tmp_path, "ar")):
        *_, found = _own_words()
    assert sorted(found) == ["few", "many", "one", "other", "two", "zero"]
    with speaking("fr"):
        assert _own_words()[-1] == {"one": "{} affirmation", "other": "{} affirmations"}


def test_french_is_set_as_french() -> None:
    with (FOLDER / "fr" / "LC_MESSAGES" / "maliviz.po").open("rb") as file:
        messages = [one for one in read_po(file) if one.id and "CLDR" not in (one.context or "")]
    strings = [one.string or "" for one in messages]
    said = [form for one in strings for form in ([one] if isinstance(one, str) else one)]
    wrong = re.compile(r"[“”]|[a-z]'[a-z]|\.\.\.|« | [»;:!?]|[^\s\u202f][»;!?]|[^\s\xa0]:(?!\S)")
    assert [one for one in said if wrong.search(one)] == []
