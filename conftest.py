"""Tests start everything, nbval its kernels too, in the environment in which notebooks run."""

from __future__ import annotations

import os

from maliviz.site.environment import environment

own = environment()
os.environ.clear()
os.environ.update(own)
