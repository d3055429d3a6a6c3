"""Research before consultation (商前调研, 3.4) and the notice to participants (3.5.s2)."""

from __future__ import annotations

from typing import Annotated

from pydantic import model_validator

from consultrules.models.base import Count, Day, Flag, Id, Name, Record, impossible, of
from consultrules.models.body import Body
from consultrules.policy.vocabulary import Capacity, Clarification, NoticeChannel, ResearchForm


class SensitiveReport(Record):
    """A report of a sensitive matter to Party committee and government (3.4.s5a)."""

    on: Day
    to: tuple[Body, ...] = ()


class Research(Record):
    """One piece of research on a topic.

    It went on from ``start`` to ``end``, both included; without ``end`` it took the single day ``start``.
    ``participants`` counts all who took part, the organiser included (reading L2), ``by_capacity``
    how many in which capacity; ``clarified=None`` means not told, ``()`` that nothing was made
    clear.
    """

    id: Id
    topic: Id
    start: Day
    end: Day | None = None
    organiser: Annotated[Id | None, of("3.4.s2")] = None
    participants: Count | None = None
    by_capacity: dict[Capacity, Count] | None = None
    combined_with: Annotated[tuple[ResearchForm, ...], of("3.4.s1b")] = ()
    clarified: Annotated[tuple[Clarification, ...] | None, of("3.4.s3")] = None
    subtopics: Annotated[tuple[Name, ...], of("3.4.s4b")] = ()
    sensitive_met: Flag | None = None
    sensitive_reports: Annotated[tuple[SensitiveReport, ...] | None, of("3.4.s5a")] = None

    @model_validator(mode="after")
    def _possible(self) -> Research:
        if self.end is not None and self.end < self.start:
            raise impossible("end < start")
        most = max((self.by_capacity or {}).values(), default=0)
        if self.participants is not None and most > self.participants:
            raise impossible("by_capacity > participants")
        return self


class Notice(Record):
    """A notice before a session: by person or by count, with what it told (3.5.s2)."""

    id: Id
    topic: Id
    session: Id | None = None
    on: Day
    channel: Annotated[NoticeChannel | None, of("3.5.s2")] = None
    persons: Annotated[tuple[Id, ...] | None, of("3.5.s2.i5")] = None
    count: Count | None = None
    content: Annotated[Flag | None, of("3.5.s2.i6")] = None
    information: Flag | None = None

    @model_validator(mode="after")
    def _possible(self) -> Notice:
        if self.persons is not None and self.count is not None and self.count != len(self.persons):
            raise impossible("count != persons")
        if self.persons is not None and len(set(self.persons)) != len(self.persons):
            raise impossible("persons: one person twice")
        return self
