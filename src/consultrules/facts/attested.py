"""What is attested and shown by no record: one fact for each entry that is carried so.

An attestation of an address speaks for all entries below it, unless one names the entry itself. Of
several the latest counts that is there and has not expired; none leaves the fact unknown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cache

from consultrules.errors import Fault, IntakeError, nearest, shown
from consultrules.facts.fact import Evidence, Fact, Facts, count, flag
from consultrules.models.attestation import Attestation
from consultrules.policy.clause import Clause, is_under
from consultrules.policy.edition import edition

BODIES = ("county", "city", "both")
"""Who answers for an entry that is about a CPPCC as a whole."""


def attested_clauses(*subjects: str) -> tuple[Clause, ...]:
    """The entries that such subjects attest: ``room``, ``session``, ``case``, ``person``, or bodies."""
    return tuple(c for c in edition().clauses.values() if c.attested_of in subjects)


def fact_code(clause: Clause) -> str:
    """The code of the fact: the address with nothing that a column cannot bear."""
    return "attested_" + clause.id.replace(".", "_")


def attested_facts(*subjects: str) -> tuple[Fact, ...]:
    """One flag for each entry; of persons, how many of a room's representatives it is attested for."""
    facts = []
    for clause in attested_clauses(*subjects):
        zh, en = f"已证明（{clause.id}）", f"attested ({clause.id})"
        if subjects == ("person",):
            facts.append(
                count(
                    fact_code(clause),
                    f"群众代表中{zh}者数",
                    f"public representatives for whom it is {en}",
                    "attestation.holds",
                    at_most=("representatives",),
                    personal=True,
                )
            )
        else:
            facts.append(flag(fact_code(clause), zh, en, "attestation.holds"))
    return tuple(facts)


class Attested:
    """Attestations by their subject, as they stand on a day; without a day nothing is too new or too old."""

    def __init__(
        self, told: Mapping[str, Sequence[Attestation]], on: dt.date | None = None
    ) -> None:
        self._of = told
        self._on = on

    def fill(self, kind: str, subject: str, facts: Facts, evidence: Evidence, *more: str) -> None:
        """Write what is attested of a subject into its row; ``more`` are further kinds of entry."""
        own = self._of.get(subject)
        if own is None:
            return
        for code, address in _entries(kind, *more).items():
            facts[code] = self._holds(own, address, code, evidence)

    def count(self, kind: str, people: Sequence[str], facts: Facts, evidence: Evidence) -> None:
        """Write for how many people an entry is attested; unknown while it is denied for none of them."""
        for code, address in _entries(kind).items():
            held = [self._holds(self._of.get(p, ()), address, code, evidence) for p in people]
            lacking = tuple(p for p, holds in zip(people, held, strict=True) if not holds)
            facts[code] = held.count(1) if 0 in held or None not in held else None
            evidence[code] = lacking

    def _holds(
        self, own: Sequence[Attestation], address: str, code: str, evidence: Evidence
    ) -> int | None:
        """Whether an entry holds by the attestations about one subject."""
        about = [a for a in own if is_under(address, a.clause) and self._is_there(a)]
        if not about:
            return None
        current = [a for a in about if self._on is None or a.until is None or self._on < a.until]
        if not current:
            evidence[code] = (f"until {max(a.until for a in about if a.until)}",)
            return None
        latest = max((len(a.clause), a.on) for a in current)
        said = {a.holds for a in current if (len(a.clause), a.on) == latest}
        return int(said.pop()) if len(said) == 1 else None  # two that contradict each other

    def _is_there(self, attestation: Attestation) -> bool:
        return self._on is None or attestation.on <= self._on


UNTOLD = Attested({})
"""No attestation at all."""


@cache
def _entries(*subjects: str) -> Mapping[str, str]:
    """The facts that subjects of these kinds have, with the addresses of their entries."""
    return {fact_code(clause): clause.id for clause in attested_clauses(*subjects)}


def known(told: Sequence[Attestation]) -> None:
    """Refuse attestations that speak for no entry: they would be passed over in silence.

    Raises:
        IntakeError: naming each.
    """
    entries = [c.id for c in edition().clauses.values() if c.attested_of]
    spoken_for = {a.clause for a in told}
    lost = {c for c in spoken_for if not any(is_under(entry, c) for entry in entries)}
    if lost:
        raise IntakeError(
            [
                Fault(
                    f"attestations[{n}].clause",
                    "not_attested",
                    shown(a.clause),
                    hint=nearest(a.clause, entries),
                )
                for n, a in enumerate(told)
                if a.clause in lost
            ]
        )
