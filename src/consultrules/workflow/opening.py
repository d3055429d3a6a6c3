"""What the first entry of a case puts on record: the case so far, its room, and the edition it lives by."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from consultrules.models.base import Count, Id, Name, Record
from consultrules.models.case_record import CaseRecord
from consultrules.models.room import Room
from consultrules.policy.edition import Edition, edition
from consultrules.policy.parameters import Parameters


class Opening(Record):
    """A case as it begins, so that the journal can be read where nothing else is at hand.

    ``readings`` are the options that were chosen, ``local`` the numbers that places had tightened.
    """

    case: CaseRecord
    room: Room
    edition: Name
    readings: dict[Id, Name] = Field(default_factory=dict)
    local: tuple[tuple[Id, dict[Id, Count | dict[Id, Count]]], ...] = ()

    @classmethod
    def of(cls, case: CaseRecord, room: Room, policy: Edition) -> Opening:
        """The opening of a case by an edition."""
        return cls(
            case=case,
            room=room,
            edition=policy.name,
            readings=dict(policy.readings.chosen),
            local=tuple((code, tightened(policy, numbers)) for code, numbers in policy.local),
        )

    def policy(self) -> Edition:
        """The edition that the case lives by.

        Raises:
            EditionError: when there is no such edition, reading or number any more.
        """
        made = edition(self.edition).with_readings(**self.readings)
        for code, numbers in self.local:
            made = made.tighten(code, **numbers)
        return made


def tightened(policy: Edition, numbers: Parameters) -> dict[str, Any]:
    """The numbers that differ from those of the whole city."""
    return numbers.beyond(policy.parameters)
