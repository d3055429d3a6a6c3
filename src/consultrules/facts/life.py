"""The life of a topic as told: what the sections of a case's row are read from."""

from __future__ import annotations

import datetime as dt
from typing import Any

from consultrules.facts.attested import Attested
from consultrules.facts.fact import NEVER, NOTHING, Evidence, Facts
from consultrules.facts.rounds import Rounds
from consultrules.facts.timeline import SINGLE
from consultrules.models.case_record import CaseRecord
from consultrules.models.room import Room
from consultrules.policy.edition import Edition
from consultrules.policy.vocabulary import SessionStatus

_PLANNED = SessionStatus.PLANNED
_SEVERAL = ("deliveries", "group_reviews", "escalations", "entrusted_reports", "progress")
"""What follows a session, beside ``SINGLE``, and of which there are several."""


class Life:
    """A case, its room, and its row while that is being read.

    ``first`` and ``last`` are the days of its first and last session that was held; ``case`` is without the
    papers of earlier rounds, ``whole`` with them.
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
        "whole",
    )

    def __init__(
        self,
        case: CaseRecord,
        room: Room | None,
        policy: Edition,
        attested: Attested,
        facts: Facts,
    ) -> None:
        self.room = room
        self.policy = policy
        self.attested = attested
        self.facts = facts
        self.evidence: Evidence = {}
        self.expired = self.contradicting = NOTHING
        rounds = Rounds.of(case.sessions)
        self.first, self.last = rounds
        self.whole = case
        self.case = _this_round(case, rounds) if rounds.several else case

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


def _this_round(case: CaseRecord, rounds: Rounds) -> CaseRecord:
    """The case without what came of its earlier sessions: after the last, all of it is still to come."""
    left: dict[str, Any] = {
        name: None
        for name in SINGLE
        if (paper := getattr(case, name)) is not None and rounds.is_over(paper.on)
    }
    for name in _SEVERAL:
        papers = getattr(case, name)
        kept = tuple(paper for paper in papers if not rounds.is_over(paper.on))
        if len(kept) != len(papers):
            left[name] = kept
    return case.filed(**left) if left else case
