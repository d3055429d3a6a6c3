"""``consultrules judge``: answer JSON lines."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from consultrules.cli.arguments import CLEAN
from consultrules.exchange.plain import judge_lines

if TYPE_CHECKING:
    from consultrules.cli.arguments import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    door = commands.add_parser("judge", help="逐行 JSON 判定 / answer JSON lines")
    door.add_argument("file", nargs="?", type=Path, help="standard input by default")
    door.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Answer every line; a faulty one is answered with its error."""
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
