"""What a finding says of a fact, in words that hold however it came out."""

from __future__ import annotations

from typing import Any

import consultrules as cr
import samples

OTHER_TOWN = {"organ": "GOVERNMENT", "unit": "320685100000"}
RESEARCH = {"id": "q1", "topic": "t1", "start": "2025-06-03", "participants": 1}


def found(key: str, *, room: dict[str, Any] | None = None, **more: Any) -> cr.Finding:
    """The finding of one rule on a sitting; ``status`` and head counts are the sitting's own."""
    beside = {name: more.pop(name) for name in ("topic", "research", "notice") if name in more}
    session = {"record": "session", **samples.session(**more)}
    report = cr.check(session, room=room or samples.room(), only=key, **beside)
    return next(f for f in report if f.key == key)


def of_case(key: str, *, room: dict[str, Any] | None = None, **more: Any) -> cr.Finding:
    """The finding of one rule on a case."""
    report = cr.check(
        {"record": "case", **samples.case(**more)}, room=room or samples.room(), only=key
    )
    return next(f for f in report if f.key == key)


def test_a_list_by_a_government_of_another_place_is_not_by_the_one_that_owes_it() -> None:
    """A government did make it: the reason does not say that none did."""
    made = {"on": "2025-06-20", "by": OTHER_TOWN, "tasks": []}
    finding = of_case("3.7.s1#owner", responsibility_list=made)
    assert finding.verdict == "fail"
    assert finding.reason().endswith("责任清单由应制定的党委政府制定 = 否")
    assert finding.reason("en").endswith("government that owes it = no")
    assert "其他地方" in finding.remedy()


def test_the_convener_is_counted_among_those_who_did_the_research() -> None:
    """In Chinese as in English."""
    finding = found("3.4.s2", research=[RESEARCH])
    assert "参加调研人数（含召集人） ≥ 2" in finding.reason()
    assert "the convener included ≥ 2" in finding.reason("en")


def test_days_are_compared_in_words() -> None:
    """As people say it, in either direction."""
    early = {"on": "2025-06-09", "items": [{"id": "a"}]}
    finding = of_case("3.6.s1", suggestion_list=early)
    assert finding.reason().startswith("要求 建议清单日不早于协商日；")
    assert "no earlier than" in finding.reason("en")
