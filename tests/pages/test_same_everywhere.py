"""One notebook shows the same wherever it is run: by us, by Jupyter, by JupyterLab, by nbval."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import nbformat
import pytest
from made import Project, code, md
from playwright.sync_api import Browser
from processes import until

from maliviz.charts.figure import FIGURE
from maliviz.site.environment import environment
from maliviz.site.notebooks import _coalesced

CELLS = (
    md("# A probe"),
    code(
        "import time\nimport maliviz as mv\nimport pandas as pd\n"
        "frame = pd.DataFrame({f'column_{n}': [n * 1000] * 70 for n in range(25)})\nframe"
    ),
    code("print(frame)"),
    code("frame.plot()"),
    code("for n in range(3):\n    print(n, flush=True)\n    time.sleep(0.5)"),
    code("print('before')\ndisplay(frame.head(1))\nprint('after')"),
    code("print(set(mv.load().claims['id']), {f'of {n}' for n in range(9)})"),
    code("print(time.strftime('%c %Z', time.localtime(0)))"),
    code("frame.groupby('column_0').size()"),
    code("frame.head(2).pivot_table(index='column_1', values='column_2', aggfunc=['sum', 'max'])"),
    code(
        "from IPython.display import HTML, Latex, Markdown\n"
        "display(Markdown('*so*'), Latex('$a$'))\n"
        "HTML(frame.iloc[:1, :2].style.to_html(exclude_styles=True))"
    ),
    code(
        "import plotly.express as px\n"
        "count = mv.load().claims.groupby('modality').size().rename('claims')\n"
        "mv.picture(count.plot.bar(), title='All say so', alt='One bar.', data=count,\n"
        "    claims=mv.load().claims, interactive=px.bar(count))"
    ),
)
LAB = {
    "ip": "127.0.0.1",
    "port": "0",
    "token": "probe",
    "open_browser": "False",
    "allow_root": "True",
}
RUN_AND_SAVE = """async () => {
  const app = window.jupyterapp
  await app.restored
  const panel = await app.commands.execute("docmanager:open", { path: "notebooks/lab.ipynb" })
  await panel.context.ready
  await panel.sessionContext.ready
  await app.commands.execute("notebook:run-all-cells")
  await app.commands.execute("docmanager:save")
}"""


def outputs(path: Path) -> list[list[Any]]:
    """What each code cell shows."""
    cells = nbformat.read(path, as_version=4).cells
    return [_coalesced(cell.outputs) for cell in cells if cell.cell_type == "code"]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project whose notebook we refreshed, with copies of it that were never run."""
    project = Project(tmp_path_factory.mktemp("probe"))
    project.write_stale("probe.ipynb", *CELLS)
    new = (project.notebooks / "probe.ipynb").read_bytes()
    assert project.refresh() == ["probe.ipynb"]
    for name in ("lab", "execute"):
        (project.notebooks / f"{name}.ipynb").write_bytes(new)
    return project


@pytest.fixture(scope="module")
def ours(project: Project) -> list[list[Any]]:
    return outputs(project.notebooks / "probe.ipynb")


def test_what_is_stored_is_what_a_notebook_shows(ours: list[list[Any]]) -> None:
    frame, printed, plot, parts, between, sets, day, grouped, pivoted, marked, picture = ours
    assert "<th>column_0</th>" in frame[0]["data"]["text/html"]
    assert max(map(len, printed[0]["text"].splitlines())) <= 80
    assert "image/png" in plot[-1]["data"]
    assert [one["text"] for one in parts] == ["0\n1\n2\n"]
    assert [one["output_type"] for one in between] == ["stream", "display_data", "stream"]
    assert len(sets) == len(day) == 1
    assert day[0]["text"] == "Thu Jan  1 00:00:00 1970 UTC\n"
    assert "text/plain" in grouped[0]["data"]
    assert pivoted[0]["data"]["text/html"].count("<th>column_2</th>") == 2
    kinds = ["text/markdown", "text/latex", "text/html"]
    assert all(kind in one["data"] for kind, one in zip(kinds, marked, strict=True))
    assert [FIGURE in one["data"] for one in picture] == [True]


def test_jupyter_stores_the_same(project: Project, ours: list[list[Any]]) -> None:
    path = project.notebooks / "execute.ipynb"
    command = [sys.executable, "-m", "jupyter", "execute", "--inplace", str(path)]
    subprocess.run(command, env=environment(), check=True, capture_output=True)
    assert outputs(path) == ours


def listens(port: int) -> bool:
    """Whether a server answers already, which tells its port before it listens there."""
    with suppress(OSError), socket.create_connection((LAB["ip"], port)):
        return True
    return False


def test_jupyterlab_stores_the_same(
    project: Project, ours: list[list[Any]], browser: Browser, tmp_path: Path
) -> None:
    path = project.notebooks / "lab.ipynb"
    options = [f"--ServerApp.{name}={value}" for name, value in LAB.items()]
    command = [sys.executable, "-m", "jupyterlab", "--LabApp.expose_app_in_browser=True", *options]
    places = {"JUPYTER_CONFIG_DIR": str(tmp_path), "JUPYTER_RUNTIME_DIR": str(tmp_path)}
    server = subprocess.Popen(
        command,
        cwd=project.root,
        env=environment() | places,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    page = browser.new_page()
    page.set_default_timeout(600_000)
    try:
        until("JupyterLab", lambda: any(tmp_path.glob("jpserver-*.json")))
        (told,) = (json.loads(path.read_text("utf-8")) for path in tmp_path.glob("jpserver-*.json"))
        until("JupyterLab at its port", lambda: listens(told["port"]))
        page.goto(f"{told['url']}lab?token=probe", wait_until="domcontentloaded")
        page.wait_for_function("window.jupyterapp")
        page.evaluate(RUN_AND_SAVE)
    finally:
        page.close()
        server.terminate()
        server.wait()
    assert outputs(path) == ours


SETS_AND_DAY = (0, 5, 6)
"""The code cells that show them, after the one that they need."""


def nbval(
    project: Project, environment: dict[str, str], *cells: int
) -> subprocess.CompletedProcess[str]:
    command = "-m pytest -q --nbval --nbval-cell-timeout=600 -p no:cacheprovider -p no:xdist"
    book = "notebooks/probe.ipynb"
    places = [f"{book}::Cell {number}" for number in cells] or [book]
    return subprocess.run(
        [sys.executable, *command.split(), "-p", "no:benchmark", *places],
        cwd=project.root,
        env=environment,
        capture_output=True,
        text=True,
    )


def test_nbval_sees_the_same(project: Project) -> None:
    done = nbval(project, environment())
    assert done.returncode == 0, done.stdout


def test_in_another_environment_it_is_not_the_same(project: Project) -> None:
    """A set hangs on the seed, and a day on the zone."""
    other = {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"}
    done = nbval(project, environment() | other, *SETS_AND_DAY)
    assert "2 failed, 1 passed" in done.stdout
