"""What was known on a day: a case as it stood then, later papers left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from consultrules.models.case_record import CaseRecord
from consultrules.models.topic import Topic

_SINGLE = ("suggestion_list", "responsibility_list", "feedback_list", "feedback", "publication")
_SEVERAL = ("deliveries", "group_reviews", "escalations", "entrusted_reports", "evaluations")


def known_on(case: CaseRecord, day: dt.date | None) -> CaseRecord:
    """The case as it stood on a day; sessions stay, since one that lies ahead is planned."""
    if day is None:
        return case
    later: dict[str, Any] = {
        name: None
        for name in _SINGLE
        if (paper := getattr(case, name)) is not None and paper.on is not None and paper.on > day
    }
    for name in _SEVERAL:
        papers = getattr(case, name)
        kept = tuple(paper for paper in papers if paper.on <= day)
        if len(kept) != len(papers):
            later[name] = kept
    topic = _topic_on(case.topic, day)
    if topic is not case.topic:
        later["topic"] = topic
    return case.model_copy(update=later) if later else case


def _topic_on(topic: Topic, day: dt.date) -> Topic:
    later = {
        name: tuple(decision for decision in decisions if decision.on <= day)
        for name in ("approvals", "preliminary_reviews")
        if (decisions := getattr(topic, name)) and any(d.on > day for d in decisions)
    }
    return topic.model_copy(update=later) if later else topic


def latest(floor: dt.date, begun: Iterable[dt.date | None]) -> dt.date:
    """The latest day on which something began, but never before ``floor``."""
    return max([floor, *(day for day in begun if day is not None)])
