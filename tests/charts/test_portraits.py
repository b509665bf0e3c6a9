from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from made_claims import real
from made_corpus import Cells, said, told
from sentences import around, body, changed, classed, faults, words
from tables import table

from maliviz.charts import portraits as form
from maliviz.charts.figure import Figure
from maliviz.charts.portraits import portraits
from maliviz.corpus import Corpus

TEXTS: list[Cells] = [
    {"id": f"text-{t}", "name": f"text {t.upper()}", "kind": "text"} for t in "abcde"
]
PEOPLE: list[Cells] = [
    {"id": "ann", "name": "Ann", "kind": "person", "printed": "Ann | Captain Ann"},
    {"id": "army", "name": "the army", "kind": "body", "printed": "the army"},
    {"id": "ben", "name": "Ben", "kind": "person", "printed": "Ben"},
]
QUESTIONS: list[Cells] = [
    {"id": "held", "order": "1", "text": "Was Ann held?", "kind": "yes-no"},
    {"id": "rank", "order": "2", "text": "What rank has Ann?", "kind": "text"},
    {"id": "head", "order": "3", "text": "Who leads the army?", "kind": "name"},
]


def report(name: str, document: str, value: str, **more: str) -> Cells:
    """A claim on Ann by Ben, under a name of its own, unless told otherwise."""
    ben = {"speaker": "ben", "via": f"text-{document}", "modality": "attributed"}
    words = {"statement": f"It is so: {name}.", "subject": "ann", "question": "held"}
    return said(document, value, **{"id": name} | ben | words | more)


OWN = {"via": "direct", "modality": "asserted"}
REPORTS = [
    report("held", "a", "yes", hedge="it seems"),
    report("not-held", "a", "no", modality="denied"),
    report("captain-a", "a", "captain", question="rank", speaker="text-a", **OWN)
    | {"statement": "Ann is a captain."},
    report("captain-b", "b", "captain", question="rank", speaker="text-b", **OWN)
    | {"statement": "Ann is a captain."},
    report("leader", "b", "ben", question="head", subject="army", speaker="text-b", **OWN),
]


def reports(claims: Iterable[Cells], labels: str = "AB") -> Corpus:
    """A corpus of the people and questions above, with these claims."""
    return told(claims, labels, questions=QUESTIONS, actors=[*PEOPLE, *TEXTS])


def drawn(claims: Iterable[Cells]) -> Figure:
    data = reports(claims)
    return portraits(data.claims, data.actors, title="Two people are named")


def parts(figure: Figure) -> dict[str, str]:
    """The heading under which each claim stands."""
    return {row.claims[0]: row.cells[1] for row in figure.rows if row.claims}


def unsaid(figure: Figure) -> list[str]:
    """What the figure says that the texts leave out."""
    return [row.cells[2] for row in figure.rows if not row.claims]


def test_each_claim_on_a_person_stands_under_its_heading() -> None:
    assert parts(drawn(REPORTS)) == {
        "held": "Reported",
        "not-held": "The other side",
        "captain-a": "Office, rank, standing",
        "captain-b": "Office, rank, standing",
        "leader": "Office, rank, standing",
    }


def section(figure: Figure, name: str) -> dict[str, list[str]]:
    """The lines on a person under each heading."""
    [person] = [e for e in body(figure) if words(e[0]) == name]
    lines: dict[str, list[str]] = {}
    for element in person.find("dl") or ():
        if element.tag == "dt":
            heading = lines.setdefault(words(element), [])
        else:
            heading.append(words(element))
    return lines


LINE = "It is so: {}."
ONLY_A = [*REPORTS[:3], report("other", "b", "yes", subject="army", speaker="text-b")]
TABLE = [
    ("that it is so", 'a line under "Reported"', REPORTS, LINE.format("held"), "Reported"),
    (
        "that it is denied",
        'a line under "The other side"',
        REPORTS,
        LINE.format("not-held"),
        "The other side",
    ),
    (
        "who somebody is",
        'a line under "Office, rank, standing"',
        REPORTS,
        "Ann is a captain.",
        "Office, rank, standing",
    ),
    (
        "yes, and another no",
        'the line says "disputed", and so does the first line on the person',
        REPORTS,
        "It is so: held. disputed",
        "Reported",
    ),
    (
        "nothing of the person",
        '"does not name", under "In the texts"',
        ONLY_A,
        "Text B does not name Ann.",
        "In the texts",
    ),
    (
        "no word of the person",
        '"does not quote", under "In the texts"',
        ONLY_A,
        "Text A does not quote Ann.",
        "In the texts",
    ),
]


@pytest.mark.parametrize(("case", "picture", "claims", "line", "heading"), TABLE)
def test_what_is_said_of_a_person_stands_under_its_heading(
    case: str, picture: str, claims: list[Cells], line: str, heading: str
) -> None:
    lines = section(drawn(claims), "Ann")
    assert [h for h, under in lines.items() if any(line in one for one in under)] == [heading]


def test_the_table_of_the_module_is_the_table_of_this_test() -> None:
    assert table(form) == [row[:2] for row in TABLE]


def test_who_says_it_and_how_firmly_stands_before_each_statement() -> None:
    assert words(around(drawn(REPORTS), "held", "dd")) == (
        "Ben, in text A · attributed, “it seems”, disputed by Ben, in text A "
        "It is so: held. disputed"
    )


UNDISPUTED = "No speaker disputes it, which proves nothing."


def verdicts(figure: Figure) -> dict[str, str]:
    """The first line on each person."""
    return {words(person[0]): words(person[1]) for person in body(figure)}


def test_the_first_line_on_a_person_says_what_is_disputed() -> None:
    assert verdicts(drawn(REPORTS)) == {
        "Ann": "Disputed: Was Ann held?",
        "Ben": UNDISPUTED,
    }


def test_each_person_is_a_section_with_a_heading_and_an_address() -> None:
    tree = body(drawn(REPORTS))
    assert [(e.tag, e[0].tag, e.get("id")) for e in tree] == [
        ("section", "h3", "portraits-ann"),
        ("section", "h3", "portraits-ben"),
    ]


def test_each_line_keeps_its_speaker_and_says_that_it_is_disputed() -> None:
    rows = {row.claims[0]: row.cells[3:] for row in drawn(REPORTS).rows if row.claims}
    assert rows["held"] == ("Ben, in text A", "attributed, “it seems”, disputed by Ben, in text A")
    assert rows["not-held"] == ("Ben, in text A", "a denial, disputed by Ben, in text A")
    assert rows["captain-a"] == ("text A", "asserted")
    assert len(classed(body(drawn(REPORTS)), "disputed")) == 2


def test_a_report_that_nobody_contradicts_is_not_disputed() -> None:
    assert classed(body(drawn(REPORTS[:1])), "disputed") == []
    apart = [REPORTS[0], REPORTS[1] | {"scope": "at home"}]
    assert classed(body(drawn(apart)), "disputed") == []
    assert verdicts(drawn(apart))["Ann"] == UNDISPUTED


def test_one_statement_of_two_texts_is_written_once() -> None:
    assert drawn(REPORTS).body.count(">Ann is a captain.<") == 1


def test_what_no_text_says_is_read_off_the_claims() -> None:
    assert unsaid(drawn(REPORTS)) == [
        "Text A and text B do not quote Ann.",
        "Text B does not quote Ben.",
    ]
    assert unsaid(drawn(REPORTS[:3])) == ["Text B does not name Ann.", "Text A does not quote Ann."]
    assert unsaid(drawn(ONLY_A)) == ["Text B does not name Ann.", "Text A does not quote Ann."]


def test_a_person_whom_a_statement_names_is_named() -> None:
    other = report("other", "b", "yes", subject="army", statement="Ann was seen.")
    assert "Text B does not name Ann." not in unsaid(drawn([*REPORTS[:3], other]))


def test_printed_forms_are_told_where_they_differ() -> None:
    drawing = drawn(REPORTS).body
    assert "Printed as “Ann”, “Captain Ann”" in drawing
    assert "Printed as “Ben”" not in drawing


def test_only_the_people_that_are_asked_for_are_drawn() -> None:
    data = reports(REPORTS)
    figure = portraits(data.claims, data.actors.query("id == 'ann'"), title="One")
    assert {row.cells[0] for row in figure.rows} == {"Ann"}
    assert figure.alt.startswith("A section on 1 person with ")


def test_a_text_whose_claims_are_left_out_is_not_called_silent() -> None:
    data = reports(REPORTS, "ABC")
    part = portraits(data.claims.query("document == 'a'"), data.actors, title="A part")
    assert unsaid(part) == [
        "Text C does not name Ann.",
        "Text A and text B do not quote Ann.",
    ]


def test_each_line_is_a_named_link() -> None:
    assert [*faults(drawn(REPORTS), [claim["id"] for claim in REPORTS])] == []


@pytest.mark.parametrize(
    "other",
    [{"modality": "asserted"}, {"value": "yes"}, {"speaker": "ann"}, {"hedge": "perhaps"}],
)
def test_a_changed_claim_changes_the_figure(other: Cells) -> None:
    before, after = drawn(REPORTS), drawn(changed(REPORTS, "not-held", other))
    assert after.rows != before.rows
    assert after.body != before.body


def test_a_denial_made_an_assertion_moves_to_the_reports() -> None:
    asserted = changed(REPORTS, "not-held", {"modality": "asserted"})
    assert parts(drawn(asserted))["not-held"] == "Reported"


NEGATIONS = re.compile(r"\b(?:den\w+|not|no|refuted|wrong)\b", re.IGNORECASE)


def test_no_heading_turns_the_sentence_below_it_round() -> None:
    headings = {row.cells[1] for row in drawn(REPORTS).rows}
    assert len(headings) == 4
    assert [heading for heading in headings if NEGATIONS.search(heading)] == []
    assert "denied" not in {word for row in drawn(REPORTS).rows for word in row.cells[4].split()}


def test_both_sides_of_a_dispute_say_so() -> None:
    for side in ("held", "not-held"):
        assert classed(around(drawn(REPORTS), side, "dd"), "disputed")


def test_the_description_tells_of_whom_something_is_denied() -> None:
    assert drawn(REPORTS).alt.endswith(
        "There are denials concerning Ann; reports on Ann are disputed."
    )
    assert drawn(REPORTS[:1]).alt.endswith(
        "denials concerning nobody; reports on nobody are disputed."
    )


def test_the_real_people_are_all_drawn_and_told() -> None:
    people = real().actors.query("kind == 'person'")["id"]
    claims = real().claims[real().claims["subject"].isin(people)]
    figure = portraits(real().claims, real().actors, title="The people named")
    shown = {id for row in figure.rows for id in row.claims}
    assert shown >= set(claims["id"])
    assert [*faults(figure, shown)] == []


def test_nobody_to_draw_is_refused() -> None:
    with pytest.raises(ValueError, match='one at least is of the kind "person"'):
        drawn([])
    with pytest.raises(ValueError, match="needs a person on whom there is a claim"):
        drawn([report("other", "b", "yes", subject="army")])
