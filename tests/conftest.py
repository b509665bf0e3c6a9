from __future__ import annotations

import shutil
import signal
from pathlib import Path

import pytest
from hypothesis import settings
from made import Project

# Machines here are shared and noisy: an example may take as long as it needs.
settings.register_profile("shared", deadline=None)
settings.load_profile("shared")

# A shell lets what it starts in the background ignore Ctrl-C, and so all that tests would start.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow what opens pages in a browser, or builds a site; all else says it itself.

    The slow ones come first: what is left for the end is short, and no worker waits for another.
    """
    for item in items:
        if "pages" in item.path.parts or "built" in getattr(item, "fixturenames", ()):
            item.add_marker("slow")
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A made-up project in a folder with a space and an accent in its path."""
    return Project(tmp_path / "réport one")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with its site, for all tests of a module: nobody changes it."""
    project = Project(tmp_path_factory.mktemp("base"))
    project.build()
    return project


@pytest.fixture
def built(project: Project, base: Project) -> Project:
    """A project with its site, for one test alone."""
    shutil.copytree(base.root, project.root, dirs_exist_ok=True)
    return project
