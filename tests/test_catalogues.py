"""Catalogues: every message is in them, whole, and what is wrong with one is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel import Locale
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from pseudo import CODE, pseudo

from maliviz.language import FOLDER, TEMPLATE, faults, month_names, speaking
from maliviz.problem import ProblemError

SKIP = 'msgid "Skip to the text"\nmsgstr "'
SAID = 'msgid "{who}, in {text}"\nmsgstr "'


def test_the_template_has_every_message_of_the_code() -> None:
    methods = [("**.py", "python"), ("**/templates/**.j2", "jinja2")]
    options = {"**/templates/**.j2": {"newstyle_gettext": "true", "trimmed": "true"}}
    said = extract_from_dir(FOLDER.parent, methods, options)
    with TEMPLATE.open("rb") as file:
        written = {(message.id, message.context) for message in read_po(file) if message.id}
    hint = "run `make messages`, and translate what is new"
    assert {(words, context) for _, _, words, _, context in said} == written, hint


def test_each_catalogue_of_ours_is_whole() -> None:
    codes = [place.parts[-3] for place in FOLDER.glob("*/LC_MESSAGES/maliviz.po")]
    assert "fr" in codes
    assert [str(one) for code in codes for one in faults(code)] == []


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        (SKIP, "#, fuzzy\n" + SKIP, "changed after it was translated"),
        (SKIP + "⟦Skip to the text⟧", SKIP, "has no translation"),
        (SKIP, SKIP.replace("the text", "nothing"), "there is no such message"),
        (SAID + "{who}", SAID, 'leaves out "{who}"'),
        (SAID + "{who}", SAID + "{who} {whom}", 'has "{whom}", which the message has not'),
    ],
)
def test_what_is_wrong_with_a_message_is_told(
    tmp_path: Path, old: str, new: str, rule: str
) -> None:
    folder = pseudo(tmp_path)
    assert faults(CODE, folder) == []
    other = pseudo(tmp_path / "broken")
    file = other / CODE / "LC_MESSAGES" / "maliviz.po"
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")
    (fault,) = map(str, faults(CODE, other))
    assert fault.startswith("locale/eo/LC_MESSAGES/maliviz.po")
    assert rule in fault


def test_a_file_that_is_no_catalogue_is_told(tmp_path: Path) -> None:
    folder = pseudo(tmp_path)
    file = folder / CODE / "LC_MESSAGES" / "maliviz.po"
    lines = file.read_text("utf-8").splitlines()
    file.write_text("\n".join([*lines[:20], "<<<<<<< ours", *lines[20:]]), "utf-8")
    with pytest.raises(ProblemError, match=r"maliviz\.po:21: is no catalogue: .*; mend it there"):
        faults(CODE, folder)


@pytest.mark.parametrize(
    ("code", "rule"),
    [("de", 'no catalogue of messages for the language "de"'), ("??", "no such lang")],
)
def test_a_language_without_words_is_told(code: str, rule: str) -> None:
    with pytest.raises(ProblemError, match=rule), speaking(code):
        pass


@pytest.mark.parametrize(
    ("code", "wide", "short", "letter"),
    [("it", "gennaio", "gen", "G"), ("pt", "janeiro", "jan.", "J")],
)
def test_months_are_those_of_a_language_whatever_was_spoken_before(
    code: str, wide: str, short: str, letter: str
) -> None:
    for width in ("wide", "abbreviated"):
        assert Locale("wo").months["stand-alone"][width][1].startswith("Sam")
    locale = Locale(code)
    assert month_names(locale)[1] == wide
    assert month_names(locale, "abbreviated")[1] == short
    assert month_names(locale, "narrow")[1] == letter
