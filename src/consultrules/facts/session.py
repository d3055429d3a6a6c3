"""A session as one row of facts: who came, what came before, what was attested (3.2 to 3.5)."""

from __future__ import annotations

import datetime as dt

from consultrules.facts.attested import UNTOLD, Attested, attested_codes
from consultrules.facts.composition import COMPOSITION, composition
from consultrules.facts.fact import CANCELLED, Check, Row, checked, day_number
from consultrules.facts.notice import hear, materials, notice_facts, reached
from consultrules.facts.preparation import (
    CAPACITY_FLAGS,
    approved,
    bodies,
    decide,
    find_route,
    review,
    topic_facts,
)
from consultrules.facts.research import RESEARCH, research_facts, sensitive, study
from consultrules.facts.section import Section, Sections
from consultrules.facts.session_facts import DECLARED
from consultrules.facts.sitting import Before, Sitting
from consultrules.models.room import Room
from consultrules.models.session import Session
from consultrules.policy.edition import Edition
from consultrules.policy.vocabulary import SessionStatus

_HELD, _PLANNED = SessionStatus.HELD, SessionStatus.PLANNED
_CANCELLED = SessionStatus.CANCELLED


def _itself(told: Sitting) -> None:
    """The sitting: whether it was held, when, how, and in what kind of room."""
    facts, own, room = told.facts, told.own, told.room
    on, form = own["on"], own["form"]
    facts["session_held"] = _took_place(own["status"], on, told.as_of)
    facts["session_day"] = day_number(on)
    facts["continues"] = 0
    if own["continues"] is not None:
        others = {s.id: s for s in told.before.sessions or () if s.id != own["id"]}
        facts["continues"] = _carries_on(own["continues"], others, told.as_of or on)
    if form is not None:
        facts["session_form"] = form.number
    if room is not None:
        facts["room_kind"] = room.kind_on(on).number


def _took_place(status: SessionStatus, on: dt.date, as_of: dt.date | None) -> int | None:
    """Whether a session took place by a day; of one that was planned for a day before nobody told."""
    if as_of is not None and status is _PLANNED and on < as_of:
        return None
    return int(status is _HELD and (as_of is None or on <= as_of))


def _carries_on(earlier: str, others: dict[str, Session], day: dt.date) -> int | None:
    """Whether a sitting that continues an earlier one carries on what was begun by a day (F10).

    What never took place cannot be carried on, unless it was to carry on another that did. An earlier
    sitting of which nobody told more took place.
    """
    other = others.pop(earlier, None)
    if other is None:
        return 1
    took_place = _took_place(other.status, other.on, day)
    if took_place == 1 or other.continues is None:
        return took_place
    rest = _carries_on(other.continues, others, day)
    return rest if took_place == 0 or rest == 1 else None


def _attested(told: Sitting) -> None:
    session = told.session
    doubts = told.attested.fill(("session",), session.id, told.facts, told.evidence, session.on)
    told.expired, told.contradicting = frozenset(doubts.expired), frozenset(doubts.contradicting)


_SECTIONS = Sections(
    DECLARED,
    Section(_itself, ("session_held", "session_day", "continues", "session_form", "room_kind")),
    Section(composition, COMPOSITION),
    Section(approved, ("approved_day", "text_is_approved_text"), (find_route, decide)),
    Section(topic_facts, (*(f"{name}_required" for name in CAPACITY_FLAGS), "topic_departments")),
    Section(
        bodies,
        ("approver_organ", "approver_unit", "route_organ", "route_unit"),
        (find_route, decide),
    ),
    Section(
        review,
        ("preliminary_review_day", "preliminary_departments", "topic_departments_reviewing"),
        (find_route, decide),
    ),
    Section(research_facts, RESEARCH, (study,)),
    Section(sensitive, ("sensitive", "sensitive_reported_day"), (study,)),
    Section(notice_facts, ("notice_lead_days", "notice_channels"), (hear,)),
    Section(reached, ("participants_notified", "participants_informed"), (hear,)),
    Section(materials, ("materials_day",)),
    Section(_attested, attested_codes("session")),
    always=("session_held",),
)
"""What a row of a session is read in; a rule of this grain always asks whether it was held."""


def session_row(
    session: Session,
    *,
    before: Before,
    room: Room | None,
    policy: Edition,
    as_of: dt.date | None = None,
    attested: Attested = UNTOLD,
    only: frozenset[str] | None = None,
    check: Check = checked,
) -> Row:
    """The facts of one session, with what came before it; after ``as_of`` it has not been held yet.

    With ``only`` the row has no more than it takes to tell these facts, each as in the whole row.
    ``check`` is ``checked``, or something quicker that comes to the same.
    """
    chosen = _SECTIONS.chosen(only)
    told = Sitting(
        session, before, room, policy, as_of=as_of, attested=attested, facts=chosen.blank.copy()
    )
    for step in chosen.steps:
        step(told)
    own, impossible = told.own, check(told.facts, chosen.declared)
    return Row(
        "session",
        own["id"],
        told.facts,
        own["on"],
        room.unit if room is not None else None,
        impossible | told.contradicting if told.contradicting else impossible,
        told.evidence,
        CANCELLED if own["status"] is _CANCELLED else "",
        "",
        told.expired,
    )
