"""Research before a session: what it made clear, who took part, what was sensitive (3.4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from consultrules.errors import RoutingError
from consultrules.facts.fact import NEVER, Facts, day_number
from consultrules.facts.sitting import Sitting
from consultrules.models.body import Body
from consultrules.models.research import Research
from consultrules.models.room import Room
from consultrules.policy.vocabulary import Capacity, Clarification
from consultrules.routing.table import steps

_CLARIFIED = {f"clarified_{word.value}": word for word in Clarification}
_PUBLIC = Capacity.PUBLIC_REPRESENTATIVE
RESEARCH = (
    "research_day",
    "research_end_day",
    "research_participants",
    "research_public_representatives",
    *_CLARIFIED,
)
"""The facts that ``research_facts`` fills in."""


def research_facts(told: Sitting) -> None:
    """Fill in research done before the session; failing that, the first that was done after.

    What was made clear only then was not clear when the session was held (reading L4).
    """
    research, limit, facts = told.before.research, told.limit, told.facts
    if research is None:
        return
    if not research:
        facts.update(dict.fromkeys(RESEARCH, 0), research_day=NEVER, research_end_day=NEVER)
        return
    in_order = sorted(research, key=_end) if len(research) > 1 else research
    in_time = [one for one in in_order if _end(one) <= limit]
    _clarified(facts, in_time)
    done = in_time or in_order[:1]
    facts["research_participants"] = _greatest([_people(one) for one in done])
    facts["research_public_representatives"] = _greatest([_public(one) for one in done])
    facts["research_day"] = facts["research_end_day"] = day_number(_end(done[-1]))


def _clarified(facts: Facts, in_time: Sequence[Research]) -> None:
    """What was made clear; what was not is known where everyone told."""
    told = [one.clarified for one in in_time]
    clear = {word for words in told for word in words or ()}
    for code, word in _CLARIFIED.items():
        if word in clear:
            facts[code] = 1
        elif None not in told:
            facts[code] = 0


def _people(research: Research) -> int | None:
    by = research.by_capacity
    if research.participants is None and by is not None:
        return sum(by.values())
    return research.participants


def _public(research: Research) -> int | None:
    by = research.by_capacity
    return None if by is None else by.get(_PUBLIC, 0)


def _greatest(numbers: Sequence[int | None]) -> int | None:
    """Of several numbers the greatest counts: the same people may have come twice.

    Where none of those told came, somebody may have come to a piece of which nobody told.
    """
    known = [number for number in numbers if number is not None]
    most = max(known, default=None)
    return most if most or len(known) == len(numbers) else None


def _end(research: Research) -> dt.date:
    """The last day of the research; without one it took a single day."""
    return research.end or research.start


def sensitive(told: Sitting) -> None:
    """Fill in a sensitive matter: reported once all that the route names were told (3.4.s5a)."""
    topic, research, facts = told.before.topic, told.before.research, told.facts
    met = [r.sensitive_met for r in research or ()]
    if topic is not None:
        met.append(topic.sensitive)
    if True in met:
        facts["sensitive"] = 1
    elif False in met:
        facts["sensitive"] = 0
    if research is None:
        return
    if not research:
        facts["sensitive_reported_day"] = NEVER  # without research nothing was reported during it
    elif told.room is not None and [r for r in research if r.sensitive_reports is not None]:
        _reported(told, research, told.room)


def _reported(told: Sitting, research: Sequence[Research], room: Room) -> None:
    """The day by which reports of a sensitive matter had reached all that the route names."""
    facts, evidence = told.facts, told.evidence
    try:
        step = steps("sensitive", room, told.policy)[0]
    except RoutingError as error:
        evidence["sensitive_reported_day"] = (error.field,)
        return
    given = sorted((s for r in research for s in r.sensitive_reports or ()), key=lambda s: s.on)
    reached: tuple[Body, ...] = ()
    facts["sensitive_reported_day"] = NEVER
    for report in given:
        reached += report.to
        groups, hit = step.reached(reached)
        if hit == groups:
            facts["sensitive_reported_day"] = day_number(report.on)
            break
    else:
        # A report that nobody told of may have been the one that is lacking.
        if any(r.sensitive_reports is None and r.sensitive_met is not False for r in research):
            facts["sensitive_reported_day"] = None
    evidence["sensitive_reported_day"] = tuple([a.name() for a in step.unreached(reached)])
