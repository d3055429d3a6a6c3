"""All facts by grain: the columns of every table, and what ``cr.needs`` answers from."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from consultrules.facts import case, evaluation, member, room, session, unit, year
from consultrules.facts.fact import Declared

FACTS: Mapping[str, Declared] = MappingProxyType(
    {
        "room": room.DECLARED,
        "session": session.DECLARED,
        "case": case.DECLARED,
        "evaluation": evaluation.DECLARED,
        "member": member.DECLARED,
        "member_year": year.MEMBER_YEAR_FACTS,
        "room_year": year.ROOM_YEAR_FACTS,
        "unit": unit.DECLARED,
    }
)
