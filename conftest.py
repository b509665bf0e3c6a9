"""Tests start everything, nbval its kernels too, in the environment in which notebooks run.

Hundreds of processes start here: compiled code is kept for the next, whatever the user's setting.
"""

from __future__ import annotations

import os
import sys

from maliviz.site.environment import environment

own = environment()
own.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
os.environ.clear()
os.environ.update(own)
