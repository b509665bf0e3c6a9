from __future__ import annotations

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
