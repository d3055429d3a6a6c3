"""``consultrules case``: lead a topic through its life, in a journal of JSON Lines."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from consultrules.cli import case_acts as acts
from consultrules.cli import case_views as views
from consultrules.cli.arguments import add_language, day
from consultrules.cli.case_given import ACTORS

if TYPE_CHECKING:
    from consultrules.cli.arguments import Commands

_BY = "{}, {} or {}".format(*ACTORS)
_JSON = "JSON or @FILE"


def add(commands: Commands) -> None:
    """Add the command and those below it."""
    case = commands.add_parser("case", help="办理一个议题 / the life of a topic")
    below = case.add_subparsers(required=True, metavar="COMMAND")
    _add_open(below)
    _add_take(below)
    _add_correct(below)
    _add_import(below)
    _add_views(below)
    mend = _command(below, "mend", "修复写入中断的文件 / after a crash", acts.mend)
    mend.description = acts.mend.__doc__


def _command(
    below: Commands, name: str, words: str, run: Callable[[argparse.Namespace], int]
) -> argparse.ArgumentParser:
    """A command of a journal."""
    command = below.add_parser(name, help=words)
    command.add_argument("--journal", type=Path, required=True, metavar="FILE.jsonl")
    add_language(command)
    command.set_defaults(run=run)
    return command


def _add_open(below: Commands) -> None:
    command = _command(below, "open", "立一个议题 / a topic was collected", acts.open_case)
    command.add_argument("--topic", required=True, metavar="TOPIC.json")
    command.add_argument("--room", required=True, metavar="ROOM.json")
    _add_told(command)
    _add_reading(command)


def _add_take(below: Commands) -> None:
    command = _command(below, "take", "办一步 / take a step", acts.take)
    command.add_argument("id", metavar="ID")
    command.add_argument("step", metavar="STEP", help="submit, 提请 …")
    command.add_argument("--record", metavar=_JSON, help="what the step puts on record")
    command.add_argument("--despite", metavar="TEXT", help="已经发生的 / it happened all the same")
    command.add_argument("--key", help="the same step under the same key is taken once")
    _add_told(command)
    _add_room(command)


def _add_correct(below: Commands) -> None:
    command = _command(below, "correct", "更正记录 / correct the record", acts.correct)
    command.add_argument("id", metavar="ID")
    command.add_argument("--record", required=True, metavar=_JSON, help="the fields told anew")
    _add_told(command)
    command = _command(below, "reopen", "重新办理 / take an ended case up again", acts.reopen)
    command.add_argument("id", metavar="ID")
    _add_told(command)


def _add_import(below: Commands) -> None:
    command = _command(below, "import", "补录纸面记录 / from paper", acts.import_case)
    command.add_argument("--record", required=True, metavar="CASE.json")
    command.add_argument("--room", required=True, metavar="ROOM.json")
    command.add_argument("--by", required=True, metavar="BY", help=_BY)
    command.add_argument("--recorded-on", type=day, metavar="DATE")
    _add_reading(command)


def _add_views(below: Commands) -> None:
    show = _command(below, "show", "状态 / where a case stands", views.show)
    show.add_argument("id", nargs="?", metavar="ID", help="all cases without it")
    show.add_argument("--entries", action="store_true", help="逐条经过 / the journal too")
    show.add_argument("--personal", action="store_true", help="ids of persons in the journal")
    options = _command(below, "options", "现在能办什么 / every step from here", views.options)
    options.add_argument("id", metavar="ID")
    options.add_argument("--on", type=day, required=True, metavar="DATE")
    options.add_argument("--by", metavar="BY", help=_BY)
    options.add_argument(
        "--record", action="append", default=[], metavar="STEP=JSON", help="tried on its step"
    )
    _add_room(options)
    path = _command(below, "path", "最短路径 / the shortest way", views.path)
    path.add_argument("id", metavar="ID")
    path.add_argument("goal", metavar="GOAL", help="publication, closed, 公布 …")
    verify = _command(below, "verify", "核验 / whether the journal holds", views.verify)
    verify.add_argument("id", nargs="?", metavar="ID", help="all cases without it")
    diagram = _command(below, "diagram", "流程图 / Mermaid", views.diagram)
    diagram.add_argument("id", nargs="?", metavar="ID", help="the process without it")
    record = _command(below, "record", "议题记录 / for consultrules audit", views.record)
    record.add_argument("id", nargs="?", metavar="ID", help="a registry of all without it")


def _add_told(command: argparse.ArgumentParser) -> None:
    """Who acted and when, why, and who recorded it when."""
    command.add_argument("--by", required=True, metavar="BY", help=_BY)
    command.add_argument("--on", type=day, required=True, metavar="DATE")
    command.add_argument("--reason", metavar="TEXT")
    command.add_argument("--document", action="append", default=[], metavar="NAME")
    command.add_argument("--recorded-by", metavar="BY", help=_BY)
    command.add_argument("--recorded-on", type=day, metavar="DATE")


def _add_room(command: argparse.ArgumentParser) -> None:
    command.add_argument("--room", metavar="ROOM.json", help="the room as it is today")


def _add_reading(command: argparse.ArgumentParser) -> None:
    command.add_argument("--reading", action="append", default=[], metavar="ID=OPTION")
