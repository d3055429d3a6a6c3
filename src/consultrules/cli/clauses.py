"""``consultrules clauses``: the ledger of the text; ``clauses verify``: a copy of the text."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from consultrules.auditing.ledger import BY, ledger
from consultrules.cli.arguments import BREACHES, CLEAN, add_language, said
from consultrules.cli.mentions import Mentions
from consultrules.display.ledger import count_text, differences_text, ledger_text
from consultrules.policy.alignment import differences, read_copy
from consultrules.policy.edition import edition

if TYPE_CHECKING:
    from consultrules.cli.arguments import Commands

_FILTERS = ("under", "force", "kind", "carrier", "checkability", "owed_by", "reading")


def add(commands: Commands) -> None:
    """Add the command and the one below it."""
    table = commands.add_parser("clauses", help="全文逐条台账 / every entry of the text")
    for name in _FILTERS:
        table.add_argument(f"--{name.replace('_', '-')}")
    table.add_argument("--count", choices=BY, metavar="BY", help=", ".join(BY))
    table.add_argument("--json", action="store_true")
    add_language(table)
    table.set_defaults(run=run)
    below = table.add_subparsers(metavar="verify")
    verify = below.add_parser("verify", help="核对文本 / compare a copy of the text")
    verify.add_argument("--text", type=Path, required=True, metavar="FILE")
    verify.add_argument(
        "--tests", type=Path, metavar="DIR", help="tests to search; by default tests, if it is here"
    )
    # Left out here, what stands before `verify` holds.
    add_language(verify, default=argparse.SUPPRESS)
    verify.set_defaults(run=run_verify)


def run(chosen: argparse.Namespace) -> int:
    """Print the entries that are asked for, or count them."""
    found = ledger().filter(**{name: getattr(chosen, name) for name in _FILTERS})
    if chosen.count:
        counted = found.count(chosen.count)
        told = (
            json.dumps(counted) if chosen.json else count_text(counted, chosen.count, chosen.lang)
        )
    elif chosen.json:
        told = json.dumps(found.to_dict(), ensure_ascii=False, indent=1)
    else:
        told = ledger_text(found, chosen.lang)
    return said(told, CLEAN)


def run_verify(chosen: argparse.Namespace) -> int:
    """Print every difference once, with what hangs on it."""
    copy = read_copy(chosen.text)
    tests = Mentions.read(chosen.tests or Path("tests"), required=chosen.tests is not None)
    found = differences(edition().fingerprints, copy)
    told = differences_text(found, ledger(), tests.files, chosen.lang)
    return said(told, BREACHES if found else CLEAN)
