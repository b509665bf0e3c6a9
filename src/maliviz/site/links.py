"""Links in the HTML of a page: each leads to its place, and back from there.

A claim is linked by its anchor, another notebook by its file, and names are no links at all: here
they are led to where a page shows what they mean. The first time that a chapter's prose names
somebody, the name becomes a link to the row of the index by person or by speaker, if a page shows
one. Headings stay as they are, and so do words that lead to a claim already. A name is a proper
one: "witnesses" is a word as any other. A part of somebody else's name, such as a surname that two
share, leads to nobody.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from xml.etree import ElementTree as ET

from maliviz.language import ngettext
from maliviz.prose.markdown import CLAIM
from maliviz.site.model import Site, Use

_LEFT_ALONE = {"a", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6"}


def lead_links(tree: ET.Element, address: Callable[[str], str]) -> None:
    """Lead each link to a claim to the `address` of its anchor, and that to a notebook to its page.

    >>> tree = ET.fromstring('<p><a href="#claim-x">x</a><a href="boats.ipynb#Lit">lit</a></p>')
    >>> lead_links(tree, lambda anchor: f"all.html#{anchor}")
    >>> [link.get("href") for link in tree]
    ['all.html#claim-x', 'boats.html#Lit']
    """
    for link in tree.iter("a"):
        href = link.get("href", "")
        page, notebook_link, place = href.partition(".ipynb")
        if match := CLAIM.fullmatch(href):
            link.set("href", address(match[1]))
        elif notebook_link:
            link.set("href", f"{page}.html{place}")


def write_uses(tree: ET.Element, uses: Mapping[str, Sequence[Use]]) -> None:
    """Write into each entry that asks for it (`<p class="uses">`) what stands on it.

    Questions are folded: JupyterLab finds a claim only where it is open, a page opens it itself.
    """
    for entry in tree.iter():
        if "question" in entry.get("class", "").split():
            entry.attrib.pop("open", None)
        for place in entry.findall("p[@class='uses']"):
            if links := uses.get(entry.get("id", "")):
                _write_uses(place, links)
            else:
                entry.remove(place)


def _write_uses(place: ET.Element, uses: Sequence[Use]) -> None:
    place.tag = "details"
    summary = ET.SubElement(place, "summary")
    used = ngettext("Used in {count} place", "Used in {count} places", len(uses))
    summary.text = used.format(count=len(uses))
    for use in uses:
        link = ET.SubElement(place, "a", {"href": use.address})
        link.text = use.words


def name_addresses(site: Site, stem: str) -> dict[str, str]:
    """Return where each name leads from the chapter of a stem.

    It is empty for a name in no index, and for one whose index stands in that very chapter.
    """
    addresses: dict[str, str] = {}
    for actor in site.record.actors:
        places = (f"{kind}-{actor.id}" for kind in ("person", "speaker"))
        place = next((one for one in places if one in site.entries), "")
        home = site.entries.get(place, stem)
        forms = (actor.name, *actor.printed) if actor.kind == "person" else (actor.name,)
        address = f"{home}.html#{place}" if site.chapters[home] != stem else ""
        addresses |= {form: address for form in forms if form != form.lower()}
    return addresses


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
        tree.text = self._linked(tree.text or "", tree, 0)
        for child in children:
            self.link(child)
            child.tail = self._linked(child.tail or "", tree, list(tree).index(child) + 1)

    def _linked(self, text: str, parent: ET.Element, place: int) -> str:
        """Insert a link for each name in a text, with what follows; return what comes before."""
        names = (one for one in self._name.finditer(text) if one[0] in self._addresses)
        name = next(names, None)
        if name is None:
            return text
        address = self._addresses[name[0]]
        self._addresses = {n: a for n, a in self._addresses.items() if a != address}
        link = ET.Element("a", {"class": "name", "href": address})
        link.text = name[0]
        parent.insert(place, link)
        link.tail = self._linked(text[name.end() :], parent, place + 1)
        return text[: name.start()]


def _words(form: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", form))


def _parts(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield each run of words of a name, the whole among them."""
    for start in range(len(words)):
        yield from (words[start:end] for end in range(start + 1, len(words) + 1))
