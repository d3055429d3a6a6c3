# A SAMPLE: how the faults of `make_county.py` are put into the sound county.
"""What a row of the table of faults is made of, and how it spoils a room or a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from sample_case import Bundle, Data

from consultrules.models.body import party_organ
from consultrules.models.unit import Unit

GONE = object()  # the field or entry is left out
ROOM, TOPIC, RESEARCH = "room.", "cases.0.topic.", "cases.0.research.0."
SESSION, LAST = "cases.0.sessions.0.", "cases.-1."
APPROVAL, REVIEW = TOPIC + "approvals.0.", TOPIC + "preliminary_reviews.0."


class Site(NamedTuple):
    """A room that can be spoilt, and the town-level unit that comes next to its own in the list."""

    bundle: Bundle
    beside: Unit


class Fault(NamedTuple):
    """One row of the table; a value may be a function of the room that the fault hits."""

    finds: str
    what: str
    changes: Mapping[str, Any]
    site: str = "village"


def own(organ: str) -> Callable[[Site], Data]:
    """An organ of the room's own unit."""
    return lambda site: {"organ": organ, "unit": site.bundle.room["unit"]}


def beside(organ: str = "") -> Callable[[Site], Data]:
    """An organ of the neighbouring town-level unit, its Party organ if none is named."""
    return lambda s: {"organ": organ or party_organ(s.beside).value, "unit": s.beside.code}


def session(name: str, less: int = 0) -> Callable[[Site], Any]:
    """A field of the first session, as it is or made smaller."""

    def read(site: Site) -> Any:
        value = site.bundle.cases[0]["sessions"][0][name]
        return value - less if less else value

    return read


def all_but_two(site: Site) -> list[str]:
    """Whom the notice of the first session named, without the last two."""
    persons: list[str] = site.bundle.cases[0]["notices"][0]["persons"]
    return persons[:-2]


def dissenter(site: Site) -> list[Data]:
    """One person of another opinion, to whom nobody explained anything."""
    return [{"person": site.bundle.room["representatives"][0]["person"]}]


def people(total: int, public: int) -> Data:
    """Head counts of a session with so many people and public representatives."""
    counts = {"participants": total, "public_representatives": public, "members": 2}
    counts |= {"stakeholders": 2, "stakeholder_representatives": 1, "representative_persons": 1}
    counts |= {"officials": 1, "officials_invited": 1, "notified": total, "informed": total}
    return {SESSION + name: number for name, number in counts.items()}


LISTS = ("suggestion_list", "deliveries", "responsibility_list", "feedback_list", "feedback")
NO_LISTS = {LAST + name: GONE for name in (*LISTS, "publication", "evaluations")}

SITES: dict[str, Callable[[Bundle], bool]] = {
    "village": lambda bundle: bundle.spare and len(bundle.cases) == 3,
    "pair": lambda bundle: bundle.spare and len(bundle.cases) == 2,
    "evaluated": lambda bundle: bundle.spare and "evaluations" in bundle.cases[-1],
    "roll": lambda bundle: not bundle.spare and len(bundle.cases) == 3,
    "town": lambda bundle: bundle.room["kind"] in ("town", "subdistrict"),
    "park": lambda bundle: bundle.room["kind"] == "park" and len(bundle.room["links"]) == 2,
    "firm": lambda bundle: bundle.room["kind"] == "enterprise",
    "sector": lambda bundle: bundle.room["kind"] == "sector",
}


def spoil(record: Data, changes: Mapping[str, Any]) -> None:
    """Put or take away what stands at each path."""
    for path, value in changes.items():
        here: Any = record
        steps: list[Any] = [int(s) if s.lstrip("-").isdigit() else s for s in path.split(".")]
        for step in steps[:-1]:
            here = here[step]
        if value is not GONE:
            here[steps[-1]] = value
        elif isinstance(here, list) or steps[-1] in here:
            del here[steps[-1]]
