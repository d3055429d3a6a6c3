"""An attestation: somebody answers for what no record can show (entries carried as attestations)."""

from __future__ import annotations

from pydantic import model_validator

from consultrules.models.base import Day, Flag, Id, Record, Text, impossible
from consultrules.models.body import Body


class Attestation(Record):
    """One statement about one subject: that a clause holds for it, or that it does not.

    ``clause`` is the address of an entry that is carried so, or of one above several of them
    (``4.3.s2c`` speaks for its four items); ``subject`` the id of the room, session, case or
    person, or the code of the county or city whose body answers for it. ``by`` is the body that
    attests, or the id of the person. From ``until`` on it has expired, and nobody knows.
    """

    clause: Id
    subject: Id
    holds: Flag
    by: Body | Id | None = None
    on: Day
    evidence: Text | None = None
    until: Day | None = None

    @model_validator(mode="after")
    def _possible(self) -> Attestation:
        if self.until is not None and self.until <= self.on:
            raise impossible("until <= on")
        return self
