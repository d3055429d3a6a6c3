"""All facts by grain: the columns of every table, and what ``cr.needs`` answers from."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from consultrules.facts import (
    body_year,
    case_facts,
    evaluation,
    member,
    room,
    session_facts,
    unit,
    year,
)
from consultrules.facts.fact import Declared

FACTS: Mapping[str, Declared] = MappingProxyType(
    {
        "room": room.DECLARED,
        "session": session_facts.DECLARED,
        "case": case_facts.DECLARED,
        "evaluation": evaluation.DECLARED,
        "member": member.DECLARED,
        "member_year": year.MEMBER_YEAR_FACTS,
        "room_year": year.ROOM_YEAR_FACTS,
        "unit": unit.DECLARED,
        "body_year": body_year.DECLARED,
    }
)
