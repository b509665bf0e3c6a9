"""The environment in which notebooks run, wherever they run.

Hash seed, zone, locale and width are fixed, and settings of the user are out of sight. `maliviz
refresh` starts its kernels in it; `conftest.py` gives it to nbval, and the Makefile to
JupyterLab, so that all of them show the same. Any other command runs in it by

    python -m maliviz.site.environment jupyter execute notebooks/index.ipynb
"""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path

FIXED = {
    "COLUMNS": "80",
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "PYTHONHASHSEED": "0",
    "TZ": "UTC",
}
_FOLDERS = {
    "IPYTHONDIR": "ipython",
    "JUPYTER_CONFIG_DIR": "jupyter",
    "JUPYTER_DATA_DIR": "share",
    "MPLCONFIGDIR": "matplotlib",
}
_PERSONAL = (
    *("FORCE_COLOR", "LANGUAGE", "LINES", "MATPLOTLIBRC", "MPLBACKEND", "NO_COLOR"),
    *("JUPYTER_RUNTIME_DIR", "PYTHONSTARTUP", "PYTHONWARNINGS"),
)


def environment() -> dict[str, str]:
    """Return our environment as a kernel gets it.

    >>> environment()["TZ"]
    'UTC'
    """
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in _PERSONAL and not name.startswith("LC_")
    }
    return kept | FIXED | {name: str(_own() / folder) for name, folder in _FOLDERS.items()}


@cache
def _own() -> Path:
    """Folder for settings that are nobody's, and for matplotlib's list of fonts, slow to make.

    It is in the virtual environment, or where that cannot be written, a new one.
    """
    own = Path(sys.prefix) / "own"
    with suppress(OSError):
        own.mkdir(exist_ok=True)
    if os.access(own, os.W_OK):
        return own
    new = tempfile.mkdtemp(prefix="maliviz-")
    atexit.register(shutil.rmtree, new, ignore_errors=True)
    return Path(new)


if __name__ == "__main__":
    os.execvpe(sys.argv[1], sys.argv[1:], environment())
