"""From tables and notebooks to a site: the order of the steps, and nothing else.

Whatever can be wrong is looked for before anything is put in place, and one run tells all of
it. What is heavy to load is loaded only when there is something to do.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from maliviz.site.faults import Fault, PublishError, stop
from maliviz.site.inputs import Inputs, read
from maliviz.site.swap import Place, at_work, swap, unchanged, write

if TYPE_CHECKING:
    from maliviz.corpus import Corpus
    from maliviz.site.notebook import Notebook

Say = Callable[[str], None]


def build(data: Path, notebooks: Path, output: Path, say: Say, base: str = "") -> Path:
    """Make the site of these tables and notebooks, and return the path of its first page.

    `base` is the address at which the site will stand, if it is known. Raises PublishError with
    all that is wrong; the site that stood there is then untouched.
    """
    inputs = replace(read(data, notebooks), base=base)
    place = Place(output.resolve())
    if {data.resolve(), notebooks.resolve()} & {place.site, *place.site.parents}:
        raise stop(f"{output}: is a place of what the site is made of; choose another one")
    if place.tidy and unchanged(place.site, inputs.digest):
        say("nothing changed")
        return output / "index.html"
    with at_work(place) as work, at_home(notebooks, work):
        say("checking the data and the notebooks")
        corpus, stored = _checked(data, notebooks, inputs)
        fresh = run_fresh(inputs, stored, work, notebooks, say)
        say("making the pages")
        from maliviz.site.contents import contents

        write(work / "site", contents(inputs, corpus, fresh), inputs.digest)
        swap(place, work / "site")
    say(f"made {len(stored)} pages")
    return output / "index.html"


def check(data: Path, notebooks: Path) -> int:
    """Check tables and notebooks, run nothing, and return the number of notebooks.

    Raises PublishError with all that is wrong.
    """
    return len(_checked(data, notebooks, read(data, notebooks))[1])


def run_fresh(
    inputs: Inputs, stored: Sequence[Notebook], work: Path, notebooks: Path, say: Say
) -> tuple[Notebook, ...]:
    """Run notebooks on a copy of the tables in `work`, or take the one that was kept."""
    from maliviz.site.cache import Kept

    kept = Kept(_own(notebooks) / "runs")
    keys = {notebook.file: inputs.digest_for(Path(notebook.file).name) for notebook in stored}
    done = {n.file: found for n in stored if (found := kept.find(keys[n.file], n))}
    if missing := [notebook for notebook in stored if notebook.file not in done]:
        from maliviz.site.run import run

        _copy(inputs, work)
        for notebook in run(missing, work, say):
            kept.keep(keys[notebook.file], notebook)
            done[notebook.file] = notebook
    kept.keep_only(keys.values())
    return tuple(done[notebook.file] for notebook in stored)


def _checked(data: Path, notebooks: Path, inputs: Inputs) -> tuple[Corpus, tuple[Notebook, ...]]:
    from maliviz.corpus import load
    from maliviz.evidence.compare import reviewed
    from maliviz.problem import DataError, Problem
    from maliviz.prose.rules import check
    from maliviz.site.guard import guard
    from maliviz.site.notebook import read_all
    from maliviz.site.proof import prose_cells

    faults: list[object] = []
    stored: tuple[Notebook, ...] = ()
    corpus: Corpus | None = None
    try:
        corpus = load(data)
        faults += reviewed(corpus)
    except DataError as error:
        faults += error.problems
    try:
        stored = read_all(notebooks.resolve().name, inputs.notebooks)
        found: list[Fault | Problem] = [*guard(stored)]
        if corpus is not None:
            cells = [cell for notebook in stored for cell in prose_cells(notebook)]
            found += check(cells, corpus)
        faults += sorted(found, key=attrgetter("file", "cell", "line"))
    except PublishError as error:
        faults += error.faults
    if faults or corpus is None:
        raise PublishError(faults)
    return corpus, stored


def _copy(inputs: Inputs, work: Path) -> None:
    for name, raw in inputs.data.items():
        path = work / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)


def _own(notebooks: Path) -> Path:
    """The folder in a project for what is kept from run to run; git takes no notice of it."""
    folder = notebooks.resolve().parent / ".maliviz"
    with contextlib.suppress(OSError):
        folder.mkdir(exist_ok=True)
        (folder / ".gitignore").write_text("*\n", encoding="utf-8")
    return folder


def _settings(own: Path, work: Path) -> Path:
    """Where matplotlib keeps what is slow to make: in the project, if it can be written."""
    kept = own / "matplotlib"
    with contextlib.suppress(OSError):
        kept.mkdir(exist_ok=True)
    return kept if os.access(kept, os.W_OK) else work


@contextlib.contextmanager
def at_home(notebooks: Path, work: Path) -> Iterator[None]:
    """Have matplotlib keep its list of fonts with the project, and begin to load what kernels need.

    If the project cannot be written, that list is kept in `work`.
    """
    from maliviz.site.kernel import warm

    before = os.environ.get("MPLCONFIGDIR")
    os.environ["MPLCONFIGDIR"] = str(_settings(_own(notebooks), work))
    try:
        warm()
        yield
    finally:
        del os.environ["MPLCONFIGDIR"]
        os.environ.update({"MPLCONFIGDIR": before} if before is not None else {})
