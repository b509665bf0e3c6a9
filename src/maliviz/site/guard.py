"""A name that waits for the pages to use `Notebook.title`."""

from maliviz.site.notebooks import Notebook


def title(notebook: Notebook) -> str:
    return notebook.title
