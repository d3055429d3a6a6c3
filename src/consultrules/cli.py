"""The command line: ``consultrules audit`` for a registry, ``consultrules judge`` for JSON lines."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from consultrules.auditing.audit import audit
from consultrules.display.text import Style, audit_text
from consultrules.errors import ConsultRulesError, ReadingError
from consultrules.exchange.plain import judge_lines
from consultrules.models.gazetteer import Gazetteer
from consultrules.models.registry import Registry
from consultrules.policy.edition import Edition, edition

CLEAN, BREACHES, BAD_INPUT = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0 nothing binding is wrong, 1 something is, 2 the input cannot be read."""
    chosen = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    try:
        code: int = chosen.run(chosen)
    except ConsultRulesError as error:
        print(error.text("zh"), file=sys.stderr)
        print(error.text("en"), file=sys.stderr)
        return BAD_INPUT
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLEAN
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
    check.add_argument("--lang", choices=("zh", "en"), default="zh")
    check.add_argument(
        "--most", type=int, default=5, help="findings of a rule written out; 0 for all"
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
    colour = sys.stdout.isatty() and not chosen.no_colour and "NO_COLOR" not in os.environ
    print(audit_text(result, Style(chosen.lang, colour, chosen.most)))
    if chosen.out:
        _write(chosen.out, result.to_json())
    return CLEAN if result.ok else BREACHES


def _judge(chosen: argparse.Namespace) -> int:
    if chosen.file:
        with chosen.file.open(encoding="utf-8-sig") as lines:
            for answer in judge_lines(lines):
                print(answer)
        return CLEAN
    for answer in judge_lines(sys.stdin):
        print(answer, flush=True)
    return CLEAN


def _policy(readings: list[str]) -> Edition:
    choice = {}
    for reading in readings:
        key, _, option = reading.partition("=")
        choice[key] = option
    if not all(choice.values()):
        raise ReadingError("unknown_reading", reading=", ".join(readings))
    return edition().with_readings(**choice)


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".part")
    draft.write_text(text + "\n", encoding="utf-8")
    draft.replace(path)


def _progress(done: int, whole: int) -> None:
    end = "\n" if done + 100 > whole else ""
    print(f"\r{done}/{whole}", end=end, file=sys.stderr, flush=True)


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


if __name__ == "__main__":
    sys.exit(main())
