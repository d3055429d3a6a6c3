"""Changes that take more than a new value at a path: who came, what is attested, what was removed."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

from consultrules.sample.attested import OF_REPRESENTATIVE, attestation
from consultrules.sample.fault import Edit
from consultrules.sample.outcome import evaluation_of, report_entrusted
from consultrules.sample.preparation import entrust, meet_sensitive_matter
from consultrules.sample.session import PUBLIC
from consultrules.sample.site import Site
from consultrules.sample.words import YEAR, Data, after

FROM_SITE = Callable[[Site], Any]


def own(organ: str) -> FROM_SITE:
    """An organ of the room's own unit."""
    return lambda site: {"organ": organ, "unit": site.room["unit"]}


def beside(organ: str) -> FROM_SITE:
    """An organ of the neighbouring town-level unit."""
    return lambda site: site.place.neighbour(organ)


def here(organ: str) -> FROM_SITE:
    """An organ of the room's place."""
    return lambda site: site.place.body(organ)


def above(organ: str) -> FROM_SITE:
    """An organ of the county or city whose CPPCC serves the place."""
    return lambda site: {"organ": organ, "unit": site.place.cppcc}


def days_after(days: int) -> FROM_SITE:
    """The day so many days after the session, before it for a negative number."""
    return lambda site: after(dt.date.fromisoformat(site.session["on"]), days)


def recast(capacity: str, to: str) -> FROM_SITE:
    """The roll with everybody of one capacity in another."""
    return lambda site: [_recast(line, capacity, to) for line in site.session["roll"]]


def _recast(line: Data, capacity: str, to: str) -> Data:
    also = [word for word in line.get("also", ()) if word != capacity]
    plain = {name: value for name, value in line.items() if name != "also"}
    if line["capacity"] == capacity:
        plain["capacity"] = to
    return {**plain, "also": also} if also else plain


def without_stake(site: Site) -> list[Data]:
    """The roll where nobody of the public is there for a side concerned."""
    roll = [_recast(line, "stakeholder", "stakeholder") for line in site.session["roll"]]
    for line in roll:
        if line.get("category") == "stakeholder_representative":
            line["category"] = "new_strata"
    return roll


def without_any_stake(site: Site) -> list[Data]:
    """The roll where nobody at all is there for a side concerned."""
    return [_recast(line, "stakeholder", "representative_person") for line in without_stake(site)]


def without_members(site: Site) -> list[Data]:
    """The roll where the members sit among others, as what they are not."""
    roll = recast("member", "representative_person")(site)
    return [_recast(line, "co_convener", "representative_person") for line in roll]


def uninvited(capacity: str) -> FROM_SITE:
    """The roll where those of one capacity came without being invited."""
    return lambda site: [
        {**line, "invited": False} if line["capacity"] == capacity else line
        for line in site.session["roll"]
    ]


def of_another_sector(site: Site) -> list[Data]:
    """The roll with members of a sector that the room has nothing to do with."""
    return [
        {**line, "sector": "台联界"} if "sector" in line else line for line in site.session["roll"]
    ]


def uncategorised(category: str) -> FROM_SITE:
    """The roll without a word on who is of this category."""
    return lambda site: [
        {n: v for n, v in line.items() if n != "category" or v != category}
        for line in site.session["roll"]
    ]


_FIRST = (
    *("convener", "co_convener", "member", "representative_person"),
    *("official", "stakeholder", "governance_backbone"),
)


def company(size: int, public: int) -> FROM_SITE:
    """A roll of so many people, so many of them public; the others invited are excused."""

    def choose(site: Site) -> list[Data]:
        lines = [*site.session["roll"], *_further(site)]
        representatives = [line for line in lines if line["capacity"] == PUBLIC]
        others = [line for line in lines if line["capacity"] != PUBLIC]
        first = [next((o for o in others if o["capacity"] == c), None) for c in _FIRST]
        ranked = [line for line in first if line is not None]
        ranked += [line for line in others if line not in ranked]
        kept = [*representatives[:public], *ranked[: size - public]]
        assert len(kept) == size, (len(kept), site.room["id"])
        left = [line for line in site.session["roll"] if line not in kept]
        return [*kept, *({**line, "status": "excused"} for line in left)]

    return choose


def _further(site: Site) -> list[Data]:
    """Everybody of the place who might have come as well."""
    place, there = site.place, {line["person"] for line in site.session["roll"]}
    stake = {"category": "stakeholder_representative"}
    guests = [(p, PUBLIC, stake) for p in place.residents]
    guests += [(p, "representative_person", {}) for p in place.persons]
    guests += [(p, "official", {}) for p in place.officials]
    guests += [(p, "stakeholder", {}) for p in place.stakeholders]
    guests += [(p, "governance_backbone", {}) for p in place.backbone]
    return [{"person": p, "capacity": c, **m} for p, c, m in guests if p not in there]


def told(content: int, information: int) -> FROM_SITE:
    """Two notices, one of the topic and one of the papers, to all but so many of the roll."""

    def notices(site: Site) -> list[Data]:
        (notice,) = site.case["notices"]
        size = len(site.session["roll"])
        return [
            notice | {"count": size - content, "information": False},
            notice | {"id": notice["id"] + "2", "count": size - information, "content": False},
        ]

    return notices


def without(category: str) -> FROM_SITE:
    """The roster without a category."""
    return lambda site: [e for e in site.room["representatives"] if e["category"] != category]


def denied(grain: str, clause: str) -> Edit:
    """An attestation that the clause does not hold for the room, or for its last case or session."""

    def deny(site: Site) -> None:
        (subject,) = site.subjects(grain)
        by, day = site.approver, dt.date.fromisoformat(site.session["on"])
        _unattest(site, subject, clause)
        site.attestations.append(attestation(clause, subject, by=by, on=day, holds=False))

    return deny


def person_denied(clause: str) -> Edit:
    """An attestation that the clause does not hold for one of the representatives."""

    def deny(site: Site) -> None:
        person = site.representative
        _unattest(site, person, clause)
        site.attestations.append(attestation(clause, person, by=site.approver, holds=False))

    return deny


def unattested(grain: str, clause: str) -> Edit:
    """Nobody attests the clause."""
    return lambda site: _unattest(site, site.subjects(grain)[0], clause)


def person_unattested(site: Site) -> None:
    """Nobody attests anything of one of the representatives."""
    _unattest(site, site.representative, OF_REPRESENTATIVE)


def expired(grain: str, clause: str) -> Edit:
    """The attestation ran out in autumn."""

    def expire(site: Site) -> None:
        (subject,) = site.subjects(grain)
        for made in site.attestations:
            if (made["subject"], made["clause"]) == (subject, clause):
                made["until"] = f"{YEAR}-10-01"

    return expire


def _unattest(site: Site, subject: str, clause: str) -> None:
    site.attestations = [
        a for a in site.attestations if (a["subject"], a["clause"]) != (subject, clause)
    ]


def untrained(site: Site) -> None:
    """The convener took part in no training."""
    site.place.trained.remove(site.convener)


def removed(site: Site) -> None:
    """The room is not there at all."""
    site.removed = True


def one_case_less(site: Site) -> None:
    """The last case was never held."""
    case = site.cases.pop()
    gone = {case["topic"]["id"], *(session["id"] for session in case["sessions"])}
    site.attestations = [a for a in site.attestations if a["subject"] not in gone]


def a_year_before(site: Site) -> None:
    """All its cases were held a year before."""
    told_of = [case["topic"]["id"] for case in site.cases]
    told_of += [session["id"] for case in site.cases for session in case["sessions"]]
    site.cases = [_year_before(case) for case in site.cases]
    site.attestations = [
        _year_before(a) if a["subject"] in told_of else a for a in site.attestations
    ]


def _year_before(record: Data) -> Data:
    text = json.dumps(record)
    for year in (YEAR, YEAR + 1):
        text = text.replace(f'"{year}-', f'"{year - 1}-')
    found: Data = json.loads(text)
    return found


def evaluated(site: Site) -> None:
    """The first case has been evaluated, if it was not yet."""
    case = site.cases[0]
    last = dt.date.fromisoformat(case["sessions"][-1]["on"])
    case.setdefault("evaluations", [evaluation_of(case["topic"]["id"], site, last)])


def sensitive(site: Site) -> None:
    """The research of the last case met a sensitive matter."""
    meet_sensitive_matter(site.case["topic"], site.case["research"][0], site)


def entrusted(site: Site) -> None:
    """The last case was entrusted."""
    entrust(site.case["topic"], site)
    report_entrusted(site.case, dt.date.fromisoformat(site.session["on"]))
