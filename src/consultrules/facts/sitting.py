"""A sitting with all that is told of it: what the sections of its row are read from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from consultrules.facts.attested import Attested
from consultrules.facts.fact import NOTHING, Evidence, Facts
from consultrules.models.follow_up import Materials
from consultrules.models.research import Notice, Research
from consultrules.models.room import Room
from consultrules.models.session import Session
from consultrules.models.topic import Approval, Topic
from consultrules.policy.edition import Edition
from consultrules.routing.route import Step

_DAY = dt.timedelta(days=1)


class Before(NamedTuple):
    """The records that a session rests on; ``None`` means not told, empty that there was none.

    ``sessions`` are all of the topic, the session itself among them.
    """

    topic: Topic | None = None
    research: Sequence[Research] | None = None
    notices: Sequence[Notice] | None = None
    materials: Sequence[Materials] | None = None
    sessions: Sequence[Session] | None = None


class Sitting:
    """A session, what came before it, and its row while that is being read.

    ``own`` are the fields of the session and ``topic`` those of its topic, which cost less than attributes
    where many are read; ``limit`` is the last day on which something still came before it (reading L18).
    ``approval``, ``steps``, ``heard``, ``in_time`` and ``studied`` are what several sections need; ``lacking``
    names the field without which there is no route.
    """

    __slots__ = (
        "approval",
        "as_of",
        "attested",
        "before",
        "contradicting",
        "evidence",
        "expired",
        "facts",
        "heard",
        "in_time",
        "lacking",
        "limit",
        "own",
        "policy",
        "room",
        "session",
        "steps",
        "studied",
        "topic",
    )

    def __init__(
        self,
        session: Session,
        before: Before,
        room: Room | None,
        policy: Edition,
        *,
        as_of: dt.date | None,
        attested: Attested,
        facts: Facts,
    ) -> None:
        self.session = session
        self.own: Mapping[str, Any] = session.__dict__
        topic = before.topic
        self.topic: Mapping[str, Any] | None = topic.__dict__ if topic is not None else None
        self.before = before
        self.room = room
        self.policy = policy
        self.as_of = as_of
        self.attested = attested
        self.facts = facts
        self.evidence: Evidence = {}
        self.expired = self.contradicting = NOTHING
        same_day = policy.readings["L18"] == "same_day_counts"
        on: dt.date = self.own["on"]
        self.limit = on if same_day else on - _DAY
        self.approval: Approval | None = None
        self.steps: tuple[Step, ...] | None = None
        self.in_time: Sequence[Mapping[str, Any]] = ()
        self.studied: Sequence[Mapping[str, Any]] = ()
        self.heard: Sequence[Mapping[str, Any]] = ()
        self.lacking = ""
