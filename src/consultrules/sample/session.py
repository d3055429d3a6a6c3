"""A sound session: the roll of those who came, in what capacity, a third and more of the public."""

from __future__ import annotations

import datetime as dt
import random

from consultrules.sample.people import sector_of
from consultrules.sample.site import VILLAGE_LEVEL, Site
from consultrules.sample.words import LIAISON, Data, after

LEAST, MOST = 15, 25
PUBLIC = "public_representative"


def session_of(rng: random.Random, site: Site, topic: str, number: int, day: dt.date) -> Data:
    """One session of a room on a day."""
    form = rng.choices(("meeting", "network", "written"), (8, 1, 1))[0]
    found: Data = {"id": f"{topic}-{number}", "room": site.room["id"], "topic": topic}
    found |= {"on": after(day, 0), "form": form, "roll": _roll(rng, site)}
    if rng.random() < 1 / 4:
        found["leaders_invited"] = rng.randint(1, 2)
    return found


def _roll(rng: random.Random, site: Site) -> list[Data]:
    """The roll: from 15 to 25 people, at least a third of them public representatives."""
    size = rng.randint(LEAST, MOST)
    lines = [*_public(rng, site, size)]
    own = [*_leading(site), *_guests(rng, site, size - len(lines))]
    return [*own[: size - len(lines)], *lines]


def _leading(site: Site) -> list[Data]:
    """The convener and the linked members; a firm's or sector's convener is one of them."""
    convener: Data = {"person": site.convener, "capacity": "convener"}
    role = "co_convener" if site.kind in VILLAGE_LEVEL else "member"
    mine = [m for m in site.members if m["id"] != site.convener]
    if len(mine) < len(site.members):
        convener |= {"also": ["member"], "sector": sector_of(site.members[0])}
    lines = [{"person": m["id"], "capacity": role, "sector": sector_of(m)} for m in mine[:2]]
    return [convener, *lines]


def _guests(rng: random.Random, site: Site, seats: int) -> list[Data]:
    """One of each side concerned first, then as many more as there are seats."""
    place = site.place
    sides = (
        ("official", place.officials),
        ("representative_person", place.persons),
        ("stakeholder", place.stakeholders),
        ("governance_backbone", place.backbone),
    )
    lines = [{"person": people[0], "capacity": side} for side, people in sides]
    if rng.random() < 1 / 3:
        lines[0]["department"] = rng.choice(LIAISON)
    more = [{"person": person, "capacity": side} for side, people in sides for person in people[1:]]
    return [*lines, *rng.sample(more, max(0, min(seats, len(more))))]


def _public(rng: random.Random, site: Site, size: int) -> list[Data]:
    """The room's representatives, one of each category first, and residents with a stake."""
    entries = site.room["representatives"]
    lines = [
        {"person": e["person"], "capacity": PUBLIC, "category": e["category"]} for e in entries
    ]
    lines[0]["also"] = ["stakeholder"]
    least = max(0, -(-size // 3) - len(lines))
    more = site.place.residents[: min(len(site.place.residents), least + rng.randint(0, 1))]
    stake = "stakeholder_representative"
    lines += [{"person": person, "capacity": PUBLIC, "category": stake} for person in more]
    return lines
