"""People: memberships of the CPPCC, residence, willingness; names are personal data."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from consultrules.models.base import Day, Flag, Id, Name, Private, Record, Valid, of
from consultrules.models.body import Body
from consultrules.models.unit import UnitRef
from consultrules.policy.vocabulary import Tier


class Membership(Valid):
    """Membership of a CPPCC: its level, the county or city where it is held, and the sector."""

    level: Tier
    unit: UnitRef | None = None
    sector: Name | None = None


class Person(Record):
    """A person of the information base (4.0.s2a); everything but ``id`` may be unknown.

    ``lives_in_nantong`` is 住通 for members of higher levels (4.2.s2, reading M6).
    """

    id: Id
    name: Private | None = None
    phone: Private | None = None
    residence: UnitRef | None = None
    lives_in_nantong: Annotated[Flag | None, of("4.2.s2")] = None
    memberships: Annotated[tuple[Membership, ...], of("4.2.s2")] = ()

    def memberships_on(self, day: dt.date) -> tuple[Membership, ...]:
        """The memberships that hold on a day."""
        return tuple(m for m in self.memberships if m.valid_on(day))


class Invitation(Record):
    """An invitation of a member to a room (4.2.s3 to s7): whom, when, and to whom the room applied.

    ``applied_to`` holds the bodies in the order of the application; ``None`` means not told, an
    empty list a direct invitation. ``willing`` is the member's own will, ``accepted`` whether the
    member said yes.
    """

    id: Id
    room: Id
    person: Id
    on: Day
    topic_needs: Flag = True
    applied_to: Annotated[tuple[Body, ...] | None, of("4.2.s6")] = None
    willing: Annotated[Flag | None, of("4.2.s3")] = None
    accepted: Flag | None = None
