from __future__ import annotations

from pathlib import Path

import pytest
from made import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A made-up project in a folder with a space and an accent in its path."""
    return Project(tmp_path / "réport one")
