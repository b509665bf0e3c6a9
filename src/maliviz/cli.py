"""The command line: a thin face on what the package does.

Every command ends with 0, with 1 where something is wrong with data, notebooks or the machine,
or with 2 where it was called wrongly. What is wrong goes to standard error, all of it at once,
and never as a traceback.
"""

from __future__ import annotations

import argparse
import errno
import io
import os
import signal
import sys
import traceback
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import NoReturn


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    options = _parser().parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # What `locate` prints goes into a table, and a table is UTF-8 whatever the terminal is.
        sys.stdout.reconfigure(encoding="utf-8")
    _end_cleanly_on(signal.SIGTERM, signal.SIGHUP)
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
        return _fail(_of_the_machine(error))
    except Exception as error:
        return _fail(str(error) if _is_ours(error) else _own_fault(error))


def _is_ours(error: Exception) -> bool:
    return type(error).__module__.startswith("maliviz.")


def _of_the_machine(error: OSError) -> str:
    """Say what the machine refused; a full disk is told without a file, which is not to blame."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"{error.strerror}: what stood there before is whole; make room and run this again"
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}"


def _own_fault(error: Exception) -> str:
    """Say where an error came from that nobody foresaw: it is for us to mend, not for the user."""
    *_, last = traceback.extract_tb(error.__traceback__)
    what = f"{type(error).__name__}: {error} ({Path(last.filename).name}:{last.lineno})"
    return f"this is a fault of maliviz itself, please report it: {what}"


def _fail(message: str, status: int = 1) -> int:
    print(message, file=sys.stderr)
    return status


def _end_cleanly_on(*numbers: signal.Signals) -> None:
    """Take away what a command has begun when it is stopped, or its terminal is closed."""
    for number in numbers:
        # Who called this with `nohup` wants it to go on.
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _terminate)


def _terminate(number: int, frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)


def _say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="maliviz", description="Facts from texts, published so that each leads to its source."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, run, summary in (
        ("check", _check, "say all that is wrong with the data and the notebooks"),
        ("build", _build, "make the site"),
        ("preview", _preview, "build, serve on this machine, and build anew at each change"),
        ("refresh", _refresh, "run the notebooks in place, so that their outputs fit the data"),
        ("fmt", _fmt, "put the tables into canonical form"),
        ("verify", _verify, "check every fact against the texts themselves"),
        (
            "confirm",
            _confirm,
            "confirm that claims, and the comparisons on questions, were looked at",
        ),
        ("locate", _locate, "find words in a text, and print a row for passages.csv"),
        ("diff", _diff, "say what changed between two versions of the tables"),
    ):
        command = commands.add_parser(name, help=summary, description=summary)
        command.set_defaults(run=run)
        command.add_argument("--data", type=Path, metavar="DIR", help="the folder of the tables")
        if name in ("check", "build", "preview", "refresh"):
            command.add_argument("--notebooks", type=Path, metavar="DIR", help="their folder")
        if name == "build":
            command.add_argument("--output", type=Path, metavar="DIR", help="where the site goes")
            base = "the address at which it will stand, such as https://example.org/report/"
            command.add_argument("--base", type=_address, metavar="URL", help=base)
        if name == "preview":
            command.add_argument("--port", type=_port, help="8000, or the next that is free")
        if name == "verify":
            command.add_argument("documents", type=Path, help="the folder of the texts")
        if name == "confirm":
            command.add_argument("ids", nargs="+", metavar="ID", help="id of a claim")
            asked = "the ids are those of questions: confirm how the texts answer them"
            command.add_argument("--questions", action="store_true", help=asked)
        if name == "diff":
            for version in ("old", "new"):
                command.add_argument(version, help="a folder of tables, or a revision in git")
        if name == "locate":
            command.add_argument("words", type=_words, help="as they stand in the text")
            command.add_argument("document", type=Path, help="the file of the text")
    return parser


def _address(text: str) -> str:
    from maliviz.site.address import base_address

    try:
        return base_address(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _port(given: str) -> int:
    if not (given.isascii() and given.isdigit() and 0 <= int(given) < 2**16):
        raise argparse.ArgumentTypeError(f'"{given}" is no port: a number below 65536')
    return int(given)


def _words(given: str) -> str:
    if not given.strip(" …"):
        raise argparse.ArgumentTypeError("there are no words to find")
    return given


def _folder(given: Path | None, name: str) -> Path:
    """The folder that was named, or the one of this name in the nearest project upward."""
    if given is not None:
        return given
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "data" / "datapackage.json").is_file():
            return folder / name
    return here / name


def _data(options: argparse.Namespace) -> Path:
    """The folder of the tables, which no command can do without."""
    folder = _folder(options.data, "data")
    if options.data is None and not folder.is_dir():
        from maliviz.site.faults import stop

        rule = "there is no data/datapackage.json in this folder, nor in any above it"
        raise stop(f"{rule}; go to the folder of the project, or name that of the tables by --data")
    return folder


def _check(options: argparse.Namespace) -> int:
    from maliviz.site.site import check

    count = check(_data(options), _folder(options.notebooks, "notebooks"))
    _say(f"the data and {count} notebooks are in order")
    return 0


def _build(options: argparse.Namespace) -> int:
    from maliviz.site.site import build

    data, notebooks = _data(options), _folder(options.notebooks, "notebooks")
    output = _folder(options.output, "build")
    print(_near(build(data, notebooks, output, _say, options.base or "")))
    return 0


def _near(path: Path) -> Path:
    """A path as seen from here, if it lies below."""
    whole = path.absolute()
    return whole.relative_to(Path.cwd()) if whole.is_relative_to(Path.cwd()) else whole


def _preview(options: argparse.Namespace) -> int:
    from maliviz.site.preview import preview

    data, notebooks = _data(options), _folder(options.notebooks, "notebooks")
    try:
        preview(data, notebooks, options.port, _say)
    except KeyboardInterrupt:
        _say("ended")
    return 0


def _refresh(options: argparse.Namespace) -> int:
    from maliviz.site.refresh import refresh

    data, notebooks = _data(options), _folder(options.notebooks, "notebooks")
    changed = refresh(data, notebooks, _say)
    _say("\n".join(f"changed {name}" for name in changed) or "nothing changed")
    return 0


def _fmt(options: argparse.Namespace) -> int:
    from maliviz.corpus.edit import fmt

    done = fmt(_data(options))
    for problem in done.mended:
        _say(f"mended {replace(problem, hint='')}")
    for problem in done.left:
        _say(str(problem))
    if not done.mended and not done.left:
        _say("the tables are in canonical form")
    return 1 if done.left else 0


def _verify(options: argparse.Namespace) -> int:
    from maliviz.corpus import load
    from maliviz.evidence.verify import verify

    if not options.documents.is_dir():
        return _fail(f"{options.documents}: is no folder; name the one that holds the texts")
    done = verify(load(_data(options)), options.documents)
    if done.passed:
        print(done.report())
        return 0
    return _fail(done.report())


def _confirm(options: argparse.Namespace) -> int:
    from maliviz.corpus.edit import confirm
    from maliviz.evidence.confirm import confirm_questions

    run = confirm_questions if options.questions else confirm
    for line in run(_data(options), options.ids):
        _say(f"confirmed {line}")
    return 0


def _locate(options: argparse.Namespace) -> int:
    from maliviz.evidence.locate import locate

    found = locate(_data(options), options.words, options.document)
    for note in found.notes:
        _say(note)
    print(found.row, end="")
    return 0


def _diff(options: argparse.Namespace) -> int:
    from maliviz.evidence.history import difference, version

    data = _folder(options.data, "data")
    with version(options.old, data) as old, version(options.new, data) as new:
        found = difference((options.old, old), (options.new, new))
    print("\n".join(found.changes) or "no fact changed")
    return _fail("\n".join(found.problems)) if found.problems else 0
