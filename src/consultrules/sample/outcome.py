"""What follows a sound session: the three lists, publication, progress, follow-up (3.6 to 3.8)."""

from __future__ import annotations

import datetime as dt
import random

from consultrules.sample.site import Site
from consultrules.sample.words import (
    ASPECTS,
    MANNERS,
    OUTCOMES,
    SUGGESTIONS,
    VOICES,
    Data,
    after,
)


def lists_of(rng: random.Random, site: Site, day: dt.date) -> Data:
    """Suggestions to the right bodies, their answers back to the convener, progress, publication."""
    made = {
        str(n): text for n, text in enumerate(rng.sample(SUGGESTIONS, rng.choice((2, 2, 3))), 1)
    }
    results = {n: rng.choice(OUTCOMES) for n in made}
    government = site.rulers[1]
    tasks = [{"id": n, "suggestions": [n], **result} for n, result in results.items()]
    answers = [{"suggestion": n, "result": result["outcome"]} for n, result in results.items()]
    sent, shown = after(day, rng.randint(5, 9)), {"manner": rng.choice(MANNERS), "scope": "本辖区"}
    return {
        "suggestion_list": {
            "on": after(day, rng.randint(2, 4)),
            "items": [{"id": n, "text": text} for n, text in made.items()],
        },
        "deliveries": [{"to": body, "on": sent} for body in site.receivers],
        "responsibility_list": {"on": after(day, rng.randint(15, 22)), "by": government}
        | {"tasks": tasks},
        "progress": [{"on": after(day, rng.randint(26, 34)), **shown}],
        "feedback_list": {"on": after(day, rng.randint(38, 44)), "by": government}
        | {"answers": answers},
        "feedback": {"on": after(day, rng.randint(45, 49))},
        "publication": {"on": after(day, rng.randint(50, 58)), **shown},
    }


def escalate(case: Data, site: Site, day: dt.date) -> None:
    """Let a sector's matter be settled by county or city: reviewed, then to Party and government."""
    tier = site.room["tier"]
    case["topic"] |= {"needs": tier, "needs_decided_by": site.place.body("FUNCTIONAL_OFFICE")}
    case["group_reviews"] = [{"by": site.approver, "on": after(day, 10)}]
    case["escalations"] = [{"to": body, "on": after(day, 12)} for body in site.rulers]


def report_entrusted(case: Data, day: dt.date) -> None:
    """Tell who entrusted the matter what came of it."""
    bodies = case["topic"]["entrusted_by"]
    case["entrusted_reports"] = [{"to": body, "on": after(day, 8)} for body in bodies]


def follow_up(rng: random.Random, case: Data, site: Site, day: dt.date) -> None:
    """Carry the matter up by a channel of 3.7.s7, or let members follow it up (3.7.s8)."""
    if site.kind != "city_sector" and rng.random() < 1 / 2:
        channel = rng.choice(("proposal", "public_opinion_report"))
        county = {"organ": "GOVERNMENT", "unit": site.place.cppcc}
        made = {"channel": channel, "to": county, "suggestions": ["1"]}
    else:
        made = {"channel": rng.choice(("inspection", "supervision", "appraisal"))}
    case["follow_ups"] = [{"on": after(day, rng.randint(20, 60)), **made}]


def evaluation_of(topic: str, site: Site, day: dt.date) -> Data:
    """By the work committee, or by the CPPCC for a sector; a problem was found and put right."""
    by = site.place.body("CPPCC" if site.departments else "WORK_COMMITTEE")
    found: Data = {"id": f"{topic}-e", "topic": topic, "on": after(day, 65), "by": by}
    found |= {"voices": list(VOICES), "aspects": list(ASPECTS)}
    return found | {"problems": 1, "problems_rectified": 1}
