"""What commands share: exit codes, and arguments that are days and whole numbers."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pydantic_core import PydanticCustomError

from consultrules.errors import IntakeError, shown
from consultrules.exchange.request import policy_of
from consultrules.models.base import read_day
from consultrules.policy.edition import Edition

CLEAN, BREACHES, BAD_INPUT, READER_GONE = 0, 1, 2, 141
"""Exit codes: nothing binding is wrong, something is, the input cannot be read, nobody reads on."""

_DIGITS = 100  # more than any number here has

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def day(text: str) -> dt.date:
    """A day written as ``YYYY-MM-DD``."""
    try:
        return read_day(text)
    except PydanticCustomError:
        raise argparse.ArgumentTypeError(f"{shown(text)}: YYYY-MM-DD") from None


def whole(text: str) -> int:
    """A whole number, zero or more."""
    if not (text.isascii() and text.isdigit()) or len(text) > _DIGITS:
        told = f"{shown(text)}: 应为整数 / a whole number is needed: 0, 1, 2 …"
        raise argparse.ArgumentTypeError(told)
    return int(text)


def said(text: str, code: int) -> int:
    """Print what a command found, and give back its code, which a reader who goes away does not change."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        nobody_reads()
    return code


def nobody_reads() -> None:
    """Let further output go nowhere: what is still held back would fail once more at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def given_by(option: str) -> Iterator[None]:
    """Name the option in the faults of what it gave.

    Raises:
        IntakeError: as raised inside, under the option.
    """
    try:
        yield
    except IntakeError as error:
        raise IntakeError(error.faults, error.source or option) from error


def add_language(parser: argparse.ArgumentParser, default: str = "zh") -> None:
    """The option that chooses Chinese or English."""
    parser.add_argument("--lang", choices=("zh", "en"), default=default)


def policy_from(readings: list[str]) -> Edition:
    """The edition with the readings that were chosen as ``ID=OPTION``; of one id the last holds.

    Raises:
        IntakeError: for a reading or option that does not exist or cannot be chosen.
    """
    choice = {}
    for reading in readings:
        key, _, option = reading.partition("=")
        choice[key] = option
    return policy_of({"readings": choice})
