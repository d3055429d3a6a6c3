"""The life of a topic as told: what the sections of a case's row are read from."""

from __future__ import annotations

import datetime as dt

from consultrules.facts.attested import Attested
from consultrules.facts.fact import NEVER, NOTHING, Evidence, Facts
from consultrules.models.case_record import CaseRecord
from consultrules.models.room import Room
from consultrules.policy.edition import Edition
from consultrules.policy.vocabulary import SessionStatus

_HELD, _PLANNED = SessionStatus.HELD, SessionStatus.PLANNED


class Life:
    """A case, its room, and its row while that is being read.

    ``first`` and ``last`` are the days of its first and last session that was held.
    """

    __slots__ = (
        "attested",
        "case",
        "contradicting",
        "evidence",
        "expired",
        "facts",
        "first",
        "last",
        "policy",
        "room",
    )

    def __init__(
        self,
        case: CaseRecord,
        room: Room | None,
        policy: Edition,
        attested: Attested,
        facts: Facts,
    ) -> None:
        self.case = case
        self.room = room
        self.policy = policy
        self.attested = attested
        self.facts = facts
        self.evidence: Evidence = {}
        self.expired = self.contradicting = NOTHING
        held = [s.on for s in case.sessions if s.status is _HELD]
        self.first = min(held) if held else None
        self.last = max(held) if held else None

    @property
    def day(self) -> dt.date | None:
        """The day of the row: of the last session, else of what is planned, collected or listed."""
        case = self.case
        return (
            self.last
            or max([s.on for s in case.sessions if s.status is _PLANNED], default=None)
            or case.topic.collected_on
            or (case.suggestion_list.on if case.suggestion_list else None)
        )

    @property
    def result_day(self) -> int:
        """The day from which the list can have gone anywhere: its own, else that of the last session."""
        for code in ("list_day", "session_day"):
            day = self.facts[code]
            if day is not None and day != NEVER:
                return day
        return NEVER
