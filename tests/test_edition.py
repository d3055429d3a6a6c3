"""The edition: immutable, with a digest; local numbers only stricter, with a witness when refused."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

import pytest

import consultrules as cr

POLICY = cr.edition()
HAIAN, RUDONG = "320685111200", "320623100000"


def _people(
    policy: cr.Edition, number: int, unit: str = HAIAN, key: str = "3.3.s3a", **more: int
) -> str:
    kind = cr.Gazetteer.nantong()[unit].kind.value
    room = {"id": "r1", "kind": kind, "unit": unit}
    session = {"record": "session", "id": "s1", "room": "r1", "topic": "t1", "on": "2025-03-10"}
    report = cr.check({**session, "participants": number, **more}, room=room, policy=policy)
    return report[key].verdict.value


def test_editions_are_immutable_and_known_by_their_digest() -> None:
    """Nothing of an edition can be changed in place."""
    with pytest.raises(AttributeError):
        POLICY.name = "other"
    with pytest.raises(TypeError):
        POLICY.clauses["3.3.s3a"] = None  # type: ignore[index]
    with pytest.raises(TypeError):
        POLICY.parameters.numbers["minimum_participants"] = 1  # type: ignore[index]
    assert cr.edition("nantong-2020") == POLICY
    digests = {
        POLICY.digest,
        POLICY.with_readings(F2="full").digest,
        POLICY.tighten("320685", minimum_participants=15).digest,
        POLICY.tighten("320623", minimum_participants=15).digest,
        POLICY.tighten("320685", minimum_participants=16).digest,
    }
    assert len(digests) == 5


def test_numbers_stand_beside_their_clauses() -> None:
    """Ten people, one third, two, three and one a year, one linked member."""
    numbers = POLICY.parameters
    assert numbers["minimum_participants"] == 10
    assert (numbers["public_share_part"], numbers["public_share_whole"]) == (1, 3)
    assert dict(numbers["minimum_sessions"]) == {  # type: ignore[call-overload]
        "town": 2,
        "subdistrict": 2,
        "park": 2,
        "village": 3,
        "community": 3,
        "enterprise": 1,
        "institution": 1,
        "sector": 1,
    }
    assert numbers["minimum_linked_members"] == 1
    assert numbers.clause_of["minimum_participants"] == "3.3.s3a"
    assert numbers.clause_of["minimum_sessions.village"] == "3.9.s3"


def test_a_county_may_be_stricter_for_its_own_rooms() -> None:
    """Fifteen people in one county; elsewhere ten stay enough."""
    local = POLICY.tighten("320685", minimum_participants=15)
    assert (_people(local, 14), _people(local, 15)) == ("fail", "pass")
    assert _people(local, 10, RUDONG) == "pass"
    assert _people(POLICY, 10) == "pass"
    assert dict(local.parameters_at(cr.Gazetteer.nantong()[HAIAN]))["minimum_participants"] == 15


def test_two_local_numbers_on_one_room_the_stricter_holds() -> None:
    """A county's fifteen and its town's twelve: fifteen."""
    local = POLICY.tighten("320685", minimum_participants=15).tighten(
        "320685111000", minimum_participants=12
    )
    assert (_people(local, 14), _people(local, 15)) == ("fail", "pass")


def test_a_stricter_share_is_exact() -> None:
    """Two fifths of twenty is eight; seven of twenty, enough for a third, is not."""
    local = POLICY.tighten("320685", minimum_public_share="2/5")
    assert _people(local, 20, key="3.3.s3c", public_representatives=7) == "fail"
    assert _people(local, 20, key="3.3.s3c", public_representatives=8) == "pass"
    assert _people(POLICY, 20, key="3.3.s3c", public_representatives=7) == "pass"


@pytest.mark.parametrize(
    ("numbers", "witness"),
    [
        ({"minimum_participants": 9}, {"participants": 9}),
        ({"minimum_public_share": "1/4"}, {"participants": 10, "public_representatives": 3}),
        ({"minimum_sessions": 2}, {"room_kind": "village", "sessions_held": 2}),
        ({"minimum_sessions": {"town": 1}}, {"room_kind": "town", "sessions_held": 1}),
        ({"minimum_linked_members": 0}, {"linked_members": 0}),
        ({"suitable_most": 26}, {"participants": 26}),
        ({"minimum_research_participants": 1}, {"research_participants": 1}),
    ],
)
def test_a_laxer_number_is_refused_with_a_witness(
    numbers: dict[str, Any], witness: dict[str, Any]
) -> None:
    """The witness is a case that the laxer number lets through and the city refuses."""
    with pytest.raises(cr.EditionError) as caught:
        POLICY.tighten("320685", **numbers)
    assert caught.value.code == "laxer"
    assert caught.value.witness == witness


def test_the_witness_of_a_laxer_share_fails_in_the_city() -> None:
    """What the error shows is a real case: the city's own check refuses it, one more is let through."""
    with pytest.raises(cr.EditionError) as caught:
        POLICY.tighten("320685", minimum_public_share="1/4")
    people = dict(caught.value.witness)
    number, public = people["participants"], people["public_representatives"]
    assert 4 * public >= number
    assert _people(POLICY, number, key="3.3.s3c", public_representatives=public) == "fail"
    assert _people(POLICY, number, key="3.3.s3c", public_representatives=public + 1) == "pass"


@pytest.mark.parametrize("value", [True, 1.5, "15", None, -1, 10**9])
def test_a_number_that_is_none_is_refused(value: Any) -> None:
    """Numbers of an edition are whole, and the message says so, not that the edition is broken."""
    with pytest.raises(cr.EditionError, match=r"应为整数.*a whole number is needed") as caught:
        POLICY.tighten("320685", minimum_participants=value)
    assert caught.value.code == "not_whole"


@pytest.mark.parametrize("value", ["4/3", "x", "1/0", None, float("inf")])
def test_a_share_that_is_none_is_refused(value: Any) -> None:
    """A share is a fraction up to one."""
    with pytest.raises(cr.EditionError, match="应为 0 至 1 的分数") as caught:
        POLICY.tighten("320685", minimum_public_share=value)
    assert caught.value.code == "not_a_share"


def test_unknown_names_are_refused_with_a_hint() -> None:
    """Editions, clauses, numbers."""
    with pytest.raises(cr.EditionError, match="nantong-2020"):
        cr.edition("nantong-2021")
    with pytest.raises(
        cr.EditionError, match="没有这个数: number=minimum_participant；是否指"
    ) as caught:
        POLICY.tighten("320685", minimum_participant=15)
    assert caught.value.figures["did_you_mean"] == "minimum_participants"
    with pytest.raises(
        cr.EditionError, match=r"可用：.*minimum_participants, .*minimum_public_share"
    ):
        POLICY.tighten("320685", zzz=15)
    with pytest.raises(cr.IntakeError) as kind:
        POLICY.tighten("320685", minimum_sessions={"vilage": 9})
    assert [(fault.at, fault.hint) for fault in kind.value.faults] == [
        ("minimum_sessions", "village")
    ]
    with pytest.raises(cr.EditionError, match=r"3\.3\.s3"):
        POLICY.clause("3.3.s3z")


def test_a_local_notice_period_yields_advice_both_ways() -> None:
    """Three days by a local number under reading L6: never more than advice."""
    local = POLICY.with_readings(L6="house_minimum_days").tighten("320685", minimum_notice_days=3)
    room = {"id": "r1", "kind": "village", "unit": HAIAN}
    session = {"record": "session", "id": "s1", "room": "r1", "topic": "t1", "on": "2025-03-10"}
    for day, expected in (("2025-03-07", "pass"), ("2025-03-08", "fail")):
        notice = {
            "id": "n1",
            "topic": "t1",
            "on": day,
            "count": 10,
            "content": True,
            "information": True,
        }
        report = cr.check(session, room=room, notice=notice, policy=local)
        assert report["3.5.s2#lead"].verdict == expected
        assert report["3.5.s2#lead"].force == "should"


def test_every_clause_is_worded_in_both_languages() -> None:
    """No clause without its Chinese and English; readings and remedies likewise."""
    assert all(clause.zh.strip() and clause.en.strip() for clause in POLICY.clauses.values())
    for reading in POLICY.readings.catalogue.values():
        for lang in ("zh", "en"):
            assert POLICY.words(reading.id, None, lang).strip()
            assert all(POLICY.words(reading.id, option, lang).strip() for option in reading.options)


def test_every_rule_has_its_clause_and_its_remedy() -> None:
    """One key: the clause's, the rule's, the remedy's."""
    from consultrules.rules.catalogue import rules_of

    for rule in rules_of(POLICY):
        assert rule.clause in POLICY.clauses
        assert POLICY.remedy(rule.key, "zh"), rule.key
        assert POLICY.remedy(rule.key, "en"), rule.key


def test_in_force_has_a_first_day() -> None:
    """The opinion was issued on 29 April 2020."""
    assert POLICY.in_force_from == dt.date(2020, 4, 29)
    assert POLICY.in_force(dt.date(2020, 4, 29))
    assert not POLICY.in_force(dt.date(2020, 4, 28))


@pytest.mark.parametrize("share", ["3333/10000", "33333/100000", 0.3333])
def test_a_share_a_little_too_small_is_refused_with_a_witness(share: Any) -> None:
    """The closer to a third, the more people it takes to tell the two apart."""
    with pytest.raises(cr.EditionError) as refused:
        cr.edition().tighten("320685", minimum_public_share=share)
    told = dict(refused.value.witness)
    people, public = told["participants"], told["public_representatives"]
    assert 3 * public < people
    assert Fraction(public, people) >= Fraction(str(share))


def test_a_share_may_be_a_decimal_number() -> None:
    local = cr.edition().tighten("320685", minimum_public_share=0.4)
    assert local == cr.edition().tighten("320685", minimum_public_share="2/5")


def test_a_band_that_nobody_can_keep_is_refused() -> None:
    with pytest.raises(cr.EditionError) as refused:
        cr.edition().tighten("320685", suitable_least=24, suitable_most=20)
    assert refused.value.code == "empty_band"
