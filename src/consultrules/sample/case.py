"""A sound case: one topic of a room from collection to publication, with what is attested of it."""

from __future__ import annotations

import datetime as dt
import random

from consultrules.sample.attested import attestation
from consultrules.sample.outcome import (
    escalate,
    evaluation_of,
    follow_up,
    lists_of,
    report_entrusted,
)
from consultrules.sample.preparation import (
    entrust,
    meet_sensitive_matter,
    notice_of,
    research_of,
    topic_of,
)
from consultrules.sample.session import session_of
from consultrules.sample.site import Site
from consultrules.sample.words import MARK, Data, after

OF_CASE = ("2.2.2.s1a", "3.2.s2b")
OF_SESSION = ("3.3.s1", "3.5.s3c")


def case_of(rng: random.Random, site: Site, topic: str, days: list[dt.date]) -> Data:
    """One topic of a room with a session on each of the days, added to the room's own."""
    first, last = days[0], days[-1]
    sessions = [session_of(rng, site, topic, n, day) for n, day in enumerate(days, 1)]
    case: Data = {
        "topic": topic_of(rng, topic, site, first),
        "research": [research_of(rng, topic, site, first)],
        "notices": [notice_of(rng, s, day) for s, day in zip(sessions, days, strict=True)],
        "materials": [{"on": after(first, rng.randint(-18, -5)), "by": site.rulers[1]}],
        "sessions": sessions,
        "dissent": [],
        **lists_of(rng, site, last),
    }
    _sometimes(rng, site, case, last)
    site.cases.append(case)
    site.attestations += [attestation(c, topic, by=site.approver, on=last) for c in OF_CASE]
    for session, day in zip(sessions, days, strict=True):
        by = site.place.body("ROOM", title=f"{MARK}协商议事室")
        more = [attestation(c, session["id"], by=by, on=day) for c in OF_SESSION]
        site.attestations += more
    return case


def _sometimes(rng: random.Random, site: Site, case: Data, day: dt.date) -> None:
    """What only some cases have; a room's first is always evaluated where it meets in spring."""
    topic, research = case["topic"], case["research"][0]
    if site.departments:
        escalate(case, site, day)
    if rng.random() < 1 / 12:
        person = site.room["representatives"][0]["person"]
        case["dissent"] = [{"person": person, "explained_on": after(day, 4)}]
    if rng.random() < 1 / 15:
        meet_sensitive_matter(topic, research, site)
    if rng.random() < 1 / 20:
        entrust(topic, site)
        report_entrusted(case, day)
    if rng.random() < 1 / 10:
        follow_up(rng, case, site, day)
    if not site.cases and rng.random() < 1 / 3:
        case["evaluations"] = [evaluation_of(topic["id"], site, day)]
