"""A case as it stood on a day."""

from __future__ import annotations

from typing import Any

import pytest

from consultrules.facts.case import case_row
from consultrules.facts.fact import NEVER, NOT_YET
from consultrules.facts.timeline import known_on, latest
from facts.builders import (
    PARTY,
    approval,
    by_heads,
    case,
    day,
    delivery,
    read,
    sector_room,
    village_room,
)

PAPERS: dict[str, Any] = {
    "suggestion_list": {"on": day("06-15")},
    "responsibility_list": {"on": day("06-15")},
    "feedback_list": {"on": day("06-15")},
    "feedback": {"on": day("06-15")},
    "publication": {"on": day("06-15")},
    "deliveries": [delivery(on="06-15")],
    "escalations": [delivery(on="06-15")],
    "entrusted_reports": [delivery(on="06-15")],
    "group_reviews": [{"by": PARTY, "on": day("06-15")}],
    "evaluations": [{"id": "e", "topic": "t1", "on": day("06-15")}],
}


def test_today_everything_is_known() -> None:
    """Without a day nothing is left out, and neither is anything once all has happened."""
    found = case(**PAPERS)
    assert known_on(found, None) is found
    assert known_on(found, day("06-15")) is found


@pytest.mark.parametrize("name", PAPERS)
def test_a_later_paper_is_not_there_yet(name: str) -> None:
    """The day before, each paper is missing, and everything else as it was."""
    found = case(**{name: PAPERS[name]})
    before = known_on(found, day("06-14"))
    assert not getattr(before, name)
    assert before == found.model_copy(update={name: getattr(before, name)})


def test_of_several_papers_the_earlier_stay() -> None:
    """Two deliveries a day apart."""
    found = case(deliveries=[delivery(on="06-15"), delivery(on="06-16")])
    assert known_on(found, day("06-15")).deliveries == (delivery(on="06-15"),)


def test_a_withheld_publication_has_no_day() -> None:
    """What bears no day is not left out."""
    found = case(publication={"withheld_reason": "涉及个人隐私"})
    assert known_on(found, day("06-10")) is found


def test_later_decisions_are_not_there_yet() -> None:
    """An approval or review of tomorrow is none today; an untold one stays untold."""
    review = {"by": PARTY, "on": day("05-06")}
    told = {"approvals": (approval("05-10"), approval("05-12")), "preliminary_reviews": (review,)}
    found = case(topic=told)
    assert known_on(found, day("05-11")).topic.approvals == (approval("05-10"),)
    assert known_on(found, day("05-10")).topic.approvals == (approval("05-10"),)
    assert known_on(found, day("06-10")) is found
    assert known_on(found, day("05-05")).topic.preliminary_reviews == ()
    assert known_on(case(topic={"approvals": None}), day("05-01")).topic.approvals is None


def test_a_session_that_lies_ahead_is_planned() -> None:
    """Of two sessions the list follows the one that has been held."""
    cancelled = by_heads(id="s3", on=day("09-01"), status="cancelled")
    found = case(
        sessions=[by_heads(), by_heads(id="s2", on=day("08-10")), cancelled],
        suggestion_list={"on": day("06-15")},
    )
    then = known_on(found, day("07-01"))
    assert [s.status for s in then.sessions] == ["held", "planned", "cancelled"]
    row = case_row(then, room=village_room(), policy=read())
    assert row.facts["session_day"] == row.facts["list_day"] - 5  # type: ignore[operator]
    ahead = case_row(known_on(found, day("06-09")), room=village_room(), policy=read())
    assert (ahead.facts["session_day"], ahead.facts["list_day"]) == (NEVER, NEVER)
    assert ahead.day == day("08-10")


def test_an_explanation_that_lies_ahead_is_not_given() -> None:
    """The dissenter waits until the day comes."""
    dissent = [
        {"person": "a", "explained_on": day("06-20"), "explained": True},
        {"person": "b", "explained": True},
        {"person": "c", "explained_on": day("06-12")},
        {"person": "d", "explained_on": day("06-19")},
    ]
    found = case(dissent=dissent)
    row = case_row(known_on(found, day("06-19")), room=sector_room(), policy=read())
    assert row.facts["dissent_explained"] == NOT_YET
    assert row.evidence["dissent_explained"] == ("a",)
    assert known_on(found, day("06-20")) is found


def test_the_latest_beginning() -> None:
    """Never before the floor; what has no day begins nothing."""
    floor = day("2020-04-29")
    assert latest(floor, []) == latest(floor, [None, day("2019-01-01")]) == floor
    assert latest(floor, [day("06-01"), None, day("03-01")]) == day("06-01")
