"""What comes before a sound session: topic, approval, research, materials and notice (3.2, 3.4, 3.5)."""

from __future__ import annotations

import datetime as dt
import random

from consultrules.sample.site import Site
from consultrules.sample.words import (
    CHANNELS,
    CLARIFIED,
    CRITERIA,
    MARK,
    NOTICE_CHANNELS,
    OBJECTS,
    RESEARCH_FORMS,
    SOURCES,
    TOPICS,
    Data,
    after,
)


def topic_of(rng: random.Random, topic: str, site: Site, day: dt.date) -> Data:
    """A topic collected, compared with others, chosen and approved weeks before the session."""
    words, focus, domain = rng.choice(TOPICS)
    found: Data = {"id": topic, "room": site.room["id"]}
    found["text"] = f"{MARK}议题：{rng.choice(OBJECTS)}{words}"
    found |= {"collected_on": after(day, rng.randint(-48, -40)), "channel": rng.choice(CHANNELS)}
    found |= {"source": rng.choice(SOURCES), "focus": focus, "domain": domain}
    found |= {"candidates_compared": rng.randint(2, 6), "selected_for": list(CRITERIA)}
    found |= {"entrusted": False, "sensitive": False}
    found["approvals"] = [{"by": site.approver, "on": after(day, rng.randint(-27, -20))}]
    if site.departments:
        review = {"by": site.place.body("FUNCTIONAL_OFFICE"), "on": after(day, -33)}
        found["departments"] = site.departments
        found["preliminary_reviews"] = [{**review, "departments": site.departments}]
    return found


def entrust(topic: Data, site: Site) -> None:
    """Let the government of the place entrust the matter."""
    topic |= {"entrusted": True, "entrusted_by": [site.rulers[1]], "source": "party_government"}


def research_of(rng: random.Random, topic: str, site: Site, day: dt.date) -> Data:
    """Research by the convener with some of the participants, all three things made clear."""
    public, members = rng.randint(2, 4), rng.randint(1, 2)
    people = {"convener": 1, "member": members, "public_representative": public}
    found: Data = {"id": f"{topic}-y", "topic": topic, "organiser": site.convener}
    found |= {"start": after(day, rng.randint(-16, -13)), "end": after(day, rng.randint(-12, -6))}
    found |= {"participants": sum(people.values()), "by_capacity": people}
    found["clarified"] = list(CLARIFIED)
    if rng.random() < 1 / 5:
        found["combined_with"] = [rng.choice(RESEARCH_FORMS)]
    return found


def meet_sensitive_matter(topic: Data, research: Data, site: Site) -> None:
    """Let the research meet a sensitive matter, and the convener report it on the spot."""
    topic["sensitive"] = research["sensitive_met"] = True
    research["sensitive_reports"] = [{"on": research["start"], "to": site.rulers}]


def notice_of(rng: random.Random, session: Data, day: dt.date) -> Data:
    """One notice to everybody on the roll, of topic and papers."""
    found: Data = {"id": f"{session['id']}-n", "topic": session["topic"], "session": session["id"]}
    found |= {"on": after(day, rng.randint(-5, -2)), "channel": rng.choice(NOTICE_CHANNELS)}
    return found | {"count": len(session["roll"]), "content": True, "information": True}
