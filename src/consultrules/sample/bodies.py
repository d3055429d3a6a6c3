"""What the bodies of a county or the city recorded of a year: plan, reports, schemes, attestations."""

from __future__ import annotations

from dataclasses import dataclass, field

from consultrules.sample.area import Area
from consultrules.sample.attested import OF_BOTH, OF_CITY, OF_COUNTY, attestation
from consultrules.sample.people import CITY
from consultrules.sample.words import YEAR, Data

WEIGHTS = {"activity_included": True, "attendance_weight": 40, "contribution_weight": 60}


@dataclass
class Bodies:
    """One CPPCC, its leading Party members' group, Party committee and government, with their papers."""

    area: Area
    plan: Data | None = None
    scheme: Data | None = None
    reports: list[Data] = field(default_factory=list)
    attestations: list[Data] = field(default_factory=list)

    def body(self, organ: str) -> Data:
        """An organ of the county or city."""
        return {"organ": organ, "unit": self.area.unit.code}


def bodies_of(area: Area) -> Bodies:
    """A sound year of the bodies of a county, or of the city."""
    found = Bodies(area)
    group, cppcc, code = found.body("LEADING_PARTY_GROUP"), found.body("CPPCC"), area.unit.code
    if area.level != CITY:
        found.plan = {"unit": code, "year": YEAR, "on": f"{YEAR}-01-10"}
        found.plan |= {"reviewed_by": group, "reviewed_on": f"{YEAR}-01-15"}
    found.scheme = {"by": group, "year": YEAR, "activity_included": True}
    for month, to in (("06", found.body("PARTY_COMMITTEE")), ("11", group)):
        report = {"id": f"w{area.short}-{month}", "on": f"{YEAR}-{month}-20"}
        found.reports.append({**report, "by": cppcc, "to": to})
    clauses = (*(OF_CITY if area.level == CITY else OF_COUNTY), *OF_BOTH)
    found.attestations = [attestation(clause, code, by=cppcc) for clause in clauses]
    return found


def assessment_of(area: Area, member: Data) -> Data:
    """The assessment of a member for the year: taking part, and the quality of it."""
    by = {"organ": "LEADING_PARTY_GROUP", "unit": area.cppcc.code}
    found = {"person": member["id"], "year": YEAR, "by": by, "on": f"{YEAR}-12-20"}
    return found | WEIGHTS
