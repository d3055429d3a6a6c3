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
from consultrules.policy.vocabulary import SessionStatus

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
_File = Callable[[Any, Any], Any]
"""What stood in a field, and what a step puts on record → what stands there then."""


def _more(old: tuple[Any, ...] | None, record: Any) -> tuple[Any, ...]:
    """One more of several, or several more."""
    return (*(old or ()), *(record if type(record) is tuple else (record,)))


def _hold(old: tuple[Session, ...], held: Session) -> tuple[Session, ...]:
    """A session that was held takes the place of its plan."""
    if not old:
        return (held,)
    rest = [s for s in old if s.id != held.id or s.status is not SessionStatus.PLANNED]
    return (*rest, held)


def _instead(old: Any, record: Any) -> Any:
    """The one of its kind: a later one takes its place; an older one, recorded late, does not."""
    known, day = getattr(old, "on", None), record.on
    return old if known is not None and day is not None and day < known else record


def _decide(topic: Topic, approval: Approval) -> Topic:
    return topic.filed(approvals=(*(topic.approvals or ()), approval))


def _review(topic: Topic, review: PreliminaryReview) -> Topic:
    return topic.filed(preliminary_reviews=(*(topic.preliminary_reviews or ()), review))


def _select(topic: Topic, selection: Selection) -> Topic:
    told = {name: getattr(selection, name) for name in selection.model_fields_set}
    return topic.filed(**{name: value for name, value in told.items() if value is not None})


def _report_sensitive(
    research: tuple[Research, ...] | None, report: SensitiveReport
) -> tuple[Research, ...]:
    """A report belongs to the research that it was made in: the last that had begun by its day."""
    if not research:
        told = "SensitiveReport: no research that it was made in"
        raise IntakeError([Fault("record", "impossible", told)])
    begun = [r for r in research if r.start <= report.on] or research[:1]
    during = max(begun, key=lambda r: r.start)
    more = during.filed(sensitive_reports=(*(during.sensitive_reports or ()), report))
    return tuple(more if r is during else r for r in research)


def _explain(
    old: tuple[Dissent, ...] | None, explained: tuple[Dissent, ...]
) -> tuple[Dissent, ...]:
    """Who held a different opinion is told once; told again, the later word about the person holds."""
    return tuple({d.person: d for d in (*(old or ()), *explained)}.values())


_FILES: Mapping[Move, tuple[str, _File, type[Record]]] = {
    Move.SELECT: ("topic", _select, Selection),
    Move.PRELIMINARY_REVIEW: ("topic", _review, PreliminaryReview),
    Move.APPROVE: ("topic", _decide, Approval),
    Move.RETURN: ("topic", _decide, Approval),
    Move.RESEARCH: ("research", _more, Research),
    Move.REPORT_SENSITIVE: ("research", _report_sensitive, SensitiveReport),
    Move.PROVIDE_MATERIALS: ("materials", _more, Materials),
    Move.NOTIFY: ("notices", _more, Notice),
    Move.HOLD: ("sessions", _hold, Session),
    Move.LIST_SUGGESTIONS: ("suggestion_list", _instead, SuggestionList),
    Move.REPORT: ("deliveries", _more, Delivery),
    Move.REVIEW: ("group_reviews", _more, GroupReview),
    Move.ESCALATE: ("escalations", _more, Delivery),
    Move.ASSIGN: ("responsibility_list", _instead, ResponsibilityList),
    Move.PUBLISH_PROGRESS: ("progress", _more, Progress),
    Move.LIST_FEEDBACK: ("feedback_list", _instead, FeedbackList),
    Move.FEED_BACK: ("feedback", _instead, ConvenerFeedback),
    Move.PUBLISH: ("publication", _instead, Publication),
    Move.REPORT_ENTRUSTED: ("entrusted_reports", _more, Delivery),
    Move.EXPLAIN_DISSENT: ("dissent", _explain, Dissent),
    Move.FOLLOW_UP: ("follow_ups", _more, FollowUp),
    Move.EVALUATE: ("evaluations", _more, Evaluation),
}
_TOGETHER = frozenset({Delivery, Dissent})
"""Of these a step puts several on record at once."""


def produced(step: Move) -> tuple[str | None, bool]:
    """The name of the record that a step produces, if any, and whether several at once."""
    if step is Move.COLLECT:
        return Topic.__name__, False
    model = _FILES[step][2] if step in _FILES else None
    return (model.__name__, model in _TOGETHER) if model is not None else (None, False)


def is_filed(step: Move) -> bool:
    """Whether a step puts anything on record once the case is open."""
    return step in _FILES


def file(fields: Fields, step: Move, record: Any) -> None:
    """Put what a step produced into the fields of a case record."""
    field, how, _ = _FILES[step]
    fields[field] = how(fields[field], record)


def fields_of(record: CaseRecord) -> Fields:
    """The fields of a case record, to be changed."""
    return {name: record.__dict__[name] for name in CaseRecord.model_fields}


def with_filed(record: CaseRecord, step: Move, filed: Any) -> tuple[CaseRecord, str | None]:
    """The case record with what a step produced in it, and the field that is another now.

    Whether that can be, ``sound`` tells of the field.
    """
    filing = _FILES.get(step)
    if filed is None or filing is None:
        return record, None
    field, how, _ = filing
    return record.filed(**{field: how(record.__dict__[field], filed)}), field


def kept_out(record: CaseRecord, step: Move, filed: Any) -> CaseRecord | None:
    """The case record as if what was filed stood there, where a newer one of its kind keeps its place.

    ``record`` is the case record with it; ``None`` where it stands there in any case.
    """
    filing = _FILES.get(step)
    if filing is None or filing[1] is not _instead or record.__dict__[filing[0]] is filed:
        return None
    return record.filed(**{filing[0]: filed})
