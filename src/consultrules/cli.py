"""The command line: ``consultrules audit`` and ``statistics`` for a registry, ``judge`` for JSON lines."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pydantic_core import PydanticCustomError

from consultrules.auditing.audit import Audit, audit
from consultrules.display.statistics import statistics_text
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
    _what_to_audit(check)
    check.add_argument("--out", type=Path, help="write the whole result as JSON here")
    check.add_argument(
        "--most", type=_whole, default=5, help="findings of a rule written out; 0 for all"
    )
    check.add_argument("--no-colour", action="store_true")
    check.set_defaults(run=_audit)
    _statistics_parser(commands.add_parser("statistics", help="统计 / statistics of a registry"))
    door = commands.add_parser("judge", help="逐行 JSON 判定 / answer JSON lines")
    door.add_argument("file", nargs="?", type=Path, help="standard input by default")
    door.set_defaults(run=_judge)
    return parser


def _what_to_audit(parser: argparse.ArgumentParser) -> None:
    """The arguments that say which registry is judged, for when and by which readings."""
    parser.add_argument("--registry", type=Path, required=True, help="JSON or JSON Lines")
    parser.add_argument("--year", type=int, required=True)
    parser.add_argument("--as-of", type=_day, required=True, help="YYYY-MM-DD")
    parser.add_argument(
        "--units", type=Path, help="gazetteer (CSV: code,name); Nantong's by default"
    )
    parser.add_argument("--corrections", type=Path, help="CSV: code,treat_as,served_by,reason")
    parser.add_argument("--reading", action="append", default=[], metavar="ID=OPTION")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh")


def _audited(chosen: argparse.Namespace) -> Audit:
    policy = _policy(chosen.reading)
    units = (
        Gazetteer.from_csv(chosen.units, corrections=chosen.corrections)
        if chosen.units
        else Gazetteer.nantong()
    )
    registry = Registry.load(chosen.registry, units=units)
    return audit(
        registry,
        year=chosen.year,
        as_of=chosen.as_of,
        policy=policy,
        units=units,
        progress=_progress if sys.stderr.isatty() else None,
    )


def _audit(chosen: argparse.Namespace) -> int:
    result = _audited(chosen)
    if chosen.out:
        chosen.out.parent.mkdir(parents=True, exist_ok=True)
        write_whole(chosen.out, [result.to_json()])
    colour = sys.stdout.isatty() and not chosen.no_colour and not os.environ.get("NO_COLOR")
    print(audit_text(result, Style(chosen.lang, colour, chosen.most)))
    return CLEAN if result.ok else BREACHES


def _statistics_parser(parser: argparse.ArgumentParser) -> None:
    _what_to_audit(parser)
    parser.add_argument("--by", default="county", help="room, town, county, city")
    parser.add_argument("--period", default="year", help="year, half, quarter, month")
    parser.add_argument(
        "--code",
        action="append",
        default=[],
        help="only this statistic, for every group and period",
    )
    parser.add_argument("--lists", action="store_true", help="ids of what is lacking")
    parser.add_argument("--json", action="store_true", help="consultrules.statistics/1")
    parser.set_defaults(run=_statistics)


def _statistics(chosen: argparse.Namespace) -> int:
    """Statistics say nothing about right or wrong: the exit code is 0 once they are there."""
    codes = tuple(chosen.code)
    result = _audited(chosen).statistics(chosen.by, chosen.period, codes=codes, lists=chosen.lists)
    text = statistics_text(result, chosen.lang, whole=bool(codes))
    print(result.to_json() if chosen.json else text)
    return CLEAN


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
