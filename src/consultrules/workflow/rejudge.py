"""Judging history anew: the same recorded facts under another edition, decision by decision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consultrules.policy.edition import Edition
from consultrules.policy.lifecycle import EntryKind, Move
from consultrules.workflow.decide import Attempt
from consultrules.workflow.entry import Entry
from consultrules.workflow.fold import folded
from consultrules.workflow.reason import OF_ORDER
from consultrules.workflow.refusal import Reason
from consultrules.workflow.standing import Standing


@dataclass(frozen=True, slots=True)
class Changed:
    """A decision that would have been another: the reasons against it then and by the other edition.

    ``allowed`` says how it went then, ``would_be`` how it would go; ``findings`` are the new reasons.
    """

    seq: int
    step: Move
    then: tuple[str, ...]
    now: tuple[str, ...]
    findings: tuple[Reason, ...]

    @property
    def allowed(self) -> bool:
        """Whether nothing stood against it then."""
        return not self.then

    @property
    def would_be(self) -> bool:
        """Whether nothing would stand against it."""
        return not self.now


def changed(entries: Sequence[Entry], policy: Edition, end: Standing) -> tuple[Changed, ...]:
    """Every decision of a journal that would be another under an edition."""
    return tuple(_changes(entries, policy, end))


def _changes(entries: Sequence[Entry], policy: Edition, end: Standing) -> Iterator[Changed]:
    for number, entry in enumerate(entries):
        if number == 0 or entry.step is None:
            continue
        standing = folded(entries[:number], policy=policy, by=end.process, room=end.room)
        edge = standing.process.edge(entry.step, standing.state)
        if edge is None:
            continue
        paper = entry.kind is EntryKind.IMPORTED
        attempt = Attempt(
            standing,
            edge,
            by=None if paper else entry.by,
            on=entry.on,
            record=entry.record,
            reason=entry.reason,
            whole=end.record if paper else None,
        )
        reasons = [r for r in attempt.reasons if not (paper and r.key in OF_ORDER)]
        then, now = {breach.key for breach in entry.breaches}, {r.key for r in reasons}
        if then != now:
            yield Changed(
                entry.seq, entry.step, tuple(sorted(then)), tuple(sorted(now)), tuple(reasons)
            )
