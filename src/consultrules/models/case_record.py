"""One topic's life on paper: everything that was recorded, from collection to evaluation."""

from __future__ import annotations

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from consultrules.models.base import Count, Day, Id, Record, impossible
from consultrules.models.body import Body
from consultrules.models.lists import (
    ConvenerFeedback,
    Delivery,
    Dissent,
    FeedbackList,
    GroupReview,
    Publication,
    ResponsibilityList,
    SuggestionList,
)
from consultrules.models.research import Notice, Research
from consultrules.models.session import Session
from consultrules.models.topic import Topic
from consultrules.policy.vocabulary import EvaluationAspect, EvaluationVoice


class Evaluation(Record):
    """An evaluation of a consultation (3.8): by whom, with which voices and aspects, what came of it."""

    id: Id
    topic: Id
    on: Day
    by: Body | None = None
    voices: tuple[EvaluationVoice, ...] | None = None
    aspects: tuple[EvaluationAspect, ...] | None = None
    problems: Count | None = None
    problems_rectified: Count | None = None

    @model_validator(mode="after")
    def _possible(self) -> Evaluation:
        if self.problems is not None and (self.problems_rectified or 0) > self.problems:
            raise impossible("problems_rectified > problems")
        return self


class CaseRecord(Record):
    """The whole record of one topic of one room.

    What comes before a session and is ``None`` has not been told (``unknown``); an empty list says that
    it did not take place. What follows a session and is absent has not been done yet (``pending``).
    """

    topic: Topic
    research: tuple[Research, ...] | None = None
    notices: tuple[Notice, ...] | None = None
    sessions: tuple[Session, ...] = ()
    suggestion_list: SuggestionList | None = None
    deliveries: tuple[Delivery, ...] = ()
    group_reviews: tuple[GroupReview, ...] = ()
    escalations: tuple[Delivery, ...] = ()
    entrusted_reports: tuple[Delivery, ...] = ()
    responsibility_list: ResponsibilityList | None = None
    feedback_list: FeedbackList | None = None
    feedback: ConvenerFeedback | None = None
    publication: Publication | None = None
    dissent: tuple[Dissent, ...] | None = None
    evaluations: tuple[Evaluation, ...] = ()

    @property
    def id(self) -> str:
        """A case is known by its topic."""
        return self.topic.id

    @model_validator(mode="after")
    def _possible(self) -> CaseRecord:
        own = [*(self.research or ()), *(self.notices or ()), *self.sessions, *self.evaluations]
        for record in own:
            if record.topic != self.topic.id:
                raise PydanticCustomError(
                    "dangling_id", "dangling", {"reason": f"{record.id}: topic {record.topic[:40]}"}
                )
        for several in (self.research or (), self.sessions, self.evaluations):
            ids = [record.id for record in several]  # type: ignore[attr-defined]
            if len(set(ids)) != len(ids):
                raise PydanticCustomError("duplicate_id", "twice", {"reason": f"one id twice: {ids[:9]}"})
        known = {session.id for session in self.sessions}
        for session in self.sessions:
            if session.continues is not None and session.continues not in known:
                raise PydanticCustomError(
                    "dangling_id", "dangling", {"reason": f"continues: {session.continues}"}
                )
        return self
