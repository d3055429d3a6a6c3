"""Research before a session: what it made clear, who took part, what was sensitive (3.4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from operator import attrgetter, itemgetter
from typing import Any

from consultrules.errors import RoutingError
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
    pieces = [_piece(one.__dict__) for one in research]
    if len(pieces) > 1:
        pieces.sort(key=_end)
    in_time = [piece for piece in pieces if piece[0] <= limit]
    _clarified(facts, in_time)
    done = in_time or pieces[:1]
    facts["research_participants"] = _greatest([people for _, _, people, _ in done])
    facts["research_public_representatives"] = _greatest([public for _, _, _, public in done])
    facts["research_day"] = facts["research_end_day"] = day_number(done[-1][0])


_Piece = tuple[dt.date, Sequence[Clarification] | None, int | None, int | None]
_end = itemgetter(0)


def _piece(fields: Mapping[str, Any]) -> _Piece:
    """What research tells: its last day, what it made clear, who took part, who of them for the public.

    Without a last day it took a single one.
    """
    by, people = fields["by_capacity"], fields["participants"]
    if by is None:
        public = None
    else:
        public = by.get(_PUBLIC, 0)
        if people is None:
            people = sum(by.values())
    return fields["end"] or fields["start"], fields["clarified"], people, public


def _clarified(facts: Facts, in_time: Sequence[_Piece]) -> None:
    """What was made clear; what was not is known where everyone told."""
    clear: set[Clarification] = set()
    everyone_told = True
    for _, words, _, _ in in_time:
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
    met: set[bool | None] = set() if topic is None else {topic["sensitive"]}
    given: list[SensitiveReport] | None = None
    untold = False  # a report that nobody told of may have been the one that is lacking
    for one in research or ():
        fields = one.__dict__
        met.add(fields["sensitive_met"])
        if fields["sensitive_reports"] is not None:
            given = [*(given or ()), *fields["sensitive_reports"]]
        elif fields["sensitive_met"] is not False:
            untold = True
    if True in met:
        facts["sensitive"] = 1
    elif False in met:
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
