"""The notice before a session: who was told what in time (3.5.s2); materials for the convener (5.1.s2b)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from consultrules.facts.composition import took_part
from consultrules.facts.delivery import DEPARTMENT
from consultrules.facts.fact import NEVER, day_number
from consultrules.facts.sitting import Sitting
from consultrules.models.body import Body, is_ruler


def hear(told: Sitting) -> None:
    """Find the notices in time of the session: the same day counts by reading L18."""
    limit, own_id = told.limit, told.own["id"]
    heard: list[Mapping[str, Any]] = []
    for notice in told.before.notices or ():
        fields = notice.__dict__
        if fields["on"] <= limit and fields["session"] in (None, own_id):
            heard.append(fields)
    told.heard = heard


def notice_facts(told: Sitting) -> None:
    """Fill in how long before the session, and through how many channels, there was notice."""
    own, facts, heard = told.own, told.facts, told.heard
    if heard:
        facts["notice_lead_days"] = (own["on"] - _all_told_on(told)).days
    elif told.before.notices is not None and own["roll"] is None and own["notified"] is None:
        facts["notice_lead_days"] = 0  # nobody was told ahead
    speaking = [n for n in heard if any(n[content] is not False for _, content, *_ in _REACHED)]
    channels = {notice["channel"] for notice in speaking}
    if told.before.notices is not None and None not in channels:
        facts["notice_channels"] = len(channels)


def _all_told_on(told: Sitting) -> dt.date:
    """The day by which notices had told everybody everything, else that of the last: a reminder is no delay."""
    heard, roll = told.heard, told.own["roll"]
    present = None if roll is None else {line.person for line in took_part(told.session)}
    everybody = told.own["participants"] if present is None else len(present)
    days: list[dt.date] = sorted({notice["on"] for notice in heard})
    for day in days[:-1] if everybody is not None else ():
        by_then = [notice for notice in heard if notice["on"] <= day]
        so_far = [_Heard(by_then, content) for _, content, *_ in _REACHED]
        named = [h.persons if present is None else h.persons & present for h in so_far]
        if all(h.among(everybody, len(n)) == everybody for h, n in zip(so_far, named, strict=True)):
            return day
    return days[-1]


def reached(told: Sitting) -> None:
    """Fill in whom topic and information reached in time."""
    own, notices, heard, facts = told.own, told.before.notices, told.heard, told.facts
    if own["roll"] is None:
        everybody = own["participants"]
        for code, content, counted, _ in _REACHED:
            number = own[counted]
            if number is None and notices is not None:
                told_of = _Heard(heard, content)
                number = told_of.among(everybody, len(told_of.persons))
            facts[code] = number
        return
    present = took_part(told.session)
    for code, content, _, on_roll in _REACHED:
        days = {line.person: getattr(line, on_roll) for line in present}
        if notices is not None or any(day is not None for day in days.values()):
            number, missing = _on_roll(_Heard(heard, content), days, told.limit)
            facts[code], told.evidence[code] = number, missing


_REACHED = (
    ("participants_notified", "content", "notified", "notified_on"),
    ("participants_informed", "information", "informed", "informed_on"),
)


def _on_roll(
    heard: _Heard, days: Mapping[str, dt.date | None], limit: dt.date
) -> tuple[int | None, tuple[str, ...]]:
    """How many of those on the roll were told in time, and who was not.

    Nobody is named where a notice only counts, or does not say whom it told: it may have told anybody.
    """
    told_by = heard.persons | {p for p, d in days.items() if d is not None and d <= limit}
    missing = tuple([person for person in days if person not in told_by])
    by_name = heard.certain and not any(heard.counts)
    return heard.among(len(days), len(days) - len(missing)), missing if by_name else ()


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
    return is_ruler(body) or body.organ is DEPARTMENT


class _Heard:
    """What some notices say of who was told the content or the information.

    ``persons`` by name, ``counts`` how many each notice told that names nobody. ``certain`` is false where
    a notice does not say what or how many it told.
    """

    __slots__ = ("certain", "counts", "persons")

    def __init__(self, notices: Sequence[Mapping[str, Any]], told: str) -> None:
        self.persons: set[str] = set()
        self.counts: list[int] = []
        self.certain = True
        for notice in notices:
            tells, persons, count = notice[told], notice["persons"], notice["count"]
            if tells and persons is not None:
                self.persons.update(persons)
            elif tells and count is not None:
                self.counts.append(count)
            elif tells is not False:
                self.certain = False

    def among(self, participants: int | None, named: int) -> int | None:
        """How many of so many participants were told, so many of them by name; unknown where it is open.

        Two notices may have told the same people or not: the truth lies between the greatest number and
        all added up. Where even these are too few for everybody the least is told, which is certain.
        """
        least = max([named, *self.counts])
        if participants is not None and least >= participants:
            return participants
        most = named + sum(self.counts)
        short = participants is not None and most < participants
        return least if self.certain and (least == most or short) else None
