"""What was known on a day: a case as it stood then, later papers left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from consultrules.models.case_record import CaseRecord
from consultrules.models.session import Session
from consultrules.models.topic import Topic
from consultrules.policy.vocabulary import SessionStatus

SINGLE = ("suggestion_list", "responsibility_list", "feedback_list", "feedback", "publication")
"""What follows a session and stands once in a case: the latest."""
_SEVERAL = (
    "materials",
    "deliveries",
    "group_reviews",
    "escalations",
    "entrusted_reports",
    "progress",
    "follow_ups",
    "evaluations",
)


def known_on(case: CaseRecord, day: dt.date | None) -> CaseRecord:
    """The case as it stood on a day: sessions that lay ahead were planned, later papers were not there."""
    if day is None:
        return case
    later: dict[str, Any] = {
        name: None
        for name in SINGLE
        if (paper := getattr(case, name)) is not None and paper.on is not None and paper.on > day
    }
    for name in _SEVERAL:
        papers = getattr(case, name) or ()
        kept = tuple(paper for paper in papers if paper.on <= day)
        if len(kept) != len(papers):
            later[name] = kept
    ahead = {"status": SessionStatus.PLANNED}
    if any(_lies_ahead(s, day) for s in case.sessions):
        later["sessions"] = tuple(
            s.model_copy(update=ahead) if _lies_ahead(s, day) else s for s in case.sessions
        )
    silent = {"explained_on": None, "explained": None}
    if any(d.explained_on is not None and d.explained_on > day for d in case.dissent or ()):
        later["dissent"] = tuple(
            d.model_copy(update=silent) if d.explained_on and d.explained_on > day else d
            for d in case.dissent or ()
        )
    topic = topic_on(case.topic, day)
    if topic is not case.topic:
        later["topic"] = topic
    return case.model_copy(update=later) if later else case


def _lies_ahead(session: Session, day: dt.date) -> bool:
    return session.on > day and session.status is SessionStatus.HELD


def topic_on(topic: Topic, day: dt.date | None) -> Topic:
    """The topic as it stood on a day: decisions of later days were not there."""
    if day is None:
        return topic
    later = {
        name: tuple(decision for decision in decisions if decision.on <= day)
        for name in ("approvals", "preliminary_reviews")
        if (decisions := getattr(topic, name)) and any(d.on > day for d in decisions)
    }
    return topic.model_copy(update=later) if later else topic


def latest(floor: dt.date, begun: Iterable[dt.date | None]) -> dt.date:
    """The latest day on which something began, but never before ``floor``."""
    return max([floor, *(day for day in begun if day is not None)])
