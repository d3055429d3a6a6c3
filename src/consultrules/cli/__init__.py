"""The command line: one module a command, each added in one line here."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from consultrules import __version__
from consultrules.cli import audit, case, clauses, judge, sample, statistics, tables
from consultrules.cli.arguments import BAD_INPUT, READER_GONE, nobody_reads
from consultrules.errors import ConsultRulesError, IntakeError
from consultrules.models.files import file_fault

_COMMANDS = (audit, statistics, tables, case, judge, clauses, sample)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0 nothing binding is wrong, 1 something is, 2 the input cannot be read.

    141, as a shell says it, where whoever reads the answer went away before the command knew which.
    """
    chosen = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # Half a surrogate pair is written as its escape, which JSON reads back.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    code = READER_GONE
    try:
        code = chosen.run(chosen)
        sys.stdout.flush()
    except ConsultRulesError as error:
        return _refused(error)
    except BrokenPipeError:
        nobody_reads()
    except OSError as error:
        return _refused(IntakeError([file_fault(error.filename or "", error)]))
    return code


def _refused(error: ConsultRulesError) -> int:
    """Say what cannot be read, in both languages."""
    print(error.text("zh"), file=sys.stderr)
    print(error.text("en"), file=sys.stderr)
    return BAD_INPUT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="consultrules", description=(main.__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in _COMMANDS:
        command.add(commands)
    return parser
