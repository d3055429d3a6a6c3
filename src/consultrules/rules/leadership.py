"""6.1, 6.2: leadership — the plan reviewed, reports given and heard, rooms and members assessed."""

from __future__ import annotations

from consultrules.facts.fact import NOT_YET
from consultrules.policy.vocabulary import Tier
from consultrules.rules.rule import Heading
from consultrules.rules.tree import F, among

BODY_YEAR = Heading("body_year")

_COUNTY = among("body_tier", Tier.COUNTY)
YEARLY = ("6.1.s3a", "6.2.s2", "6.2.s3")
"""Duties of a year, which are breached once it is over; the others have no day."""
_PARTIAL = F("full_year").equals(0)
_BOTH = among("body_tier", Tier.COUNTY, Tier.CITY)

# Periodically means at least once in the calendar year, which is ours (R17): no number stands in the text.
for _key, _fact in (("6.1.s3a", "reports_given"), ("6.2.s2", "reports_heard")):
    _often_enough = F(_fact) >= 1
    BODY_YEAR.rule(
        _key,
        _often_enough,
        applies=_BOTH,
        waived=_PARTIAL,
        waiver="partial_year",
        awaits=F("year_ended").equals(0) & ~_often_enough,
    )

BODY_YEAR.rule(
    "6.2.s3",
    F("plan_reviewed").equals(1),
    applies=_COUNTY,
    waived=_PARTIAL,
    waiver="partial_year",
    awaits=F("plan_reviewed").equals(NOT_YET),
)
BODY_YEAR.rule(
    "6.2.s4", F("rooms_assessed") >= 1, applies=_BOTH, awaits=F("rooms_assessed").equals(NOT_YET)
)
BODY_YEAR.rule(
    "6.2.s6a",
    F("activity_in_assessment").equals(1),
    applies=_BOTH,
    awaits=F("activity_in_assessment").equals(NOT_YET),
)
