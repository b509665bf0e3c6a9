"""Names in prose that lead to all that is said of, or by, whoever bears them.

The first time that a chapter's prose names somebody, the name becomes a link to the row of the
index by person or by speaker, if a page shows one. Headings stay as they are, and so do words that
lead to a claim already. A name is a proper one: "witnesses" is a word as any other. A part of
somebody else's name, such as a surname that two share, leads to nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET

from maliviz.site.model import Site

_LEFT_ALONE = {"a", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6"}


def addresses(site: Site, stem: str) -> dict[str, str]:
    """Return where each name leads from the chapter of a stem.

    It is empty for a name in no index, and for one whose index stands in that very chapter.
    """
    found: dict[str, str] = {}
    for actor in site.corpus.record.actors if site.corpus else ():
        places = (f"{kind}-{actor.id}" for kind in ("person", "speaker"))
        place = next((one for one in places if one in site.entries), "")
        home = site.entries.get(place, stem)
        forms = (actor.name, *actor.printed) if actor.kind == "person" else (actor.name,)
        address = f"{home}.html#{place}" if site.chapters[home] != stem else ""
        found |= {form: address for form in forms if form != form.lower()}
    return found


class Names:
    """Names with the address of each, as far as the prose of a chapter has not named them yet.

    >>> names = Names({"Ann Low": "#ann", "Low": "#ann", "Bo Low": "#bo"})
    >>> tree = ET.fromstring("<p>Low, says <em>Ann Low</em>, and Ann Low again.</p>")
    >>> names.link(tree)
    >>> ET.tostring(tree, encoding="unicode").partition(", and")[0]
    '<p>Low, says <em><a class="name" href="#ann">Ann Low</a></em>'
    """

    def __init__(self, addresses: Mapping[str, str]) -> None:
        longest_first = sorted(addresses, key=len, reverse=True)
        self._name = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
        bearers: dict[tuple[str, ...], set[str]] = {}
        for form, address in addresses.items():
            for part in _parts(_words(form)):
                bearers.setdefault(part, set()).add(address)
        self._addresses = {
            form: address
            for form, address in addresses.items()
            if address and bearers[_words(form)] == {address}
        }

    def link(self, tree: ET.Element) -> None:
        """Make links of the names in some HTML."""
        if not self._addresses or tree.tag in _LEFT_ALONE:
            return
        children = list(tree)
        tree[:] = []
        tree.text = self._linked(tree.text or "", tree)
        for child in children:
            self.link(child)
            tree.append(child)
            child.tail = self._linked(child.tail or "", tree)

    def _linked(self, text: str, parent: ET.Element) -> str:
        """Append a link for each name in a text, with what follows; return what comes before."""
        before, link = "", None
        for words, address in self._pieces(text):
            if address:
                link = ET.SubElement(parent, "a", {"class": "name", "href": address})
                link.text = words
            elif link is None:
                before = words
            else:
                link.tail = words
        return before

    def _pieces(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield the stretches of a text, each with the address to which it is to lead, if any."""
        end = 0
        for match in self._name.finditer(text):
            if address := self._addresses.get(match[0], ""):
                self._addresses = {n: a for n, a in self._addresses.items() if a != address}
                yield text[end : match.start()], ""
                yield match[0], address
                end = match.end()
        yield text[end:], ""


def _words(form: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", form))


def _parts(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield each run of words of a name, the whole among them."""
    for start in range(len(words)):
        yield from (words[start:end] for end in range(start + 1, len(words) + 1))
