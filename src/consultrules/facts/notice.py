"""The notice before a session: who was told what in time (3.5.s2); materials for the convener (5.1.s2b)."""

from __future__ import annotations

from collections.abc import Sequence

from consultrules.facts.composition import took_part
from consultrules.facts.delivery import is_ruler
from consultrules.facts.fact import NEVER, day_number
from consultrules.facts.sitting import Sitting
from consultrules.models.body import Body
from consultrules.models.research import Notice
from consultrules.policy.vocabulary import Organ


def notice_facts(told_of: Sitting) -> None:
    """Fill in whom topic and information reached in time: the same day counts by reading L18."""
    session, notices, limit = told_of.session, told_of.before.notices, told_of.limit
    facts, evidence = told_of.facts, told_of.evidence
    good = [n for n in notices or () if n.on <= limit and n.session in (None, session.id)]
    if good:
        facts["notice_lead_days"] = min((session.on - n.on).days for n in good)
    if notices is not None and all(n.channel is not None for n in good):
        facts["notice_channels"] = len({n.channel for n in good})
    for code, told, own, on_roll in (
        ("participants_notified", "content", "notified", "notified_on"),
        ("participants_informed", "information", "informed", "informed_on"),
    ):
        heard = _Heard(good, told)
        if session.roll is not None:
            days = {line.person: getattr(line, on_roll) for line in took_part(session)}
            if notices is not None or any(day is not None for day in days.values()):
                told_by = heard.persons | {
                    p for p, d in days.items() if d is not None and d <= limit
                }
                missing = tuple(person for person in days if person not in told_by)
                reached = max(len(days) - len(missing), min(heard.most, len(days)))
                facts[code] = reached if reached == len(days) or heard.certain else None
                counted = heard.most and not told_by  # so many were told, and nobody said who
                evidence[code] = missing if reached != len(days) and not counted else ()
        elif getattr(session, own) is not None:
            facts[code] = getattr(session, own)
        elif notices is not None:
            facts[code] = heard.among(session.participants)


def materials(told: Sitting) -> None:
    """Fill in when the convener first had materials from Party, government or a department (5.1.s2b)."""
    given, facts = told.before.materials, told.facts
    if given is not None:
        theirs = [m.on for m in given if m.by is not None and _may_give(m.by)]
        if theirs:
            facts["materials_day"] = day_number(min(theirs))
        elif all(m.by is not None for m in given):  # from nobody knows whom is not known
            facts["materials_day"] = NEVER


def _may_give(body: Body) -> bool:
    return is_ruler(body) or body.organ is Organ.DEPARTMENT


class _Heard:
    """What some notices say of who was told the content or the information.

    ``persons`` by name, ``most`` by count: two notices may have reached the same people, so counts are
    never added up. ``certain`` is false where a notice does not say what or how many it told.
    """

    def __init__(self, notices: Sequence[Notice], told: str) -> None:
        telling = [n for n in notices if getattr(n, told)]
        self.persons = {person for n in telling for person in n.persons or ()}
        self.most = max((n.count or 0 for n in telling if n.persons is None), default=0)
        self.certain = all(
            getattr(n, told) is False
            or (getattr(n, told) is True and (n.persons is not None or n.count is not None))
            for n in notices
        )

    def among(self, participants: int | None) -> int | None:
        """How many of so many participants were told, as far as anybody can say."""
        reached = max(len(self.persons), self.most)
        if participants is not None and reached >= participants:
            return participants
        return reached if self.certain else None
