"""The yearly duty of rooms: sessions counted by the rule's own condition, then judged (3.9)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from consultrules.facts.fact import Row
from consultrules.facts.year import window
from consultrules.models.room import Room
from consultrules.policy.edition import Edition
from consultrules.rules.catalogue import rules_in
from consultrules.rules.compiled import FAIL, UNKNOWN, holds
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
    """Write into a session's row how many binding rules it failed: what reading F4 counts by.

    Where none failed and one is unknown, nobody can say.
    """
    codes = judged.plan.binding(judged.codes)
    failed = codes.count(FAIL)
    judged.row.facts["must_failures"] = None if not failed and UNKNOWN in codes else failed


def counts(policy: Edition) -> Callable[[Row], bool | None]:
    """Whether a session's row counts toward the year; ``None`` where nobody can say.

    What was held before the edition was in force is none that it asks for (reading Z1).
    """
    condition = holds(counting_condition(policy), policy.parameters)

    def counts_in_year(row: Row) -> bool | None:
        early = row.day is not None and not policy.in_force(row.day)
        return False if early else condition(row.facts.get)

    return counts_in_year


def by_count(surely: int, at_most: int, judge: Callable[[int | None], Judged]) -> Judged:
    """The verdict by the sessions that surely count, if those that may count leave it so."""
    found = judge(surely)
    if at_most == surely or judge(at_most).codes == found.codes:
        return found
    return judge(None)


def is_open(room: Room, year: int, *, as_of: dt.date) -> bool:
    """Whether a room was open in a year, as far as a day can tell."""
    first, after = window(year)
    if room.until is not None and room.until <= first:
        return False
    return room.since is None or (room.since < after and room.since <= as_of)
