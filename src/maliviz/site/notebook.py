"""Names that wait for the pages to use `maliviz.site.notebooks`."""

from maliviz.site.notebooks import Notebook
from maliviz.site.notebooks import read_notebooks as read_all

__all__ = ["Notebook", "read_all"]
