"""The lists of suggestions, responsibilities and feedback, and more (3.6, 3.7, 5.1.s3c)."""

from __future__ import annotations

from typing import Annotated

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from consultrules.models.base import Day, Flag, Id, Name, Record, Text, impossible, of, says
from consultrules.models.body import Body
from consultrules.policy.vocabulary import Capacity, ResultKind

_UNDER_WAY = frozenset({ResultKind.UNDER_WAY, ResultKind.PLANNED})
_NOT_DONE = frozenset({ResultKind.NOT_POSSIBLE, ResultKind.NOT_ADOPTED})


class Suggestion(Record):
    """One suggestion of the list; later lists answer it by its id (reading T1)."""

    id: Id
    text: Text | None = None


class SuggestionList(Record):
    """The suggestion list of a topic (3.6.s1); without suggestions it says why (reading L8)."""

    on: Day
    items: tuple[Suggestion, ...] | None = None
    reason_for_none: Text | None = None

    @property
    def is_void(self) -> bool:
        """Whether it has no suggestion and does not say why: that is no list (reading L8)."""
        return self.items == () and not says(self.reason_for_none)

    @model_validator(mode="after")
    def _possible(self) -> SuggestionList:
        ids = [item.id for item in self.items or ()]
        if len(set(ids)) != len(ids):
            raise PydanticCustomError(
                "duplicate_id", "duplicate", {"reason": "items: one id twice"}
            )
        return self


class Delivery(Record):
    """A paper that reached a body on a day."""

    to: Body
    on: Day


class GroupReview(Record):
    """Review of a sector's list by the leading Party members' group first (3.6.s6, s8)."""

    by: Body
    on: Day


class Task(Record):
    """One task of the responsibility list, the suggestions that it answers, and what became of it.

    ``not_possible`` and ``not_adopted`` are an outcome only with their reason (reading L9).
    """

    id: Id
    suggestions: tuple[Id, ...] = ()
    owner: Body | None = None
    outcome: ResultKind | None = None
    reason: Text | None = None

    @property
    def has_outcome(self) -> bool:
        """Whether the outcome is stated: done, in part, or not done with the reason."""
        if self.outcome is None or self.outcome in _UNDER_WAY:
            return False
        return self.outcome not in _NOT_DONE or says(self.reason)


class ResponsibilityList(Record):
    """The responsibility list, made by Party committee or government (3.7.s1)."""

    on: Day
    by: Body | None = None
    tasks: tuple[Task, ...] | None = None

    @model_validator(mode="after")
    def _possible(self) -> ResponsibilityList:
        ids = [task.id for task in self.tasks or ()]
        if len(set(ids)) != len(ids):
            raise PydanticCustomError(
                "duplicate_id", "duplicate", {"reason": "tasks: one id twice"}
            )
        return self


class Answer(Record):
    """The answer of the feedback list to one suggestion."""

    suggestion: Id
    result: ResultKind | None = None
    text: Text | None = None


class FeedbackList(Record):
    """The feedback list: by Party committee, government or department (3.7.s2a, reading T3)."""

    on: Day
    by: Body | None = None
    answers: tuple[Answer, ...] | None = None


class ConvenerFeedback(Record):
    """Feedback to the convener or, with a warning, the co-convener (3.7.s2b, reading T2)."""

    on: Day
    to: Capacity = Capacity.CONVENER

    @model_validator(mode="after")
    def _possible(self) -> ConvenerFeedback:
        if self.to not in (Capacity.CONVENER, Capacity.CO_CONVENER):
            raise impossible("to: a convener or co-convener")
        return self


class Publication(Record):
    """Publication of the result: how and how widely, or why withheld (3.7.s2c, reading L10)."""

    on: Day | None = None
    manner: Annotated[Name | None, of("3.7.s2c")] = None
    scope: Name | None = None
    withheld_reason: Text | None = None


class Dissent(Record):
    """A person who held a different opinion, and when it was explained (3.7.s6)."""

    person: Id
    explained_on: Day | None = None
    explained: Flag | None = None

    @model_validator(mode="after")
    def _possible(self) -> Dissent:
        if self.explained is False and self.explained_on is not None:
            raise impossible("explained = false, explained_on")
        return self
