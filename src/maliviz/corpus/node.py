"""A value inside a JSON file that knows its place, and refuses to be taken for something else.

Whoever edits a JSON file by hand writes a number for a text, or a list for an object, sooner or
later. Reading through nodes turns each such slip into a sentence with the place in it.

>>> Node({"fields": 5}, "claims").nodes("fields")
Traceback (most recent call last):
  ...
maliviz.corpus.node.Misshapen: claims: "fields" is no list
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


class Misshapen(ValueError):
    """A node has not the shape that its reader needs: where, and what is wrong."""

    def __init__(self, place: str, rule: str) -> None:
        super().__init__(f"{place}: {rule}" if place else rule)
        self.place = place
        self.rule = rule


@dataclass(frozen=True)
class Node:
    """A JSON value and its place in words, such as `claims.when`."""

    value: Any
    place: str

    def text(self, key: str, default: str | None = None) -> str:
        """Return the text under a key; without a default it must be there."""
        value = self._object().get(key, default)
        if value is None:
            raise Misshapen(self.place, f'"{key}" is missing')
        return self._text(key, value)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the list of texts under a key, empty if there is none."""
        return tuple(self._text(key, value) for value in self._list(key))

    def words(self, key: str) -> Mapping[str, str]:
        """Return the object of texts under a key, empty if there is none."""
        entries = self.node(key)._object()
        return {self._text(key, name): self._text(key, text) for name, text in entries.items()}

    def flag(self, key: str) -> bool:
        """Return whether a key is set to true."""
        value = self._object().get(key, False)
        if not isinstance(value, bool):
            raise Misshapen(self.place, f'"{key}" is neither true nor false')
        return value

    def node(self, key: str) -> Node:
        """Return the object under a key, an empty one if there is none."""
        return Node(self._object().get(key, {}), self.place)

    def nodes(self, key: str) -> list[Node]:
        """Return the objects in the list under a key, each placed by its name if it has one."""
        nodes = [Node(value, f"{self.place}.{key}".strip(".")) for value in self._list(key)]
        return [Node(n.value, f"{self.place}.{n.text('name', key)}".strip(".")) for n in nodes]

    def _object(self) -> dict[str, Any]:
        if not isinstance(self.value, dict):
            raise Misshapen(self.place, "is no object in braces")
        return self.value

    def _list(self, key: str) -> list[Any]:
        value = self._object().get(key, [])
        if not isinstance(value, list):
            raise Misshapen(self.place, f'"{key}" is no list')
        return value

    def _text(self, key: str, value: Any) -> str:
        if not isinstance(value, str):
            raise Misshapen(self.place, f'"{key}" is no text')
        # JSON can spell half of a character, which no file and no terminal can.
        if any("\ud800" <= letter <= "\udfff" for letter in value):
            raise Misshapen(self.place, f'"{key}" holds half a character')
        return value
