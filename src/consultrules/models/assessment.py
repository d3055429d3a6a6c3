"""Assessments (考核) of members and, apart from them, of rooms (4.2.s9, 6.2.s4, s6a; reading E6)."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import model_validator

from consultrules.models.base import Count, Day, Flag, Id, Record, Text, Year, impossible, of
from consultrules.models.body import Body


class MemberAssessment(Record):
    """The assessment of a member for a year: whether room activity is in it, and with which weights.

    ``attendance_weight`` is the weight of taking part, ``contribution_weight`` that of the member's
    role and of the quality of the contribution (4.2.s9b, reading M10: any whole numbers above 0).
    """

    person: Id
    year: Year
    by: Body | None = None
    on: Day | None = None
    activity_included: Annotated[Flag | None, of("4.2.s9a")] = None
    attendance_weight: Annotated[Count | None, of("4.2.s9b.i1")] = None
    contribution_weight: Annotated[Count | None, of("4.2.s9b.i2")] = None

    @model_validator(mode="after")
    def _possible(self) -> MemberAssessment:
        _not_before(self.year, self.on)
        return self


def _not_before(year: int, on: dt.date | None) -> None:
    if on is not None and on.year < year:
        raise impossible("on: before the year that is assessed")


class RoomAssessment(Record):
    """The assessment of a room for a year by a leading Party members' group (6.2.s4)."""

    room: Annotated[Id, of("6.2.s4")]
    year: Year
    by: Body | None = None
    on: Day | None = None
    result: Text | None = None

    @model_validator(mode="after")
    def _possible(self) -> RoomAssessment:
        _not_before(self.year, self.on)
        return self


class AssessmentScheme(Record):
    """What a leading Party members' group assesses organs and members by in a year (6.2.s6a)."""

    by: Body
    year: Year
    activity_included: Annotated[Flag, of("6.2.s6a")]
