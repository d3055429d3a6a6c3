"""What came of a suggestion list: tasks, feedback, publication, dissent explained (3.7)."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from consultrules.facts.delivery import DEPARTMENT
from consultrules.facts.fact import EPOCH, NEVER, NOT_YET
from consultrules.facts.life import Life
from consultrules.models.base import says
from consultrules.models.body import is_ruler
from consultrules.models.lists import Dissent
from consultrules.policy.vocabulary import Capacity

_CONVENER = Capacity.CONVENER


class _Dated(Protocol):
    @property
    def on(self) -> dt.date | None: ...


def day_or_never(record: _Dated | None) -> int:
    """The day of a record, or that of what has not been done."""
    on = record.on if record is not None else None
    return NEVER if on is None else on.toordinal() - EPOCH  # asked for every paper of every case


def papers(told: Life) -> None:
    """Fill in when the later lists were made, and when and by whom the convener was told."""
    case, facts = told.case, told.facts
    facts["responsibility_list_day"] = day_or_never(case.responsibility_list)
    facts["feedback_list_day"] = day_or_never(case.feedback_list)
    feedback = case.feedback
    facts["feedback_to_convener_day"] = day_or_never(feedback)
    reached = feedback.to is _CONVENER if feedback is not None else NOT_YET
    facts["feedback_reached_convener"] = int(reached)


def answers(told: Life) -> None:
    """Fill in the tasks, those whose outcome is stated, and who made the feedback list."""
    case, facts = told.case, told.facts
    assigned, made = case.responsibility_list, case.feedback_list
    tasks = assigned.tasks if assigned is not None else None
    if tasks is not None:
        facts["tasks"] = len(tasks)
    if made is None:
        facts["tasks_with_outcome"] = facts["feedback_author_is_not_room"] = NOT_YET
        return
    by = made.by
    if by is not None:
        facts["feedback_author_is_not_room"] = int(is_ruler(by) or by.organ is DEPARTMENT)
        told.evidence["feedback_author_is_not_room"] = (by.name(),)
    if tasks is not None:
        open_tasks = tuple([task.id for task in tasks if not task.has_outcome])
        facts["tasks_with_outcome"] = len(tasks) - len(open_tasks)
        told.evidence["tasks_with_outcome"] = open_tasks


def threads(told: Life) -> None:
    """Fill in the suggestions, and those that both later lists answer one by one."""
    case, facts = told.case, told.facts
    made, assigned, listed = case.feedback_list, case.responsibility_list, case.suggestion_list
    items = listed.items if listed is not None else None
    if items is not None:
        facts["suggestions"] = len(items)
    if made is None:
        facts["threads_answered"] = NOT_YET
        return
    tasks, given = assigned.tasks if assigned is not None else None, made.answers
    if items is not None and tasks is not None and given is not None:
        answered = {a.suggestion for a in given} & {s for t in tasks for s in t.suggestions}
        silent = tuple([item.id for item in items if item.id not in answered])
        facts["threads_answered"] = len(items) - len(silent)
        told.evidence["threads_answered"] = silent


def publication(told: Life) -> None:
    """Fill in when, how and how widely the result was published."""
    made, facts = told.case.publication, told.facts
    facts["published_day"] = day_or_never(made)
    facts["publication_withheld_reasoned"] = 0
    if made is None:
        facts["publication_manner_given"] = facts["publication_scope_given"] = NOT_YET
        return
    withheld = made.on is None and says(made.withheld_reason)
    # What was withheld was published in no manner, whatever had been intended (L10).
    facts["publication_manner_given"] = int(says(made.manner) and not withheld)
    facts["publication_scope_given"] = int(says(made.scope) and not withheld)
    facts["publication_withheld_reasoned"] = int(withheld)


def dissent(told: Life) -> None:
    """Fill in the dissent; unexplained it stays open until publication: the text sets no day."""
    case, facts, evidence = told.case, told.facts, told.evidence
    if case.dissent is None:
        return
    silent = tuple([d.person for d in case.dissent if not _explained(d, told.first)])
    facts["dissent"] = len(case.dissent)
    facts["dissent_explained"] = len(case.dissent) - len(silent)
    evidence["dissent_explained"] = silent
    if silent and facts["published_day"] == NEVER:
        facts["dissent_explained"] = NOT_YET


def _explained(dissent: Dissent, first: dt.date | None) -> bool:
    """Whether a dissent was explained: it arises in consultation, so nothing said before is about it."""
    on = dissent.explained_on
    return bool(dissent.explained) if on is None else first is not None and on >= first
