"""``consultrules audit``: a registry and a year, or tables of facts."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from consultrules.auditing.audit import Audit, audit
from consultrules.auditing.tables.audit import MEMORY, audit_tables
from consultrules.cli.arguments import (
    BREACHES,
    CLEAN,
    add_language,
    day,
    given_by,
    policy_from,
    said,
    whole,
)
from consultrules.display.tables import tables_text
from consultrules.display.text import Style, audit_text
from consultrules.errors import Fault, IntakeError
from consultrules.models.files import make_folder, same_file, writable, write_whole
from consultrules.models.gazetteer import Gazetteer
from consultrules.models.registry import Registry

if TYPE_CHECKING:
    from consultrules.cli.arguments import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    check = commands.add_parser("audit", help="审查信息库或事实表 / audit a registry or tables")
    source = check.add_mutually_exclusive_group(required=True)
    source.add_argument("--registry", type=Path, help="JSON or JSON Lines")
    source.add_argument("--tables", type=Path, help="folder of facts_*.parquet or facts_*.csv")
    check.add_argument("--memory", help=f"most memory for tables, {MEMORY} by default")
    check.add_argument("--only", action="append", default=[], help="tables: only these addresses")
    add_when(check, required=False)
    check.add_argument(
        "--out", type=Path, help="write the whole result here: JSON, or a folder for tables"
    )
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
    add_when(parser, required=True)


def add_when(parser: argparse.ArgumentParser, *, required: bool) -> None:
    """The arguments that say for when, in which places, by which readings."""
    parser.add_argument("--year", type=whole, required=required)
    parser.add_argument("--as-of", type=day, required=required, help="YYYY-MM-DD")
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
    if chosen.tables is not None:
        _nothing_of(chosen, _OF_A_REGISTRY)
        return run_tables(chosen)
    _nothing_of(chosen, ("only", "memory"))
    if chosen.year is None or chosen.as_of is None:
        raise IntakeError([Fault("--year, --as-of", "missing_key")])
    _nothing_overwritten(chosen)
    result = audited(chosen)
    if chosen.out:
        _write(chosen.out, "--out", result.to_json())
    if chosen.html:
        page = result.to_html(lang=chosen.lang, personal=chosen.personal)
        _write(chosen.html, "--html", page)
    return said(audit_text(result, _style(chosen)), CLEAN if result.ok else BREACHES)


_OF_A_REGISTRY = ("year", "as_of", "units", "corrections", "html", "personal")
"""What says nothing about tables: they are judged as they stand, and a subject is a number."""


def _nothing_of(chosen: argparse.Namespace, names: tuple[str, ...]) -> None:
    """Refuse arguments that would be passed over in silence.

    Raises:
        IntakeError: naming each.
    """
    given = [f"--{name.replace('_', '-')}" for name in names if getattr(chosen, name)]
    if given:
        raise IntakeError([Fault(name, "not_with_this") for name in given])


_READ, _WRITTEN = ("registry", "units", "corrections"), ("out", "html")
"""The options that name files, by what becomes of them."""


def _nothing_overwritten(chosen: argparse.Namespace) -> None:
    """Refuse to write over what another option reads or writes, and to write to a folder.

    Raises:
        IntakeError: naming the option.
    """
    files = {name: path for name in (*_READ, *_WRITTEN) if (path := getattr(chosen, name))}
    for name in _WRITTEN:
        if (path := files.pop(name, None)) is None:
            continue
        with given_by(f"--{name}"):
            writable(path)
            for other, there in files.items():
                if same_file(path, there):
                    raise IntakeError([Fault(str(path), "same_file", f"--{other}")])


def _write(path: Path, option: str, text: str) -> None:
    with given_by(option):
        make_folder(path.parent)
        write_whole(path, [text])


def run_tables(chosen: argparse.Namespace) -> int:
    """Audit tables of facts and print what is wrong, rule by rule."""
    with audit_tables(
        chosen.tables,
        policy=policy_from(chosen.reading),
        only=chosen.only,
        out=chosen.out,
        memory=chosen.memory or MEMORY,
        progress=_progress if sys.stderr.isatty() else None,
    ) as result:
        return said(tables_text(result, _style(chosen)), CLEAN if result.ok else BREACHES)


def _style(chosen: argparse.Namespace) -> Style:
    colour = sys.stdout.isatty() and not chosen.no_colour and not os.environ.get("NO_COLOR")
    return Style(chosen.lang, colour, chosen.most, chosen.personal)


def _units(divisions: Path | None, corrections: Path | None) -> Gazetteer:
    """The gazetteer asked for: without divisions of its own, corrections are further ones of Nantong's."""
    if divisions is not None:
        return Gazetteer.from_csv(divisions, corrections=corrections)
    nantong = Gazetteer.nantong()
    return nantong.corrected(corrections) if corrections is not None else nantong


def _progress(done: int, whole_work: int) -> None:
    end = "\n" if done + 100 > whole_work else ""
    print(f"\r{done}/{whole_work}", end=end, file=sys.stderr, flush=True)
