"""One topic's life on paper: everything that was recorded, from collection to evaluation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Annotated, Literal, Protocol

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from consultrules.errors import Fault, IntakeError
from consultrules.models.base import Count, Day, Id, Record, impossible, of
from consultrules.models.body import Body
from consultrules.models.follow_up import FollowUp, Materials, Progress
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

if TYPE_CHECKING:
    from consultrules.models.room import Room
    from consultrules.policy.edition import Edition


_known_by = itemgetter("id", "topic")


class Evaluation(Record):
    """An evaluation of a consultation (3.8): by whom, with which voices, aspects and results."""

    id: Id
    topic: Id
    on: Day
    by: Annotated[Body | None, of("3.8.s1")] = None
    voices: Annotated[tuple[EvaluationVoice, ...] | None, of("3.8.s2a")] = None
    aspects: Annotated[tuple[EvaluationAspect, ...] | None, of("3.8.s2b")] = None
    problems: Annotated[Count | None, of("3.8.s2c")] = None
    problems_rectified: Count | None = None

    @model_validator(mode="after")
    def _possible(self) -> Evaluation:
        if self.problems is not None and (self.problems_rectified or 0) > self.problems:
            raise impossible("problems_rectified > problems")
        return self


class CaseRecord(Record):
    """The whole record of one topic of one room.

    What comes before a session and is ``None`` has not been told (``unknown``); an empty list says
    that it did not take place. What follows a session and is absent has not been done yet
    (``pending``).
    """

    topic: Topic
    research: tuple[Research, ...] | None = None
    notices: tuple[Notice, ...] | None = None
    materials: Annotated[tuple[Materials, ...] | None, of("5.1.s2b")] = None
    sessions: tuple[Session, ...] = ()
    suggestion_list: Annotated[SuggestionList | None, of("3.6.s1")] = None
    deliveries: tuple[Delivery, ...] = ()
    group_reviews: tuple[GroupReview, ...] = ()
    escalations: tuple[Delivery, ...] = ()
    entrusted_reports: Annotated[tuple[Delivery, ...], of("3.7.s5")] = ()
    responsibility_list: Annotated[ResponsibilityList | None, of("3.7.s1")] = None
    feedback_list: Annotated[FeedbackList | None, of("3.7.s2a")] = None
    feedback: Annotated[ConvenerFeedback | None, of("3.7.s2b")] = None
    publication: Annotated[Publication | None, of("3.7.s2c")] = None
    progress: Annotated[tuple[Progress, ...], of("3.7.s4b")] = ()
    follow_ups: Annotated[tuple[FollowUp, ...], of("3.7.s8")] = ()
    dissent: Annotated[tuple[Dissent, ...] | None, of("3.7.s6")] = None
    evaluations: tuple[Evaluation, ...] = ()

    @property
    def id(self) -> str:
        """A case is known by its topic."""
        return self.topic.id

    def sound(self, *changed: str) -> CaseRecord:
        """The case itself, if its records hold together: for one that was put together by ``filed``.

        ``changed`` are the fields that were filed; without them everything is looked at.

        Raises:
            IntakeError: naming what contradicts what.
        """
        try:
            if not changed:
                self.topic.hold_together()
                self._hold_together()
            for name in changed:
                if name in _CHECKS:
                    _CHECKS[name](self)
        except PydanticCustomError as error:
            told = str((error.context or {}).get("reason", ""))
            raise IntakeError([Fault("record", error.type, told)]) from None
        return self

    @model_validator(mode="after")
    def _possible(self) -> CaseRecord:
        self._hold_together()
        return self

    def _hold_together(self) -> None:
        self._own(self.research)
        self._own(self.notices)
        self._own(self.evaluations)
        self._sessions_possible()
        self._threads_possible()

    def _own(self, records: Sequence[Research | Notice | Session | Evaluation] | None) -> None:
        """Records of one kind are of this topic, and no id stands there twice."""
        topic = self.topic.id
        seen: set[str] = set()
        for record in records or ():
            own, about = _known_by(record.__dict__)
            if about != topic:
                raise _fault("dangling_id", f"{own}: topic {about}")
            if own in seen:
                raise _fault("duplicate_id", f"one id twice: {own}")
            seen.add(own)

    def _sessions_possible(self) -> None:
        room, sessions = self.topic.room, self.sessions
        self._own(sessions)
        for session in sessions:
            told = session.__dict__
            if room != told["room"] and room not in told["hosts"]:
                raise impossible(f"{session.id}: not a session of the topic's room")
            continues = told["continues"]
            if continues is None:
                continue
            earlier = next((other.on for other in sessions if other.id == continues), None)
            if earlier is None:
                raise _fault("dangling_id", f"continues: {continues}")
            if earlier > session.on:
                raise impossible(f"{session.id}: continues a later session")
            self._comes_to_an_end(session)

    def _comes_to_an_end(self, session: Session) -> None:
        """What a session carries on was begun by some session: none carries on itself, by others between."""
        carried = {one.id: one.continues for one in self.sessions}
        here, met = session.continues, {session.id}
        while here is not None:
            if here in met:
                raise impossible(f"{session.id}: continues itself")
            met.add(here)
            here = carried.get(here)

    def _threads_possible(self) -> None:
        listed, assigned, answered = (
            self.suggestion_list,
            self.responsibility_list,
            self.feedback_list,
        )
        items = listed.items if listed is not None else None
        if items is None:
            return
        known = {item.id for item in items}
        tasks = assigned.tasks if assigned is not None else None
        answers = answered.answers if answered is not None else None
        told: list[str] = []
        for task in tasks or ():
            told += task.suggestions
        for step in self.follow_ups:
            told += step.suggestions
        told += [answer.suggestion for answer in answers or ()]
        if not known.issuperset(told):
            strange = next(suggestion for suggestion in told if suggestion not in known)
            raise _fault("dangling_id", f"suggestion: {strange}")


_CHECKS: Mapping[str, Callable[[CaseRecord], None]] = {
    "research": lambda case: case._own(case.research),
    "notices": lambda case: case._own(case.notices),
    "evaluations": lambda case: case._own(case.evaluations),
    "sessions": CaseRecord._sessions_possible,
    **dict.fromkeys(
        ("suggestion_list", "responsibility_list", "feedback_list", "follow_ups"),
        CaseRecord._threads_possible,
    ),
}
"""What has to be looked at anew when a field was filed."""


class Recorded(Protocol):
    """What has a case record and its room, such as a case of the lifecycle."""

    @property
    def record(self) -> CaseRecord:
        """The record of the topic so far."""

    @property
    def room(self) -> Room:
        """The room of the topic."""

    @property
    def policy(self) -> Edition:
        """The edition that it lives by."""


def _fault(code: Literal["dangling_id", "duplicate_id"], reason: str) -> PydanticCustomError:
    return PydanticCustomError(code, "{reason}", {"reason": reason})
