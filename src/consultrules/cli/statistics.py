"""``consultrules statistics``: the figures of a registry and a year."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from consultrules.cli.arguments import CLEAN, said
from consultrules.cli.audit import add_what, audited
from consultrules.display.statistics import statistics_text

if TYPE_CHECKING:
    from consultrules.cli.arguments import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    figures = commands.add_parser("statistics", help="统计 / statistics of a registry")
    add_what(figures)
    figures.add_argument("--by", default="county", help="room, town, county, city")
    figures.add_argument("--period", default="year", help="year, half, quarter, month")
    figures.add_argument(
        "--code",
        action="append",
        default=[],
        help="only these (code or Chinese name, also of a family), every group and period",
    )
    figures.add_argument("--lists", action="store_true", help="ids of what is lacking")
    figures.add_argument("--json", action="store_true", help="consultrules.statistics/1")
    figures.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Print the figures; they say nothing about right or wrong, so the exit code is 0."""
    codes = tuple(chosen.code)
    result = audited(chosen).statistics(chosen.by, chosen.period, codes=codes, lists=chosen.lists)
    told = (
        result.to_json() if chosen.json else statistics_text(result, chosen.lang, whole=bool(codes))
    )
    return said(told, CLEAN)
