"""What each step puts on record, and where in the case record it goes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from consultrules.errors import Fault, IntakeError
from consultrules.models.base import Record
from consultrules.models.case_record import CaseRecord, Evaluation
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
from consultrules.models.research import Notice, Research, SensitiveReport
from consultrules.models.session import Session
from consultrules.models.topic import Approval, PreliminaryReview, Selection, Topic
from consultrules.policy.lifecycle import Move

MODELS: Mapping[str, type[Record]] = {
    model.__name__: model
    for model in (
        Topic,
        Selection,
        PreliminaryReview,
        Approval,
        Research,
        SensitiveReport,
        Materials,
        Notice,
        Session,
        SuggestionList,
        Delivery,
        GroupReview,
        ResponsibilityList,
        Progress,
        FeedbackList,
        ConvenerFeedback,
        Publication,
        Dissent,
        FollowUp,
        Evaluation,
    )
}
"""The records that steps produce, by the name under which an edge asks for one."""

Fields = dict[str, Any]
"""The fields of a case record while it is being folded."""
_File = Callable[[Fields, Any], None]


def _add(field: str) -> _File:
    """One more of several, or several more."""

    def file(fields: Fields, record: Any) -> None:
        more = record if type(record) is tuple else (record,)
        fields[field] = (*(fields[field] or ()), *more)

    return file


def _put(field: str) -> _File:
    """The one of its kind: a later one takes its place."""

    def file(fields: Fields, record: Any) -> None:
        fields[field] = record

    return file


def _decide(fields: Fields, approval: Approval) -> None:
    topic: Topic = fields["topic"]
    fields["topic"] = topic.filed(approvals=(*(topic.approvals or ()), approval))


def _review(fields: Fields, review: PreliminaryReview) -> None:
    topic: Topic = fields["topic"]
    reviews = (*(topic.preliminary_reviews or ()), review)
    fields["topic"] = topic.filed(preliminary_reviews=reviews)


def _select(fields: Fields, selection: Selection) -> None:
    told = {name: getattr(selection, name) for name in selection.model_fields_set}
    fields["topic"] = fields["topic"].filed(**{k: v for k, v in told.items() if v is not None})


def _report_sensitive(fields: Fields, report: SensitiveReport) -> None:
    """A report belongs to the research that it was made in: the last that had begun by its day."""
    research: tuple[Research, ...] = fields["research"] or ()
    if not research:
        told = "SensitiveReport: no research that it was made in"
        raise IntakeError([Fault("record", "impossible", told)])
    begun = [r for r in research if r.start <= report.on] or research[:1]
    during = max(begun, key=lambda r: r.start)
    more = during.filed(sensitive_reports=(*(during.sensitive_reports or ()), report))
    fields["research"] = tuple(more if r is during else r for r in research)


def _explain(fields: Fields, explained: tuple[Dissent, ...] | Dissent) -> None:
    """Who held a different opinion is told once; told again, the later word about the person holds."""
    told = explained if type(explained) is tuple else (explained,)
    people = {d.person: d for d in (*(fields["dissent"] or ()), *told)}
    fields["dissent"] = tuple(people.values())


_FILES: Mapping[Move, _File] = {
    Move.SELECT: _select,
    Move.PRELIMINARY_REVIEW: _review,
    Move.APPROVE: _decide,
    Move.RETURN: _decide,
    Move.RESEARCH: _add("research"),
    Move.REPORT_SENSITIVE: _report_sensitive,
    Move.PROVIDE_MATERIALS: _add("materials"),
    Move.NOTIFY: _add("notices"),
    Move.HOLD: _add("sessions"),
    Move.LIST_SUGGESTIONS: _put("suggestion_list"),
    Move.REPORT: _add("deliveries"),
    Move.REVIEW: _add("group_reviews"),
    Move.ESCALATE: _add("escalations"),
    Move.ASSIGN: _put("responsibility_list"),
    Move.PUBLISH_PROGRESS: _add("progress"),
    Move.LIST_FEEDBACK: _put("feedback_list"),
    Move.FEED_BACK: _put("feedback"),
    Move.PUBLISH: _put("publication"),
    Move.REPORT_ENTRUSTED: _add("entrusted_reports"),
    Move.EXPLAIN_DISSENT: _explain,
    Move.FOLLOW_UP: _add("follow_ups"),
    Move.EVALUATE: _add("evaluations"),
}


def file(fields: Fields, step: Move, record: Any) -> None:
    """Put what a step produced into the fields of a case record."""
    filing = _FILES.get(step)
    if filing is not None and record is not None:
        filing(fields, record)


def fields_of(record: CaseRecord) -> Fields:
    """The fields of a case record, to be changed."""
    return {name: record.__dict__[name] for name in CaseRecord.model_fields}


def with_filed(record: CaseRecord, step: Move, filed: Any) -> CaseRecord:
    """The case record with what a step produced in it; whether that can be, ``sound`` tells."""
    if filed is None or step not in _FILES:
        return record
    fields = fields_of(record)
    _FILES[step](fields, filed)
    changed = {name: value for name, value in fields.items() if value is not record.__dict__[name]}
    return record.filed(**changed)
