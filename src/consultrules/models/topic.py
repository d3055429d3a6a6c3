"""A topic (议题): where it came from, its text, its preliminary review and approvals (3.2)."""

from __future__ import annotations

from typing import Annotated

from pydantic import model_validator

from consultrules.models.base import Count, Day, Flag, Id, Name, Record, Text, impossible, of
from consultrules.models.body import Body
from consultrules.policy.support import SelectionCriterion
from consultrules.policy.vocabulary import (
    ApprovalOutcome,
    Capacity,
    Tier,
    TopicChannel,
    TopicDomain,
    TopicFocus,
    TopicSource,
)


class Selection(Record):
    """How a topic was selected (3.2.s2a, s2b): candidates compared, and the criteria that it meets."""

    candidates_compared: Count | None = None
    selected_for: tuple[SelectionCriterion, ...] | None = None


class PreliminaryReview(Record):
    """Preliminary review of a sector topic by the functional office with departments (3.2.s6)."""

    by: Body
    on: Day
    departments: tuple[Name, ...] | None = None


class Approval(Record):
    """A decision of the approving body on the topic (3.2.s2c; reading R16).

    ``text`` is the wording approved; left out, it is the topic's own.
    """

    by: Body
    on: Day
    outcome: ApprovalOutcome = ApprovalOutcome.APPROVED
    text: Text | None = None

    @model_validator(mode="after")
    def _possible(self) -> Approval:
        if self.outcome is ApprovalOutcome.AMENDED and self.text is None:
            raise impossible("text: an amended approval names the new text")
        return self


class Topic(Record):
    """A topic of one room.

    ``departments`` are those concerned; ``needs`` the tier at which the matter must be settled,
    decided by ``needs_decided_by`` (reading R8); ``entrusted_by`` the Party committee and
    government that asked for the consultation (3.7.s5), or whoever else is said to have, of whom
    the text says nothing: then the report to them stays unknown. ``required_capacities`` matter
    under reading C7 only; ``editorial_change_attested`` allows a wording that differs from the
    approved one (reading L5). ``approvals=None`` means not told, ``()`` that none was given; so
    with ``entrusted_by``.
    """

    id: Id
    room: Id
    text: Text
    collected_on: Day | None = None
    channel: Annotated[TopicChannel | None, of("3.2.s1b")] = None
    source: Annotated[TopicSource | None, of("3.2.s1c")] = None
    focus: Annotated[TopicFocus | None, of("3.2.s1a")] = None
    domain: Annotated[TopicDomain | None, of("5.1.s3a")] = None
    candidates_compared: Annotated[Count | None, of("3.2.s2a")] = None
    selected_for: Annotated[tuple[SelectionCriterion, ...], of("3.2.s2b")] = ()
    departments: tuple[Name, ...] | None = None
    preliminary_reviews: Annotated[tuple[PreliminaryReview, ...] | None, of("3.2.s6")] = None
    approvals: Annotated[tuple[Approval, ...] | None, of("3.2.s2c")] = None
    entrusted: Flag | None = None
    entrusted_by: Annotated[tuple[Body, ...], of("3.7.s5")] = ()
    sensitive: Annotated[Flag | None, of("3.4.s5a")] = None
    needs: Tier | None = None
    needs_decided_by: Body | None = None
    required_capacities: tuple[Capacity, ...] | None = None
    editorial_change_attested: Flag = False

    def hold_together(self) -> None:
        """Raise a fault if the fields contradict each other."""
        if self.entrusted is False and self.entrusted_by:
            raise impossible("entrusted = false, entrusted_by")

    @model_validator(mode="after")
    def _possible(self) -> Topic:
        self.hold_together()
        return self
