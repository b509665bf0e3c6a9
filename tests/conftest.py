from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import settings
from made import Project

# Machines here are shared and noisy: an example may take as long as it needs.
settings.register_profile("shared", deadline=None)
settings.load_profile("shared")


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
