"""What a site says of itself: who made it, which edition it is, and what has changed.

All of it stands in the data: the names and licences in `datapackage.json`, the changes in
`changes.csv`. The day of an edition is that of its last change, and never that of a build.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from maliviz.corpus import Corpus
from maliviz.corpus.rows import Change


@dataclass(frozen=True)
class Licence:
    """A licence: its short name, its title, and where its text stands."""

    name: str
    title: str
    address: str


@dataclass(frozen=True)
class Edition:
    """The site as one publication; `changes` are the newest first, and `name` is the data's."""

    name: str
    title: str
    description: str
    version: str
    authors: tuple[str, ...]
    licences: tuple[Licence, ...]
    changes: tuple[Change, ...]

    @property
    def date(self) -> str:
        """Day of the last change, empty if none is recorded."""
        return self.changes[0].date if self.changes else ""

    @property
    def words(self) -> str:
        """Name the edition for a person.

        >>> Edition("m", "M", "", "0.1.0", (), (), ()).words
        'Edition 0.1.0 of this report'
        """
        edition = f"Edition {self.version}".strip()
        return ", ".join(filter(None, [f"{edition} of this report", self.date]))

    @property
    def rights(self) -> str:
        """The short names of the licences."""
        return ", ".join(licence.name for licence in self.licences)


def edition(package: bytes, corpus: Corpus) -> Edition:
    """Read the edition off the bytes of `datapackage.json` and the changes of a corpus."""
    described = json.loads(package)
    return Edition(
        name=corpus.schema.name,
        title=corpus.schema.title,
        description=corpus.schema.description,
        version=corpus.schema.version,
        authors=tuple(person["title"] for person in described.get("contributors", [])),
        licences=tuple(
            Licence(one.get("name", ""), one.get("title", one.get("name", "")), one["path"])
            for one in described.get("licenses", [])
            if "path" in one
        ),
        changes=corpus.record.changes[::-1],
    )
