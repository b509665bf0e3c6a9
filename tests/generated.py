"""The parts of the guides that are made and not written: the codebook, and the drawing of imports.

    make guides

writes them anew, each between two marks such as `<!-- codebook -->`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import grimp

ROOT = Path(__file__).parents[1]


def codebook() -> str:
    """The tables of the schema and their columns, in Markdown."""
    package = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
    parts = []
    for resource in package["resources"]:
        parts += [f"### {resource['path']}", "", resource["description"], ""]
        parts += ["| column | what it holds |", "|---|---|"]
        parts += [f"| `{f['name']}` | {_cell(f)} |" for f in resource["schema"]["fields"]]
        parts.append("")
    return "\n".join([*parts, ""])


def _cell(field: dict[str, object]) -> str:
    constraints = field.get("constraints", {})
    assert isinstance(constraints, dict)
    values = ", ".join(f"`{value}`" for value in constraints.get("enum", ()))
    text = str(field["description"]).replace("|", "\\|")
    return f"{text} One of {values}." if values else text


def imports() -> str:
    """Which part of the code imports which, as a Mermaid drawing."""
    graph = grimp.build_graph("maliviz", cache_dir=None)
    for part in graph.find_children("maliviz"):
        graph.squash_module(part)
    arrows = [f"    {one} --> {other}" for one, other in sorted(_longest_ways(graph))]
    return "\n".join(["```mermaid", "graph LR", *arrows, "```\n"])


def _longest_ways(graph: grimp.ImportGraph) -> Iterator[tuple[str, str]]:
    """The imports between parts, but those that a way over other parts implies."""
    for part in graph.find_children("maliviz"):
        needs = graph.find_modules_directly_imported_by(part) - {"maliviz", part}
        for one in needs:
            if not any(graph.chain_exists(other, one) for other in needs - {one}):
                yield part.partition(".")[2], one.partition(".")[2]


PARTS: dict[str, tuple[Path, Callable[[], str]]] = {
    "codebook": (ROOT / "README.md", codebook),
    "imports": (ROOT / "CONTRIBUTING.md", imports),
}


def renewed(name: str) -> str:
    """The text of a guide, with one part of it made anew."""
    path, make = PARTS[name]
    text = path.read_text(encoding="utf-8")
    start, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    assert text.count(start) == text.count(end) == 1, f"{path.name} lacks the marks {start}{end}"
    part = re.compile(f"(?<={start}).*?(?={end})", re.DOTALL)
    return part.sub(lambda _: make(), text)


def main() -> None:
    """Write all parts anew."""
    for name, (path, _) in PARTS.items():
        path.write_text(renewed(name), encoding="utf-8")


if __name__ == "__main__":
    main()
