"""The yearly duty of rooms: sessions counted by the rule's own condition, then judged (3.9)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping

from consultrules.facts.fact import Row
from consultrules.facts.year import room_year_row, window
from consultrules.models.room import Room
from consultrules.models.session import Session
from consultrules.policy.edition import Edition
from consultrules.rules.catalogue import rules_in
from consultrules.rules.compiled import FAIL, holds
from consultrules.rules.report import Judged
from consultrules.rules.tree import Condition, Counted, Node, children


def counting_condition(policy: Edition) -> Condition:
    """What a session has to be to count, taken from the rules of 3.9 themselves."""
    conditions = {
        node.where for rule in rules_in(policy, "room_year") for node in _counted(rule.test)
    }
    # One reading of “a session that counts”, or the rules contradict each other.
    (condition,) = conditions
    return condition


def _counted(node: Node) -> Iterator[Counted]:
    if isinstance(node, Counted):
        yield node
    for child in children(node):
        yield from _counted(child)


def mark_failures(judged: Judged) -> None:
    """Write into a session's row how many binding rules it failed: what reading F4 counts by."""
    failed = sum(judged.codes[place] == FAIL for place in judged.plan.musts)
    judged.row.facts["must_failures"] = failed


def counts(policy: Edition) -> Callable[[Row], bool]:
    """Whether a session's row counts toward the year."""
    condition = holds(counting_condition(policy), policy.parameters)
    return lambda row: condition(row.facts.get) is True


def duty_rows(
    rooms: Iterable[Room],
    year: int,
    *,
    as_of: dt.date,
    policy: Edition,
    sessions: Mapping[str, Iterable[Session]],
    counted: Mapping[str, bool],
) -> Iterator[Row]:
    """One row for each room that was open in the year; ``counted`` tells which sessions count."""
    first, after = window(year)
    for room in rooms:
        if room.until is not None and room.until <= first:
            continue
        if room.since is not None and (room.since >= after or room.since > as_of):
            continue
        own = sessions.get(room.id, ())
        held = sum(counted.get(s.id, False) for s in own if first <= s.on < after and s.on <= as_of)
        yield room_year_row(room, year, as_of=as_of, policy=policy, sessions_held=held)
