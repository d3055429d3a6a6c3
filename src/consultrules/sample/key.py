"""The answer key: what an audit has to find in the sample, and how two sets of findings differ."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple


class Entry(NamedTuple):
    """One finding that is neither met nor without object: ``fail``, ``unknown`` or ``pending``."""

    grain: str
    subject: str
    rule: str
    verdict: str


class Difference(NamedTuple):
    """What was missed of one rule, and what was found though nothing is wrong."""

    rule: str
    missed: tuple[Entry, ...]
    invented: tuple[Entry, ...]


def differences(found: Iterable[Entry], key: Iterable[Entry]) -> tuple[Difference, ...]:
    """Rule by rule, what an audit missed of a key and what it invented; nothing where they agree.

    Examples:
        >>> known = Entry("room", "r1", "3.1.s1a", "fail")
        >>> [difference.rule for difference in differences([], [known])]
        ['3.1.s1a']
    """
    have, want = set(found), set(key)
    missed, invented = sorted(want - have), sorted(have - want)
    rules = sorted({entry.rule for entry in (*missed, *invented)})
    return tuple(
        Difference(
            rule,
            tuple(entry for entry in missed if entry.rule == rule),
            tuple(entry for entry in invented if entry.rule == rule),
        )
        for rule in rules
    )


def lines_of(key: Iterable[Entry]) -> Iterator[str]:
    """The key as JSON Lines, in order."""
    for entry in sorted(key):
        yield json.dumps(entry._asdict(), ensure_ascii=False, separators=(",", ":"))


def read_key(path: Path) -> tuple[Entry, ...]:
    """The key as it was written.

    Raises:
        OSError: when the file cannot be read.
    """
    return tuple(Entry(**json.loads(line)) for line in path.read_text("utf-8").splitlines())
