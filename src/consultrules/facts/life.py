"""The life of a topic as told: what the sections of a case's row are read from."""

from __future__ import annotations

import datetime as dt
from typing import Any

from consultrules.facts.attested import Attested
from consultrules.facts.fact import NEVER, NOTHING, Evidence, Facts
from consultrules.models.case_record import CaseRecord
from consultrules.models.room import Room
from consultrules.policy.edition import Edition
from consultrules.policy.vocabulary import SessionStatus

_HELD, _PLANNED = SessionStatus.HELD, SessionStatus.PLANNED


_SINGLE = ("suggestion_list", "responsibility_list", "feedback_list", "feedback", "publication")
_SEVERAL = ("deliveries", "group_reviews", "escalations", "entrusted_reports", "progress")


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
        held = [s.on for s in case.sessions if s.status is _HELD]
        self.first = min(held) if held else None
        self.last = max(held) if held else None
        self.whole = case
        self.case = _this_round(case, min(held), max(held)) if len(held) > 1 else case

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


def _this_round(case: CaseRecord, first: dt.date, last: dt.date) -> CaseRecord:
    """The case without what came of its earlier sessions, once a later one was held (reading F7).

    What followed an earlier session answers that one: after the last, lists and answers are still to
    come. What is older than every session followed none, and stays: it came out of order.
    """

    def earlier(day: dt.date | None) -> bool:
        return day is not None and first <= day < last

    left: dict[str, Any] = {
        name: None for name in _SINGLE if (p := getattr(case, name)) is not None and earlier(p.on)
    }
    for name in _SEVERAL:
        papers = getattr(case, name)
        kept = tuple(paper for paper in papers if not earlier(paper.on))
        if len(kept) != len(papers):
            left[name] = kept
    return case.filed(**left) if left else case
