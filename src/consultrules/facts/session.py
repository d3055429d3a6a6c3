"""A session as one row of facts: who came, what came before, what was attested (3.2 to 3.5)."""

from __future__ import annotations

import datetime as dt

from consultrules.facts.attested import UNTOLD, Attested
from consultrules.facts.composition import composition
from consultrules.facts.fact import CANCELLED, Row, checked, day_number
from consultrules.facts.preparation import Before, preparation
from consultrules.facts.session_facts import DECLARED
from consultrules.models.room import Room
from consultrules.models.session import Session
from consultrules.policy.edition import Edition
from consultrules.policy.vocabulary import SessionStatus


def session_row(
    session: Session,
    *,
    before: Before,
    room: Room | None,
    policy: Edition,
    as_of: dt.date | None = None,
    attested: Attested = UNTOLD,
) -> Row:
    """The facts of one session, with what came before it; after ``as_of`` it has not been held yet."""
    facts: dict[str, int | None] = dict.fromkeys(DECLARED)
    evidence: dict[str, tuple[str, ...]] = {}
    ahead = as_of is not None and session.on > as_of
    facts["session_held"] = int(session.status is SessionStatus.HELD and not ahead)
    facts["session_day"] = day_number(session.on)
    facts["continues"] = int(session.continues is not None)
    if session.form is not None:
        facts["session_form"] = session.form.number
    if room is not None:
        facts["room_kind"] = room.kind_on(session.on).number
    composition(session, room, policy, facts)
    preparation(session, before, room, policy, facts, evidence)
    doubts = attested.fill(("session",), session.id, facts, evidence, session.on)
    impossible = checked(facts, DECLARED).union(doubts.contradicting)
    unit = room.unit if room is not None else None
    part = CANCELLED if session.status is SessionStatus.CANCELLED else ""
    return Row(
        "session",
        session.id,
        facts,
        session.on,
        unit,
        impossible,
        evidence,
        part,
        expired=frozenset(doubts.expired),
    )
