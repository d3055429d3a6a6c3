"""All kinds of fault by table: the whole of what is wrong with the country, and nothing else is."""

from __future__ import annotations

from country_fault import CHANCE, Fault
from country_faults_case import CASES, EVALUATIONS
from country_faults_person import INVITATIONS, MEMBER_YEARS, MEMBERS
from country_faults_place import BODIES, ROOMS, UNITS
from country_faults_session import SESSIONS
from country_faults_year import YEARS

FAULTS: dict[str, dict[str, Fault]] = {
    "session": SESSIONS,
    "case": CASES,
    "evaluation": EVALUATIONS,
    "room": ROOMS,
    "room_year": YEARS,
    "member": MEMBERS,
    "invitation": INVITATIONS,
    "member_year": MEMBER_YEARS,
    "unit": UNITS,
    "body_year": BODIES,
}
# A fault of so many rows in order at least; the smaller the table, the denser.
SPREAD = {"session": 8, "case": 8, "room_year": 20, "body_year": 5}
DEFAULT_SPREAD = 10


def ordered(table: str) -> dict[str, Fault]:
    """The faults of a table, those by chance first: the place of one is its number in the data."""
    faults = FAULTS[table]
    by_chance = {name: fault for name, fault in faults.items() if fault.how == CHANCE}
    return by_chance | {name: fault for name, fault in faults.items() if fault.how != CHANCE}
