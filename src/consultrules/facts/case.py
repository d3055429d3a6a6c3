"""A case as one row of facts: lists, receivers, answers, publication, dissent (3.6, 3.7)."""

from __future__ import annotations

from consultrules.facts.answers import (
    answers,
    day_or_never,
    dissent,
    papers,
    publication,
    threads,
)
from consultrules.facts.attested import UNTOLD, Attested, attested_codes
from consultrules.facts.case_facts import DECLARED
from consultrules.facts.delivery import entrusted, escalation, owner, receivers
from consultrules.facts.fact import NEVER, Check, Row, checked, day_number
from consultrules.facts.follow_up import progress, upward
from consultrules.facts.life import Life
from consultrules.facts.section import Section, Sections
from consultrules.models.body import PARTY_ORGANS
from consultrules.models.case_record import CaseRecord
from consultrules.models.room import Room
from consultrules.policy.edition import Edition


def _room(told: Life) -> None:
    """What kind of room it was on the day of the last session."""
    room, facts = told.room, told.facts
    if room is not None:
        facts["room_kind"] = (room.kind if told.last is None else room.kind_on(told.last)).number
        facts["room_tier"] = room.tier.number if room.tier is not None else None


def _topic(told: Life) -> None:
    topic, facts = told.case.topic, told.facts
    facts["needs"] = topic.needs.number if topic.needs is not None else 0
    facts["candidates_compared"] = topic.candidates_compared


def _session(told: Life) -> None:
    told.facts["session_day"] = NEVER if told.last is None else day_number(told.last)


def _list(told: Life) -> None:
    """The day of the suggestion list; one without suggestions is a list once it says why (reading L8)."""
    made = told.case.suggestion_list
    if made is not None and made.is_void:
        told.evidence["list_day"] = ("reason_for_none",)
    else:
        told.facts["list_day"] = day_or_never(made)


def _reached_party(told: Life) -> None:
    papers = (*told.case.deliveries, *told.case.escalations)
    told.facts["list_reached_party"] = int(any(d.to.organ in PARTY_ORGANS for d in papers))


def _attested(told: Life) -> None:
    doubts = told.attested.fill(("case",), told.case.id, told.facts, told.evidence, told.day)
    told.expired, told.contradicting = frozenset(doubts.expired), frozenset(doubts.contradicting)


_SECTIONS = Sections(
    DECLARED,
    Section(_session, ("session_day",)),
    Section(_list, ("list_day",)),
    Section(_topic, ("needs", "candidates_compared")),
    Section(_room, ("room_kind", "room_tier")),
    Section(receivers, ("receiver_groups_required", "receiver_groups_reached"), (_session, _list)),
    Section(
        escalation,
        (
            "party_group_review_day",
            "escalated_day",
            "escalation_reached_party",
            "escalation_reached_government",
        ),
        (_session, _list),
    ),
    Section(
        owner,
        ("responsibility_owner_is_party_or_government", "responsibility_owner_is_department"),
    ),
    Section(_reached_party, ("list_reached_party",)),
    Section(entrusted, ("entrusted", "entrusted_report_day"), (_session,)),
    Section(
        papers,
        (
            "responsibility_list_day",
            "feedback_list_day",
            "feedback_to_convener_day",
            "feedback_reached_convener",
        ),
    ),
    Section(answers, ("tasks", "tasks_with_outcome", "feedback_author_is_not_room")),
    Section(threads, ("suggestions", "threads_answered")),
    Section(
        publication,
        (
            "published_day",
            "publication_manner_given",
            "publication_scope_given",
            "publication_withheld_reasoned",
        ),
    ),
    Section(progress, ("progress_day",), (papers,)),
    Section(upward, ("upward", "upward_by_channel")),
    Section(dissent, ("dissent", "dissent_explained"), (publication,)),
    Section(_attested, attested_codes("case")),
)
"""What a row of a case is read in."""


def case_row(
    case: CaseRecord,
    *,
    room: Room | None,
    policy: Edition,
    attested: Attested = UNTOLD,
    only: frozenset[str] | None = None,
    check: Check = checked,
) -> Row:
    """The facts of one case after its sessions.

    With ``only`` the row has no more than it takes to tell these facts, each as in the whole row.
    ``check`` is ``checked``, or something quicker that comes to the same.
    """
    chosen = _SECTIONS.chosen(only)
    told = Life(case, room, policy, attested, chosen.blank.copy())
    for step in chosen.steps:
        step(told)
    impossible = check(told.facts, chosen.declared)
    return Row(
        "case",
        case.topic.id,
        told.facts,
        told.day,
        room.unit if room is not None else None,
        impossible | told.contradicting if told.contradicting else impossible,
        told.evidence,
        "",
        "",
        told.expired,
    )
