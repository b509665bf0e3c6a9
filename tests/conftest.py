from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import settings
from made import Project

# Machines here are shared and noisy: an example may take as long as it needs.
settings.register_profile("shared", deadline=None)
settings.load_profile("shared")

# Places of tests that start a browser, a kernel or a process, or build a site.
SLOW = {
    *("pages", "test_contributing.py", "test_notebooks.py", "test_faults.py", "test_cli.py"),
    *("test_build.py", "test_days.py", "test_environment.py", "test_folder.py"),
    *("test_preview.py", "test_refresh.py", "test_other_corpus.py"),
    *("test_fairness.py", "test_markup_everywhere.py", "test_walk.py", "test_words.py"),
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is slow, so that `pytest -m "not slow"` answers while one works.

    It comes first: what is left for the end is short, and no worker waits for another.
    """
    for item in items:
        if SLOW.intersection(item.path.parts) or "built" in getattr(item, "fixturenames", ()):
            item.add_marker("slow")
    items.sort(key=lambda item: "slow" not in item.keywords)


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
