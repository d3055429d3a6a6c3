"""The preliminary review of a sector's topic (3.2.s6)."""

from __future__ import annotations

from typing import Any

import pytest

import consultrules as cr
from consultrules.facts.fact import NEVER
from facts.builders import (
    CITY,
    COUNTY,
    approval,
    body,
    day,
    number,
    sector_room,
    session_facts,
    topic,
    village_room,
)

OFFICE, GROUP = body("FUNCTIONAL_OFFICE", COUNTY), body("LEADING_PARTY_GROUP", COUNTY)


def _reviewed(*reviews: dict[str, Any], departments: Any = ("教育局",), on: str = "05-12") -> Any:
    given = topic(
        approvals=(approval(on, by=GROUP),), departments=departments, preliminary_reviews=reviews
    )
    return session_facts(room=sector_room(), topic=given)


def _review(on: str, *departments: str, by: cr.Body = OFFICE) -> dict[str, Any]:
    return {"by": by, "on": day(on), "departments": departments}


def test_a_preliminary_review_by_the_office_with_departments() -> None:
    """Day, departments that joined, and how many of those concerned (3.2.s6, R6)."""
    facts = _reviewed(_review("05-06", "教育局", "财政局"), departments=("教育局", "卫健委")).facts
    assert facts["preliminary_review_day"] == number("05-06")
    assert facts["preliminary_departments"] == 2
    assert (facts["topic_departments"], facts["topic_departments_reviewing"]) == (2, 1)


@pytest.mark.parametrize(
    "by", [body("FUNCTIONAL_OFFICE", CITY), body("SPECIAL_COMMITTEE", COUNTY), GROUP]
)
def test_a_review_by_another_body_is_none(by: cr.Body) -> None:
    """Only the functional office of the sector's own tier reviews; the evidence names who did (R5)."""
    row = _reviewed(_review("05-06", "教育局", by=by))
    assert row.facts["preliminary_review_day"] == NEVER
    assert row.facts["preliminary_departments"] == 0
    assert row.facts["topic_departments_reviewing"] == 0
    assert row.evidence["preliminary_review_day"] == (by.name(),)


def test_no_review_is_known_and_an_untold_one_is_not() -> None:
    """An empty list says that there was none; which departments are concerned may still be untold."""
    none = _reviewed(departments=None).facts
    assert (none["preliminary_review_day"], none["preliminary_departments"]) == (NEVER, 0)
    assert none["topic_departments"] is none["topic_departments_reviewing"] is None
    untold = session_facts(room=sector_room(), topic=topic()).facts
    assert untold["preliminary_review_day"] is untold["preliminary_departments"] is None


def test_several_reviews() -> None:
    """Departments of all reviews before the approval count; a review after it adds nothing."""
    both = _reviewed(_review("05-08", "财政局"), _review("05-06", "教育局")).facts
    assert (both["preliminary_review_day"], both["preliminary_departments"]) == (number("05-06"), 2)
    same_day = _reviewed(_review("05-06"), _review("05-12", "教育局")).facts
    assert same_day["preliminary_departments"] == 1
    late = _reviewed(_review("05-06"), _review("05-20", "教育局")).facts
    assert (late["preliminary_review_day"], late["preliminary_departments"]) == (number("05-06"), 0)
    only_late = _reviewed(_review("05-30", "财政局"), _review("05-20", "教育局")).facts
    assert only_late["preliminary_review_day"] == number("05-20")
    assert only_late["preliminary_departments"] == 1


def test_untold_departments_of_a_review_are_unknown() -> None:
    """Whether a department joined is not known where a review does not say."""
    row = _reviewed({"by": OFFICE, "on": day("05-06")}, departments=None)
    assert row.facts["preliminary_departments"] is None
    mixed = _reviewed(_review("05-06", "教育局"), {"by": OFFICE, "on": day("05-07")})
    assert mixed.facts["preliminary_departments"] is None
    told = _reviewed(_review("05-06", "教育局"), departments=None)
    assert told.facts["preliminary_departments"] == 1
    assert told.facts["topic_departments_reviewing"] is None


def test_a_review_without_approval_counts() -> None:
    """Before anybody approved every review is in time."""
    given = topic(approvals=(), preliminary_reviews=(_review("05-06", "教育局"),))
    assert session_facts(room=sector_room(), topic=given).facts["preliminary_departments"] == 1


def test_a_village_needs_no_preliminary_review() -> None:
    """The text asks it of sectors only (3.2.s6)."""
    given = topic(preliminary_reviews=(_review("05-06", "教育局"),))
    assert session_facts(room=village_room(), topic=given).facts["preliminary_review_day"] is None
