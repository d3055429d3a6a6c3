"""A session (一次协商活动): who came, in what capacity, by roll or by head counts (3.3, 3.5)."""

from __future__ import annotations

from typing import Annotated

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from consultrules.models.base import Count, Day, Flag, Id, Name, Record, Text, impossible, of
from consultrules.policy.support import LiaisonDepartment
from consultrules.policy.vocabulary import (
    AttendanceStatus,
    Capacity,
    RepresentativeCategory,
    SessionForm,
    SessionStatus,
)

HEAD_COUNTS = (
    "participants",
    "public_representatives",
    "members",
    "stakeholders",
    "representative_persons",
    "stakeholder_representatives",
    "sector_members",
    "officials",
    "officials_invited",
    "governance_backbone_invited",
    "notified",
    "informed",
)
PARTS = (
    *((name, "participants") for name in HEAD_COUNTS[1:8]),
    ("stakeholder_representatives", "public_representatives"),
    ("stakeholder_representatives", "stakeholders"),
    ("sector_members", "members"),
)
"""Head counts that can never exceed another one."""
SUMS = tuple(
    ((public, other), "participants")
    for public in ("public_representatives", "stakeholder_representatives")
    for other in ("members", "sector_members", "officials")
)
"""Head counts that can never exceed another one together: nobody is counted in both.

By reading C3 whoever attends as member or official is no public representative. No other two counts
stand here: a member may be an official, and a stakeholder may be either or a public representative (C2).
"""


class Attendance(Record):
    """One line of the roll.

    ``also`` holds further capacities of the same person, who is counted once (reading C2);
    ``sector`` is a member's CPPCC sector, ``department`` that of an official where it is one of the
    six of 6.1.s4a; the two days say when the person was told the topic and
    the information.
    """

    person: Id
    capacity: Capacity
    also: tuple[Capacity, ...] = ()
    status: AttendanceStatus = AttendanceStatus.PRESENT
    invited: Flag = True
    category: Annotated[RepresentativeCategory | None, of("4.3.s4a")] = None
    sector: Name | None = None
    department: Annotated[LiaisonDepartment | None, of("6.1.s4a")] = None
    notified_on: Day | None = None
    informed_on: Day | None = None

    def acts_as(self, capacity: Capacity) -> bool:
        """Whether the person is there in this capacity, as the main one or as a further one."""
        return self.capacity is capacity or capacity in self.also


class Session(Record):
    """One sitting of a consultation, held or planned.

    Head counts are of people who took part in any form (readings C6, C8); staff, recorders and
    media are not participants (C1). ``continues`` names the sitting that this one continues (F10),
    ``hosts`` every room that convened it when several did (F5), ``convened_by`` the conveners
    present, ``text`` the wording consulted on when it is not the topic's.
    """

    id: Id
    room: Id
    topic: Id
    on: Day
    form: Annotated[SessionForm | None, of("2.2.4.s1b")] = None
    status: SessionStatus = SessionStatus.HELD
    continues: Id | None = None
    hosts: tuple[Id, ...] = ()
    convened_by: Annotated[tuple[Id, ...] | None, of("4.1.s2b")] = None
    text: Text | None = None
    size_reason: Annotated[Text | None, of("3.3.s3b")] = None
    sector_priority_attested: Annotated[Flag | None, of("3.3.s6")] = None
    roll: tuple[Attendance, ...] | None = None
    participants: Count | None = None
    public_representatives: Count | None = None
    members: Count | None = None
    stakeholders: Count | None = None
    representative_persons: Count | None = None
    stakeholder_representatives: Count | None = None
    sector_members: Count | None = None
    officials: Count | None = None
    officials_invited: Count | None = None
    governance_backbone_invited: Annotated[Count | None, of("5.2.s1b")] = None
    leaders_invited: Annotated[Count | None, of("6.1.s3b")] = None
    departments_invited: Annotated[tuple[LiaisonDepartment, ...] | None, of("6.1.s4a")] = None
    notified: Count | None = None
    informed: Count | None = None

    @model_validator(mode="after")
    def _possible(self) -> Session:
        if self.continues == self.id:
            raise impossible("continues = id")
        if self.roll is None:
            self._counts_possible()
            return self
        people = [line.person for line in self.roll]
        if len(set(people)) != len(people):
            twice = next(p for p in people if people.count(p) > 1)
            raise PydanticCustomError("twice_on_roll", "twice", {"reason": f"roll: {twice}"})
        if any(getattr(self, name) is not None for name in HEAD_COUNTS):
            raise impossible("roll and head counts: give one of them")
        return self

    def _counts_possible(self) -> None:
        for part, whole in PARTS:
            few, many = getattr(self, part), getattr(self, whole)
            if few is not None and many is not None and few > many:
                raise impossible(f"{part} > {whole}")
        for parts, whole in SUMS:
            many = getattr(self, whole)
            if many is not None and sum([getattr(self, part) or 0 for part in parts]) > many:
                raise impossible(f"{' + '.join(parts)} > {whole}")
