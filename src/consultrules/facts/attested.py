"""What is attested and shown by no record: one fact for each entry that is carried so.

An attestation of an address speaks for all entries below it, unless one names the entry itself. Of
several the latest counts that is there and has not expired; none leaves the fact unknown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from consultrules.errors import Fault, IntakeError
from consultrules.facts.fact import Evidence, Fact, Facts, count, flag
from consultrules.models.attestation import Attestation
from consultrules.models.subjects import unfit
from consultrules.policy.clause import Clause, is_under
from consultrules.policy.edition import edition

BODIES = ("county", "city", "both")
"""Who answers for an entry that is about a CPPCC as a whole."""
_PREFIX = "attested_"


def attested_clauses(*subjects: str) -> tuple[Clause, ...]:
    """The entries that such subjects attest: ``room``, ``session``, ``case``, ``person``, or bodies."""
    return tuple(c for c in edition().clauses.values() if c.attested_of in subjects)


def fact_code(clause: Clause) -> str:
    """The code of the fact: the address with nothing that a column cannot bear."""
    return _PREFIX + clause.id.replace(".", "_")


def is_attested(code: str) -> bool:
    """Whether a fact comes from attestations, by its code."""
    return code.startswith(_PREFIX)


def attested_codes(*subjects: str) -> tuple[str, ...]:
    """The codes of the facts that such subjects have."""
    return tuple(fact_code(clause) for clause in attested_clauses(*subjects))


def attested_facts(*subjects: str) -> tuple[Fact, ...]:
    """One flag for each entry; of persons, how many of a room's representatives it is attested for."""
    facts = []
    for clause in attested_clauses(*subjects):
        zh, en = f"证明属实（{clause.id}）", f"attested to hold ({clause.id})"
        if subjects == ("person",):
            facts.append(
                count(
                    fact_code(clause),
                    f"经证明属实的群众代表数（{clause.id}）",
                    f"public representatives for whom it is {en}",
                    "attestation.holds",
                    at_most=("representatives",),
                    personal=True,
                )
            )
        else:
            facts.append(flag(fact_code(clause), zh, en, "attestation.holds"))
    return tuple(facts)


class Doubts(NamedTuple):
    """Why facts are not known though something was attested: it has expired, or contradicts itself."""

    expired: set[str]
    contradicting: set[str]


class Attested:
    """Attestations by their subject, as they stand on a day.

    Without a day of judging everything told counts, as with the papers that follow a session; whether
    it has expired is then asked of the subject's own day, or of a later one on which it was attested.
    """

    def __init__(
        self, told: Mapping[str, Sequence[Attestation]], on: dt.date | None = None
    ) -> None:
        self._of = told
        self._on = on

    def fill(
        self,
        kinds: tuple[str, ...],
        subject: str,
        facts: Facts,
        evidence: Evidence,
        own_day: dt.date | None = None,
    ) -> Doubts:
        """Write what is attested of a subject into its row: the entries that such subjects have."""
        doubts = Doubts(set(), set())
        told = self._of.get(subject)
        if told is not None:
            for code, address in _entries(*kinds).items():
                facts[code] = self._holds(told, address, own_day, code, evidence, doubts)
        return doubts

    def count(
        self, kind: str, people: Sequence[str], facts: Facts, evidence: Evidence, day: dt.date
    ) -> Doubts:
        """Write for how many people an entry is attested; unknown while it is denied for none of them."""
        doubts = Doubts(set(), set())
        for code, address in _entries(kind).items():
            held = [
                self._holds(self._of.get(p, ()), address, day, code, evidence, doubts)
                for p in people
            ]
            lacking = tuple(p for p, holds in zip(people, held, strict=True) if not holds)
            facts[code] = held.count(1) if 0 in held or None not in held else None
            evidence[code] = lacking
        return doubts

    def _holds(
        self,
        own: Sequence[Attestation],
        address: str,
        own_day: dt.date | None,
        code: str,
        evidence: Evidence,
        doubts: Doubts,
    ) -> int | None:
        """Whether an entry holds by the attestations about one subject."""
        about = [a for a in own if is_under(address, a.clause)]
        day = self._on
        if day is None and own_day is not None:
            day = max([own_day, *(a.on for a in about)])
        about = [a for a in about if day is None or a.on <= day]
        current = [a for a in about if day is None or a.until is None or day < a.until]
        if not current:
            ends = [a.until for a in about if a.until is not None]
            if ends:
                doubts.expired.add(code)
                evidence[code] = (max(ends).isoformat(),)
            return None
        latest = max((len(a.clause), a.on) for a in current)
        said = {a.holds for a in current if (len(a.clause), a.on) == latest}
        if len(said) > 1:
            doubts.contradicting.add(code)
            return None
        return int(said.pop())


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
    anything = dict.fromkeys(("room", "session", "case", "person"))
    faults = [
        Fault(f"attestations[{number}].{field}", code, value, hint=hint)
        for number, field, code, value, hint in unfit(told, anything)
    ]
    if faults:
        raise IntakeError(faults)
