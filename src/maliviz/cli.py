"""The command line: a thin face on what the package does.

Every command ends with 0, with 1 where something is wrong with data, notebooks or the machine,
or with 2 where it was called wrongly. What is wrong goes to standard error, all of it at once,
and never as a traceback. It runs on POSIX systems alone: it locks, signals and renames as these do.
"""

from __future__ import annotations

import argparse
import errno
import io
import os
import signal
import sys
import traceback
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from maliviz.corpus import load, nearest
from maliviz.corpus.check import read
from maliviz.problem import DataError, Problem, ProblemError, as_annotations, as_json
from maliviz.site.inputs import Inputs, read_inputs

Options = argparse.Namespace
Run = Callable[[Options], int]
Argument = tuple[str, dict[str, Any]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    if os.name != "posix":
        return _fail("maliviz runs on POSIX systems, such as Linux and macOS, and not on this one")
    options = _PARSER.parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # What `locate` prints goes into a table, and a table is UTF-8 whatever the terminal is.
        sys.stdout.reconfigure(encoding="utf-8")
    _end_cleanly()
    try:
        status = int(options.run(options))
        sys.stdout.flush()
        return status
    except KeyboardInterrupt:
        return _fail("interrupted", 130)
    except BrokenPipeError:
        # Who reads, as `head` does, has seen enough: nothing more is written, at the exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _fail(_system_reason(error))
    except ProblemError as error:
        return _fail(str(error))
    except Exception as error:
        return _fail(_bug(error))


def _system_reason(error: OSError) -> str:
    """Say what the system refused; a full disk is told without a file, which is not to blame."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"{error.strerror}: what stood there before is whole; make room and run this again"
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}"


def _bug(error: Exception) -> str:
    """Say where an error came from that nobody foresaw: it is for us to mend, not for the user."""
    *_, last = traceback.extract_tb(error.__traceback__)
    what = f"{type(error).__name__}: {error} ({Path(last.filename).name}:{last.lineno})"
    return f"this is a fault of maliviz itself, please report it: {what}"


def _fail(message: str, status: int = 1) -> int:
    _say(message)
    return status


def _say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


def _report(done: Iterable[object], left: Collection[object]) -> int:
    """Say what was done, and what is left to a person; the status tells whether anything is."""
    for line in (*done, *left):
        _say(str(line))
    return 1 if left else 0


def _mended(problems: Iterable[Problem]) -> list[str]:
    return [f"mended {replace(problem, hint='')}" for problem in problems]


def _end_cleanly() -> None:
    """Take away what a command has begun when it is stopped, or its terminal is closed."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        # Who called this with `nohup` wants it to go on.
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, lambda number, _: sys.exit(128 + number))


_PARSER = argparse.ArgumentParser(
    prog="maliviz", description="Facts from texts, published so that each leads to its source."
)
_COMMANDS = _PARSER.add_subparsers(required=True, metavar="COMMAND")


def _command(example: str, *arguments: Argument, data: bool = True) -> Callable[[Run], Run]:
    """Make a function a command: of its name, explained by its docstring and an example.

    Every command takes the folder of the tables, but for the one that makes it.
    """

    def add(run: Run) -> Run:
        summary = (run.__doc__ or "").rstrip(".")
        command = _COMMANDS.add_parser(
            run.__name__.replace("_", "-"),
            help=summary,
            description=f"{summary}.",
            epilog=f"example: {example}",
        )
        for name, settings in (_DATA, *arguments) if data else arguments:
            command.add_argument(name, **settings)
        command.set_defaults(run=run)
        return run

    return add


def _argument(name: str, help: str, **settings: Any) -> Argument:
    return name, {"help": help, **settings}


def _address(text: str) -> str:
    from maliviz.site.model import base_address

    try:
        return base_address(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 <= int(text) < 2**16):
        raise argparse.ArgumentTypeError(f'invalid port "{text}": a number below 65536 is needed')
    return int(text)


def _words(text: str) -> str:
    if not text.strip(" …"):
        raise argparse.ArgumentTypeError("there are no words in it")
    return text


_DATA = _argument("--data", "the folder of the tables", type=Path, metavar="DIR")
_NOTEBOOKS = _argument("--notebooks", "their folder", type=Path, metavar="DIR")


def _folder(given: Path | None, name: str) -> Path:
    """The folder that was named, or the one of this name in the project that we are in."""
    if given is not None:
        return given
    data = nearest(Path.cwd())
    return (data.parent if data else Path.cwd()) / name


def _data(options: Options) -> Path:
    """The folder of the tables, which no command can do without."""
    folder = _folder(options.data, "data")
    if options.data is None and not folder.is_dir():
        rule = "there is none in this folder, nor in any above it"
        hint = "go to the folder of the project, or name that of the tables by --data"
        raise ProblemError([Problem("data/datapackage.json", rule=rule, hint=hint)])
    return folder


def _sources(options: Options) -> tuple[Path, Path]:
    return _data(options), _folder(options.notebooks, "notebooks")


def _inputs(options: Options, base: str = "") -> Inputs:
    return read_inputs(*_sources(options), base)


def _relative(path: Path) -> Path:
    """A path as seen from here, if it lies below."""
    whole = path.absolute()
    return whole.relative_to(Path.cwd()) if whole.is_relative_to(Path.cwd()) else whole


@_command(
    "maliviz new harbour-strike",
    _argument("folder", "a new one, or one that is empty", type=Path),
    data=False,
)
def new(options: Options) -> int:
    """Begin a project: tables without rows, notebooks, and what publishes them."""
    from maliviz.site.new import new
    from maliviz.site.refresh import refresh

    new(options.folder)
    refresh(read_inputs(options.folder / "data", options.folder / "notebooks"), _say)
    _say(f"made {options.folder}; next, go there and run `maliviz build` or `maliviz add TEXT`")
    _say(f"what to do after that stands in {options.folder / 'README.md'}")
    return 0


_FORMATS = {"json": as_json, "github": as_annotations}


@_command(
    "maliviz check --output-format github",
    _NOTEBOOKS,
    _argument(
        "--output-format",
        "how problems are printed: as text, as JSON, or as annotations of GitHub",
        choices=("text", *_FORMATS),
        default="text",
    ),
)
def check(options: Options) -> int:
    """Say all that is wrong with the data, the notebooks and the pages made of them."""
    from maliviz.site.build import check

    written = _FORMATS.get(options.output_format)
    problems: Sequence[Problem] = ()
    try:
        count = check(_inputs(options), (lambda line: None) if written else _say)
    except ProblemError as error:
        if written is None:
            raise
        problems = error.problems
    if written is None:
        _say(f"the data and {count} notebook{'s' * (count != 1)} are in order")
    elif text := written(problems):
        print(text)
    return 1 if problems else 0


@_command(
    "maliviz build --base https://example.org/report/",
    _NOTEBOOKS,
    _argument("--output", "where the site goes", type=Path, metavar="DIR"),
    _argument("--base", "the address at which it will stand", type=_address, metavar="URL"),
    _argument("--refresh", "run first what is older than the data", action="store_true"),
)
def build(options: Options) -> int:
    """Make the site of what the notebooks have stored."""
    from maliviz.site.build import build

    inputs = _inputs(options, options.base or "")
    if options.refresh:
        from maliviz.site.refresh import refresh

        # What is wrong with the tables is told below, with all that is wrong besides.
        with suppress(DataError):
            inputs = refresh(inputs, _say)
    print(_relative(build(inputs, _folder(options.output, "build"), _say)))
    return 0


@_command(
    "maliviz preview --port 8080",
    _NOTEBOOKS,
    _argument("--port", "8000, or the next that is free", type=_port),
)
def preview(options: Options) -> int:
    """Build, serve on this machine, and refresh and build anew at each change."""
    from maliviz.site.preview import preview

    try:
        preview(*_sources(options), options.port, _say)
    except KeyboardInterrupt:
        _say("ended")
    return 0


@_command(
    "maliviz refresh",
    _NOTEBOOKS,
    _argument("--all", "run those too that are up to date", action="store_true"),
)
def refresh(options: Options) -> int:
    """Run in place the notebooks whose outputs are older than cells, data or code."""
    from maliviz.site.refresh import refresh

    inputs = _inputs(options)
    if refresh(inputs, _say, every=options.all) == inputs:
        _say("nothing changed")
    return 0


@_command("maliviz fmt")
def fmt(options: Options) -> int:
    """Put the tables into canonical form."""
    from maliviz.corpus.edit import fmt

    done = fmt(read(_data(options)))
    nothing = [] if done.left else ["the tables are in canonical form"]
    return _report(_mended(done.mended) or nothing, done.left)


@_command("maliviz verify ../texts", _argument("documents", "the folder of the texts", type=Path))
def verify(options: Options) -> int:
    """Check every fact against the texts themselves."""
    from maliviz.evidence.verify import verify

    if not options.documents.is_dir():
        rule, hint = "not a directory", "name the one that holds the texts"
        raise ProblemError([Problem(str(options.documents), rule=rule, hint=hint)])
    done = verify(load(_data(options)), options.documents)
    if done.passed:
        print(done.report())
        return 0
    return _fail(done.report())


@_command(
    "maliviz confirm ten-boats gaps/who-came passages",
    _argument(
        "ids", "id of a row, TABLE/ID, or TABLE for all that is new", nargs="+", metavar="ID"
    ),
    _argument("--questions", "the ids are those of questions", action="store_true"),
)
def confirm(options: Options) -> int:
    """Confirm that rows, or how the texts answer questions, were looked at."""
    from maliviz.corpus.edit import confirm
    from maliviz.evidence.review import confirm_questions

    data = _data(options)
    mended: list[Problem] = []
    if options.questions:
        lines, left = confirm_questions(data, options.ids)
    else:
        lines, mended, left = confirm(read(data), options.ids)
    return _report([*(f"confirmed {line}" for line in lines), *_mended(mended)], left)


@_command(
    "maliviz add ../texts/a.txt --language en",
    _argument("document", "the file of the text", type=Path),
    _argument("--language", "its code (BCP 47), else that of the other texts", default=""),
)
def add(options: Options) -> int:
    """Enter a text: its document, its own voice, and a passage for each sentence."""
    from maliviz.evidence.passages import add

    return _report(*add(_data(options), options.document, options.language))


@_command(
    'maliviz set-aside a-01 a-07..a-12 "not about the strike"',
    _argument("places", "id of a passage, or of the first and the last", nargs="+", metavar="ID"),
    _argument("reason", "why they are left out", type=_words),
)
def set_aside(options: Options) -> int:
    """Set passages aside that carry no claim, with one reason."""
    from maliviz.corpus.edit import set_aside

    done, problems = set_aside(read(_data(options)), options.places, options.reason)
    return _report([f"set aside {id}" for id in done], problems)


@_command("maliviz translate")
def translate(options: Options) -> int:
    """Add a row for each text that has no translation, to be written in."""
    from maliviz.corpus.edit import translate

    for code, count in translate(read(_data(options))).items():
        texts = "1 text" if count == 1 else f"{count:,} texts"
        _say(f"added {texts} to translate into {code}" if count else f"{code} has a row for all")
    return 0


@_command(
    'maliviz locate "ten boats … came" "the lamp" ../texts/a.txt',
    _argument("words", "as they stand in the text; … leaves some out", nargs="+", type=_words),
    _argument("document", "the file of the text", type=Path),
)
def locate(options: Options) -> int:
    """Find words in a text, and print rows for passages.csv."""
    from maliviz.evidence.passages import locate

    found = locate(_data(options), options.words, options.document)
    for line in (*found.notes, *found.failures):
        _say(line)
    print(found.rows, end="")
    return 1 if found.failures else 0


@_command(
    "maliviz diff HEAD data",
    _argument("old", "a folder of tables, or a revision in git"),
    _argument("new", "a folder of tables, or a revision in git"),
)
def diff(options: Options) -> int:
    """Say what changed between two versions of the tables."""
    from maliviz.evidence.history import difference, version

    data = _folder(options.data, "data")
    with version(options.old, data) as old, version(options.new, data) as new:
        changes = difference((options.old, old), (options.new, new))
    print("\n".join(changes.changes) or "no fact changed")
    return _fail("\n".join(changes.problems)) if changes.problems else 0


if __name__ == "__main__":
    sys.exit(main())
