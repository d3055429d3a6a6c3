"""The command line: ``consultrules audit`` for a registry, ``judge`` for JSON lines."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pydantic_core import PydanticCustomError

from consultrules.auditing.audit import audit
from consultrules.display.text import Style, audit_text
from consultrules.errors import ConsultRulesError, shown
from consultrules.exchange.plain import judge_lines
from consultrules.exchange.request import policy_of
from consultrules.models.base import read_day
from consultrules.models.gazetteer import Gazetteer
from consultrules.models.registry import Registry, write_whole
from consultrules.policy.edition import Edition

CLEAN, BREACHES, BAD_INPUT = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0 nothing binding is wrong, 1 something is, 2 the input cannot be read."""
    chosen = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # Half a surrogate pair is written as its escape, which JSON reads back.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code: int = chosen.run(chosen)
        sys.stdout.flush()
    except ConsultRulesError as error:
        print(error.text("zh"), file=sys.stderr)
        print(error.text("en"), file=sys.stderr)
        return BAD_INPUT
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLEAN
    except OSError as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="consultrules", description=main.__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("audit", help="审查一个信息库 / audit a registry")
    check.add_argument("--registry", type=Path, required=True, help="JSON or JSON Lines")
    check.add_argument("--year", type=int, required=True)
    check.add_argument("--as-of", type=_day, required=True, help="YYYY-MM-DD")
    check.add_argument(
        "--units", type=Path, help="gazetteer (CSV: code,name); Nantong's by default"
    )
    check.add_argument("--corrections", type=Path, help="CSV: code,treat_as,served_by,reason")
    check.add_argument("--reading", action="append", default=[], metavar="ID=OPTION")
    check.add_argument("--out", type=Path, help="write the whole result as JSON here")
    check.add_argument("--html", type=Path, help="write the report page for people here")
    check.add_argument("--lang", choices=("zh", "en"), default="zh")
    check.add_argument(
        "--most", type=_whole, default=5, help="findings of a rule written out; 0 for all"
    )
    check.add_argument("--no-colour", action="store_true")
    check.set_defaults(run=_audit)
    door = commands.add_parser("judge", help="逐行 JSON 判定 / answer JSON lines")
    door.add_argument("file", nargs="?", type=Path, help="standard input by default")
    door.set_defaults(run=_judge)
    return parser


def _audit(chosen: argparse.Namespace) -> int:
    policy = _policy(chosen.reading)
    units = (
        Gazetteer.from_csv(chosen.units, corrections=chosen.corrections)
        if chosen.units
        else Gazetteer.nantong()
    )
    registry = Registry.load(chosen.registry, units=units)
    result = audit(
        registry,
        year=chosen.year,
        as_of=chosen.as_of,
        policy=policy,
        units=units,
        progress=_progress if sys.stderr.isatty() else None,
    )
    if chosen.out:
        chosen.out.parent.mkdir(parents=True, exist_ok=True)
        write_whole(chosen.out, [result.to_json()])
    if chosen.html:
        chosen.html.parent.mkdir(parents=True, exist_ok=True)
        write_whole(chosen.html, [result.to_html(lang=chosen.lang)])
    colour = sys.stdout.isatty() and not chosen.no_colour and not os.environ.get("NO_COLOR")
    print(audit_text(result, Style(chosen.lang, colour, chosen.most)))
    return CLEAN if result.ok else BREACHES


def _judge(chosen: argparse.Namespace) -> int:
    if chosen.file is None:
        for answer in judge_lines(_lines(getattr(sys.stdin, "buffer", sys.stdin))):
            print(answer, flush=True)
        return CLEAN
    with chosen.file.open("rb") as lines:
        for answer in judge_lines(_lines(lines)):
            print(answer)
    return CLEAN


def _lines(stream: Iterable[bytes | str]) -> Iterator[str]:
    """Lines as text; one that is not UTF-8 comes out as a line that is not JSON."""
    for line in stream:
        if isinstance(line, str):
            yield line
            continue
        try:
            yield line.decode("utf-8-sig")
        except UnicodeDecodeError:
            yield "\ufffd" + line.decode("utf-8", "replace")


def _policy(readings: list[str]) -> Edition:
    choice = {}
    for reading in readings:
        key, _, option = reading.partition("=")
        choice[key] = option
    return policy_of({"readings": choice})


def _progress(done: int, whole: int) -> None:
    end = "\n" if done + 100 > whole else ""
    print(f"\r{done}/{whole}", end=end, file=sys.stderr, flush=True)


def _day(text: str) -> dt.date:
    try:
        return read_day(text)
    except PydanticCustomError:
        raise argparse.ArgumentTypeError(f"{shown(text)}: YYYY-MM-DD") from None


def _whole(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError(f"{number}: 0, 1, 2 …")
    return number


if __name__ == "__main__":
    sys.exit(main())
