"""Why no route leads to a member, and what a route takes for granted (4.2)."""

from __future__ import annotations

import pytest

import consultrules as cr

DAY = "2025-06-01"
UNIT = cr.Gazetteer.nantong()["320685111200"]
COUNTY, HIGHER = "county", ("city", "province", "nation")


def room(**more: object) -> cr.Room:
    return cr.Room.read({"id": "r", "kind": "village", "unit": UNIT.code, **more})


def member(level: str | None, *, lives: bool | None = True) -> cr.Person:
    held = [] if level is None else [{"level": level}]
    return cr.Person.read({"id": "p", "memberships": held, "lives_in_nantong": lives})


def asked(level: str | None, *, lives: bool | None = True, **more: bool) -> cr.Route:
    return cr.invitation_route(room(links=[]), member(level, lives=lives), on=DAY, **more)


@pytest.mark.parametrize(
    ("route", "basis", "zh", "en"),
    [
        (asked(None), ("4.2.s2",), "不是政协委员", "no CPPCC member"),
        (asked(COUNTY, lives=False), ("4.2.s2", "M6"), "不住通", "not live in Nantong"),
        (asked("nation", lives=False), ("4.2.s2", "M6"), "不住通", "not live in Nantong"),
        (asked(COUNTY, topic_needs=False), ("4.2.s6",), "议题不需要", "text does speak of this"),
        *(
            (asked(level, topic_needs=False), ("3.3.s7",), "议题不需要", "text does speak of this")
            for level in HIGHER
        ),
    ],
)
def test_outside_says_which_condition(
    route: cr.Route, basis: tuple[str, ...], zh: str, en: str
) -> None:
    """No member, not living in Nantong (M6), or not needed by the topic, which the text does cover."""
    assert (route.status.value, route.steps, route.basis) == ("outside", (), basis)
    (note,) = route.notes
    assert zh in note[0]
    assert en in note[1]
    for lang, word in (("zh", zh), ("en", en)):
        lines = route.explain(lang).splitlines()
        assert word in lines[-1]
        assert any(line.startswith(f"[{basis[0]}]") for line in lines)
    assert route.to_dict()["notes"] == [{"zh": note[0], "en": note[1]}]


@pytest.mark.parametrize("level", [COUNTY, *HIGHER])
def test_a_route_holds_unless_the_member_is_linked(level: str) -> None:
    """A linked member needs no application (M9, 3.3.s5): where nobody said who is, that is said."""
    link = {"person": "p", "kind": "area", "level": level}
    untold, nobody, linked = (
        cr.invitation_route(room(**more), member(level), on=DAY)
        for more in ({}, {"links": []}, {"links": [link]})
    )
    assert untold.status.value == nobody.status.value == "required"
    assert untold.steps == nobody.steps
    assert set(untold.notes) - set(nobody.notes) == {untold.notes[-1]}
    zh, en = untold.notes[-1]
    assert "M9" in zh
    assert "unless" in en
    assert linked.status.value == "not_needed"
