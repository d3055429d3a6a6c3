"""``consultrules judge``: answer JSON lines."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from consultrules.cli.arguments import CLEAN
from consultrules.errors import IntakeError
from consultrules.exchange.plain import judge_lines
from consultrules.models.files import file_fault

if TYPE_CHECKING:
    from consultrules.cli.arguments import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    door = commands.add_parser("judge", help="逐行 JSON 判定 / answer JSON lines")
    door.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help="standard input by default"
    )
    door.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Answer every line; a faulty one is answered with its error."""
    if chosen.file is None:
        for answer in judge_lines(getattr(sys.stdin, "buffer", sys.stdin)):
            print(answer, flush=True)
        return CLEAN
    try:
        lines = chosen.file.open("rb")
    except OSError as error:
        raise IntakeError([file_fault(chosen.file, error)], "FILE") from error
    with lines:
        for answer in judge_lines(lines):
            print(answer)
    return CLEAN
