from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from maliviz.corpus.node import Misshapen, Node


@pytest.mark.parametrize(
    ("read", "wanted"),
    [
        (lambda n: n.text("t"), "text"),
        (lambda n: n.text("none", "default"), "default"),
        (lambda n: n.texts("list"), ("a", "b")),
        (lambda n: n.texts("none"), ()),
        (lambda n: n.words("words"), {"k": "v"}),
        (lambda n: n.words("none"), {}),
        (lambda n: n.flag("yes"), True),
        (lambda n: n.flag("none"), False),
        (lambda n: n.node("words").text("k"), "v"),
        (lambda n: [m.place for m in n.nodes("nodes")], ["top.one", "top.nodes"]),
    ],
)
def test_values(read: Callable[[Node], Any], wanted: object) -> None:
    tree = {"t": "text", "list": ["a", "b"], "words": {"k": "v"}, "yes": True}
    assert read(Node({**tree, "nodes": [{"name": "one"}, {}]}, "top")) == wanted


@pytest.mark.parametrize(
    ("read", "told"),
    [
        (lambda n: n.text("none"), 'top: "none" is missing'),
        (lambda n: n.text("null"), 'top: "null" is missing'),
        (lambda n: n.text("five"), 'top: "five" is no text'),
        (lambda n: n.text("half"), 'top: "half" holds half a character'),
        (lambda n: n.texts("five"), 'top: "five" is no list'),
        (lambda n: n.texts("list"), 'top: "list" is no text'),
        (lambda n: n.words("five"), "top: is no object in braces"),
        (lambda n: n.flag("five"), 'top: "five" is neither true nor false'),
        (lambda n: n.nodes("list"), "top.list: is no object in braces"),
        (lambda n: Node([], "").text("x"), "is no object in braces"),
    ],
)
def test_slips(read: Callable[[Node], object], told: str) -> None:
    tree = {"five": 5, "null": None, "half": "\ud800", "list": [5]}
    with pytest.raises(Misshapen) as caught:
        read(Node(tree, "top"))
    assert str(caught.value) == told
