"""All rules of an edition, in the order of the text. A new heading is added here, nowhere else."""

from __future__ import annotations

from functools import lru_cache

from consultrules.policy.clause import is_under
from consultrules.policy.edition import Edition
from consultrules.rules import (
    attested,
    convener,
    evaluation,
    frequency,
    leadership,
    lists,
    members,
    participants,
    platform,
    public,
    research,
    session,
    support,
    topic,
)
from consultrules.rules.rule import Rule

HEADINGS = (
    platform.UNIT,
    platform.ROOM,
    topic.CASE,
    topic.SESSION,
    participants.SESSION,
    research.SESSION,
    session.SESSION,
    lists.CASE,
    evaluation.EVALUATION,
    frequency.YEAR,
    convener.ROOM,
    members.ROOM,
    members.MEMBER,
    members.MEMBER_YEAR,
    public.ROOM,
    public.SESSION,
    support.SESSION,
    leadership.BODY_YEAR,
    attested.ROOM,
    attested.SESSION,
    attested.CASE,
    attested.BODY_YEAR,
)


@lru_cache(maxsize=64)
def rules_of(policy: Edition) -> tuple[Rule, ...]:
    """Every rule, shaped by the readings of the edition."""
    return tuple(rule for heading in HEADINGS for rule in heading.rules(policy.readings))


def rules_in(policy: Edition, grain: str, scope: tuple[str, ...] = ()) -> tuple[Rule, ...]:
    """The rules of one grain at or under some addresses; all of them for an empty scope."""
    return tuple(
        rule
        for rule in rules_of(policy)
        if rule.grain == grain and (not scope or any(is_under(rule.key, part) for part in scope))
    )
