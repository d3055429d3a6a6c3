"""Research before a session: what it made clear, who took part, what was sensitive (3.4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Any

from consultrules.errors import RoutingError
from consultrules.facts.composition import NOT_PARTICIPANTS
from consultrules.facts.fact import NEVER, Facts, day_number
from consultrules.facts.sitting import Sitting
from consultrules.models.body import Body
from consultrules.models.research import SensitiveReport
from consultrules.policy.vocabulary import Capacity, Clarification
from consultrules.routing.table import steps

_CLARIFIED = {f"clarified_{word.value}": word for word in Clarification}
_PUBLIC = Capacity.PUBLIC_REPRESENTATIVE
_on = attrgetter("on")
RESEARCH = (
    "research_day",
    "research_end_day",
    "research_participants",
    "research_public_representatives",
    *_CLARIFIED,
)
"""The facts that ``research_facts`` fills in."""


def study(told: Sitting) -> None:
    """Find the research done before the session; failing that, all that was done after it."""
    pieces = [one.__dict__ for one in told.before.research or ()]
    if len(pieces) > 1:
        pieces.sort(key=_end)
    limit = told.limit
    told.in_time = [fields for fields in pieces if (fields["end"] or fields["start"]) <= limit]
    told.studied = told.in_time or pieces


def research_facts(told: Sitting) -> None:
    """Fill in research done before the session; failing that, the first that was done after.

    What was made clear only then was not clear when the session was held (reading L4).
    """
    in_time, facts = told.in_time, told.facts
    if told.before.research is None:
        return
    if not told.studied:
        facts.update(dict.fromkeys(RESEARCH, 0), research_day=NEVER, research_end_day=NEVER)
        return
    _clarified(facts, in_time)
    counts = [_people(fields) for fields in in_time or told.studied[:1]]
    facts["research_participants"] = _greatest([people for people, _ in counts])
    facts["research_public_representatives"] = _greatest([public for _, public in counts])
    last = in_time[-1] if in_time else told.studied[0]
    facts["research_day"] = facts["research_end_day"] = day_number(_end(last))


def _end(fields: Mapping[str, Any]) -> dt.date:
    """The last day of the research; without one it took a single day."""
    end: dt.date = fields["end"] or fields["start"]
    return end


def _people(fields: Mapping[str, Any]) -> tuple[int | None, int | None]:
    """Who took part in research, and who of them for the public; staff and media take part in nothing (C1)."""
    by, people = fields["by_capacity"], fields["participants"]
    if by is None:
        return people, None
    if people is None:
        people = sum(by.values())
    if not NOT_PARTICIPANTS.isdisjoint(by):
        aside = sum([number for capacity, number in by.items() if capacity in NOT_PARTICIPANTS])
        people = max(people - aside, 0)
    return people, by.get(_PUBLIC, 0)


def _clarified(facts: Facts, in_time: Sequence[Mapping[str, Any]]) -> None:
    """What was made clear; what was not is known where everyone told."""
    clear: set[Clarification] = set()
    everyone_told = True
    for fields in in_time:
        words = fields["clarified"]
        if words is None:
            everyone_told = False
        else:
            clear.update(words)
    for code, word in _CLARIFIED.items():
        if word in clear:
            facts[code] = 1
        elif everyone_told:
            facts[code] = 0


def _greatest(numbers: Sequence[int | None]) -> int | None:
    """Of several numbers the greatest counts: the same people may have come twice.

    Where none of those told came, somebody may have come to a piece of which nobody told.
    """
    if len(numbers) == 1:
        return numbers[0]
    known = [number for number in numbers if number is not None]
    most = max(known, default=None)
    return most if most or len(known) == len(numbers) else None


def sensitive(told: Sitting) -> None:
    """Fill in a sensitive matter: reported once all that the route names were told (3.4.s5a)."""
    topic, research, facts = told.topic, told.before.research, told.facts
    topical = None if topic is None else topic["sensitive"]
    met: set[bool | None] = set()
    given: list[SensitiveReport] | None = None
    untold = False  # a report that nobody told of may have been the one that is lacking
    for fields in told.studied:  # what came up after a session is not about it
        met.add(fields["sensitive_met"])
        if fields["sensitive_reports"] is not None:
            given = [*(given or ()), *fields["sensitive_reports"]]
        elif fields["sensitive_met"] is not False:
            untold = True
    if topical or True in met:
        facts["sensitive"] = 1
    elif topical is False or met == {False}:
        facts["sensitive"] = 0
    if research is not None and not research:
        facts["sensitive_reported_day"] = NEVER  # without research nothing was reported during it
    elif given or (given is not None and facts["sensitive"] != 0):
        _reported(told, given, untold=untold)
    elif given is not None:  # whom to tell is no question where there was nothing to tell
        facts["sensitive_reported_day"] = None if untold else NEVER


def _reported(told: Sitting, given: list[SensitiveReport], *, untold: bool) -> None:
    """The day by which reports of a sensitive matter had reached all that the route names."""
    facts, evidence = told.facts, told.evidence
    if told.room is None:
        return
    try:
        step = steps("sensitive", told.room, told.policy)[0]
    except RoutingError as error:
        evidence["sensitive_reported_day"] = (error.field,)
        return
    given.sort(key=_on)
    reached: tuple[Body, ...] = ()
    facts["sensitive_reported_day"] = None if untold else NEVER
    for report in given:
        reached += report.to
        groups, hit = step.reached(reached)
        if hit == groups:
            facts["sensitive_reported_day"] = day_number(report.on)
            break
    evidence["sensitive_reported_day"] = tuple([a.name() for a in step.unreached(reached)])
