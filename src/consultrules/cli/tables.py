"""``consultrules tables``: the rows of facts about a registry and a year, as CSV tables."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from consultrules.cli.arguments import CLEAN
from consultrules.cli.audit import add_what, audited

if TYPE_CHECKING:
    from consultrules.cli.arguments import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    tables = commands.add_parser("tables", help="导出事实表 / write the tables of facts")
    add_what(tables)
    tables.add_argument("--out", type=Path, required=True, help="folder for facts_*.csv")
    tables.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Write the tables and print how many rows each has."""
    for name, rows in audited(chosen).write_tables(chosen.out).items():
        print(f"facts_{name} {rows}")
    return CLEAN
