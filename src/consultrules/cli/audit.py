"""``consultrules audit``: a registry and a year."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from consultrules.auditing.audit import Audit, audit
from consultrules.cli.arguments import (
    BREACHES,
    CLEAN,
    add_language,
    day,
    policy_from,
    whole,
)
from consultrules.display.text import Style, audit_text
from consultrules.models.gazetteer import Gazetteer
from consultrules.models.registry import Registry, write_whole

if TYPE_CHECKING:
    from consultrules.cli.arguments import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    check = commands.add_parser("audit", help="审查一个信息库 / audit a registry")
    add_what(check)
    check.add_argument("--out", type=Path, help="write the whole result as JSON here")
    check.add_argument("--html", type=Path, help="write the report page for people here")
    check.add_argument(
        "--most", type=whole, default=5, help="findings of a rule written out; 0 for all"
    )
    check.add_argument(
        "--personal", action="store_true", help="ids of persons in the text, names on the page"
    )
    check.add_argument("--no-colour", action="store_true")
    check.set_defaults(run=run)


def add_what(parser: argparse.ArgumentParser) -> None:
    """The arguments that say which registry is audited, for when, by which readings."""
    parser.add_argument("--registry", type=Path, required=True, help="JSON or JSON Lines")
    parser.add_argument("--year", type=int, required=True)
    parser.add_argument("--as-of", type=day, required=True, help="YYYY-MM-DD")
    parser.add_argument(
        "--units", type=Path, help="gazetteer (CSV: code,name); Nantong's by default"
    )
    parser.add_argument("--corrections", type=Path, help="CSV: code,treat_as,served_by,reason")
    parser.add_argument("--reading", action="append", default=[], metavar="ID=OPTION")
    add_language(parser)


def audited(chosen: argparse.Namespace) -> Audit:
    """The audit that these arguments ask for."""
    policy = policy_from(chosen.reading)
    units = _units(chosen.units, chosen.corrections)
    registry = Registry.load(chosen.registry, units=units)
    return audit(
        registry,
        year=chosen.year,
        as_of=chosen.as_of,
        policy=policy,
        units=units,
        progress=_progress if sys.stderr.isatty() else None,
    )


def run(chosen: argparse.Namespace) -> int:
    """Audit and print, what is wrong first."""
    result = audited(chosen)
    if chosen.out:
        chosen.out.parent.mkdir(parents=True, exist_ok=True)
        write_whole(chosen.out, [result.to_json()])
    if chosen.html:
        chosen.html.parent.mkdir(parents=True, exist_ok=True)
        write_whole(chosen.html, [result.to_html(lang=chosen.lang, personal=chosen.personal)])
    colour = sys.stdout.isatty() and not chosen.no_colour and not os.environ.get("NO_COLOR")
    print(audit_text(result, Style(chosen.lang, colour, chosen.most, chosen.personal)))
    return CLEAN if result.ok else BREACHES


def _units(divisions: Path | None, corrections: Path | None) -> Gazetteer:
    """The gazetteer asked for: without divisions of its own, corrections are further ones of Nantong's."""
    if divisions is not None:
        return Gazetteer.from_csv(divisions, corrections=corrections)
    nantong = Gazetteer.nantong()
    return nantong.corrected(corrections) if corrections is not None else nantong


def _progress(done: int, whole_work: int) -> None:
    end = "\n" if done + 100 > whole_work else ""
    print(f"\r{done}/{whole_work}", end=end, file=sys.stderr, flush=True)
