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

# Tests that start a browser, a kernel or a process, build a site, or draw everything in all sizes:
# by their place, or by their name.
SLOW = {
    *("pages", "test_contributing.py", "test_notebooks.py", "test_faults.py", "test_cli.py"),
    *("test_build.py", "test_days.py", "test_environment.py", "test_folder.py"),
    *("test_preview.py", "test_refresh.py", "test_other_corpus.py"),
    *("test_fairness.py", "test_markup_everywhere.py", "test_walk.py", "test_words.py"),
    *("test_false_values.py", "test_scale.py", "test_languages.py", "test_figure_files.py"),
    *("test_every_event_can_be_read_and_traced", "test_every_strip_can_be_read_and_traced"),
    *("test_every_statement_can_be_read_and_traced", "test_every_square_can_be_read_and_traced"),
    *("test_every_date_can_be_read_and_traced", "test_the_real_timeline_can_be_read_and_traced"),
    *("test_a_drawing_in_french_can_be_read_and_traced", "test_nbconvert_makes_one_whole_page"),
    *("test_no_word_that_readers_see_is_without_a_message", "test_it_looks_the_same_to_the_dot"),
    *("test_no_bytes_are_more_than_a_data_error", "test_the_same_parts_make_the_same_files"),
    *("test_colours_can_be_told_apart_without_colour", "test_a_square_looks_as_the_texts_compare"),
    *("test_a_day_is_drawn_as_it_is_counted", "test_every_word_is_found_in_its_line"),
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is slow, so that `pytest -m "not slow"` answers while one works.

    It comes first: what is left for the end is short, and no worker waits for another.
    """
    for item in items:
        names = *item.path.parts, getattr(item, "originalname", item.name)
        if SLOW.intersection(names) or "built" in getattr(item, "fixturenames", ()):
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
