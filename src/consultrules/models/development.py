"""What is done for people: training, sitting in, the talent pool (4.1.s6, 4.2.s8a, 4.3.s6a, 4.4.s1b)."""

from __future__ import annotations

from typing import Annotated

from pydantic import model_validator

from consultrules.models.base import Day, Id, Name, Record, impossible, of
from consultrules.models.body import Body
from consultrules.policy.support import SittingOccasion, TalentPool


def _once(persons: tuple[str, ...]) -> None:
    if len(set(persons)) != len(persons):
        raise impossible("persons: one person twice")


class Training(Record):
    """A training of conveners or members, with who took part (4.1.s6, 4.2.s8a)."""

    id: Id
    on: Day
    persons: Annotated[tuple[Id, ...], of("4.1.s6")]
    by: Body | None = None
    theme: Name | None = None

    @model_validator(mode="after")
    def _possible(self) -> Training:
        _once(self.persons)
        return self


class SittingIn(Record):
    """One batch of public representatives who sat in on a meeting of the CPPCC (4.3.s6a)."""

    id: Id
    on: Day
    by: Body
    occasion: Annotated[SittingOccasion, of("4.3.s6a")]
    persons: tuple[Id, ...]

    @model_validator(mode="after")
    def _possible(self) -> SittingIn:
        _once(self.persons)
        return self


class Nomination(Record):
    """A representative person put forward for a pool of talent or a think tank (4.4.s1b)."""

    id: Id
    person: Id
    on: Day
    by: Body
    pool: Annotated[TalentPool, of("4.4.s1b")]
