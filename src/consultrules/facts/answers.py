"""What came of a suggestion list: tasks, feedback, publication, dissent explained (3.7)."""

from __future__ import annotations

import datetime as dt

from consultrules.facts.delivery import is_ruler
from consultrules.facts.fact import NEVER, NOT_YET, Evidence, Facts, day_number
from consultrules.models.base import says
from consultrules.models.case_record import CaseRecord
from consultrules.policy.vocabulary import Capacity, Organ


def day_or_never(record: object) -> int:
    """The day of a record, or that of what has not been done."""
    on: dt.date | None = getattr(record, "on", None)
    return NEVER if on is None else day_number(on)


def answers(case: CaseRecord, facts: Facts, evidence: Evidence) -> None:
    """Fill in the responsibility and feedback lists and what they answer."""
    facts["responsibility_list_day"] = day_or_never(case.responsibility_list)
    facts["feedback_list_day"] = day_or_never(case.feedback_list)
    facts["feedback_to_convener_day"] = day_or_never(case.feedback)
    reached = case.feedback.to is Capacity.CONVENER if case.feedback is not None else NOT_YET
    facts["feedback_reached_convener"] = int(reached)
    tasks = case.responsibility_list.tasks if case.responsibility_list is not None else None
    items = case.suggestion_list.items if case.suggestion_list is not None else None
    if items is not None:
        facts["suggestions"] = len(items)
    if tasks is not None:
        facts["tasks"] = len(tasks)
    made = case.feedback_list
    if made is None:
        for code in ("tasks_with_outcome", "feedback_author_is_not_room", "threads_answered"):
            facts[code] = NOT_YET
        return
    if made.by is not None:
        theirs = is_ruler(made.by) or made.by.organ is Organ.DEPARTMENT
        facts["feedback_author_is_not_room"] = int(theirs)
    if tasks is not None:
        open_tasks = tuple(task.id for task in tasks if not task.has_outcome)
        facts["tasks_with_outcome"] = len(tasks) - len(open_tasks)
        evidence["tasks_with_outcome"] = open_tasks
    if items is not None and tasks is not None and made.answers is not None:
        answered = {a.suggestion for a in made.answers} & {s for t in tasks for s in t.suggestions}
        silent = tuple(item.id for item in items if item.id not in answered)
        facts["threads_answered"] = len(items) - len(silent)
        evidence["threads_answered"] = silent


def publication(case: CaseRecord, facts: Facts) -> None:
    """Fill in when, how and how widely the result was published."""
    made = case.publication
    facts["published_day"] = day_or_never(made)
    facts["publication_withheld_reasoned"] = 0
    if made is None:
        facts["publication_manner_given"] = facts["publication_scope_given"] = NOT_YET
        return
    facts["publication_manner_given"] = int(says(made.manner))
    facts["publication_scope_given"] = int(says(made.scope))
    withheld = made.on is None and says(made.withheld_reason)
    facts["publication_withheld_reasoned"] = int(withheld)


def dissent(case: CaseRecord, facts: Facts, evidence: Evidence) -> None:
    """Fill in the dissent; unexplained it stays open until publication: the text sets no day."""
    if case.dissent is None:
        return
    silent = tuple(d.person for d in case.dissent if d.explained_on is None and not d.explained)
    facts["dissent"] = len(case.dissent)
    facts["dissent_explained"] = len(case.dissent) - len(silent)
    evidence["dissent_explained"] = silent
    if silent and facts["published_day"] == NEVER:
        facts["dissent_explained"] = NOT_YET
