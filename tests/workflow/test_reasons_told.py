"""Every reason against a step is told, in words of one language, by whichever door is asked."""

from __future__ import annotations

from typing import Any

import pytest

import consultrules as cr
from village_life import CONVENER, GOVERNMENT, PARTY, ROOM, SITTING, STEPS, TOPIC, begun, lived
from village_life import office as acting
from workflow.deeds import PLAIN, call, sound
from workflow.life import Life
from workflow.places import PLACES

NAMES = [step for step, *_ in STEPS]
HELD: dict[str, Any] = {"on": "2025-03-01", "record": SITTING}
ABROAD = "320612000000"
EDITIONS = {option: cr.edition().with_readings(R9=option) for option in ("extend", "replace")}


def before(step: str) -> cr.Case:
    """The sound life up to a step."""
    return lived(NAMES.index(step))


@pytest.mark.parametrize(
    ("by", "words"),
    [
        (acting("GOVERNMENT", ABROAD), "以通州区政府的名义办理"),
        (PARTY, "以白甸镇党委的名义办理"),
        (acting("ROOM", "320685111200"), "没有写明是谁（person）"),
        (acting("PARTY_COMMITTEE", "320685111200", "p9"), "不是登记在册的召集人"),
    ],
)
def test_a_session_held_by_another_office_tells_the_office_before_the_person(
    by: dict[str, Any], words: str
) -> None:
    held = before("hold").take("hold", by=by, **HELD, despite="样例")
    assert [b.key for b in held.breaches] == ["role"]
    assert words in held.breaches[0].text("zh")


def test_of_a_room_without_conveners_the_office_is_told_first_too() -> None:
    case = cr.Case.open(TOPIC, ROOM | {"conveners": []}, by=CONVENER, on="2025-02-01")
    for by, words in ((CONVENER, "本室没有召集人"), (GOVERNMENT, "以白甸镇政府的名义办理")):
        held = case.take("hold", by=by, **HELD, despite="样例")
        assert [words in b.text() for b in held.breaches if b.key == "role"] == [True]


def test_the_english_of_a_state_is_one_word_or_two() -> None:
    closed = lived(NAMES.index("close") + 1)
    with pytest.raises(cr.WrongState) as error:
        before("explain_dissent").take("close", by=CONVENER, on="2025-03-02")
    told = error.value.findings[0].reason("en")
    assert told.endswith("while the topic is “consulting”; it is when: fed back")
    with pytest.raises(cr.WrongState) as error:
        before("close").reopen(by=CONVENER, on="2025-06-01", reason="样例")
    assert "“fed back”; it is when: closed, withdrawn" in error.value.findings[0].reason("en")
    with pytest.raises(cr.StepRefused) as refused:
        before("close").take("close", by=CONVENER, on="2025-05-03")
    assert "“fed back”" in refused.value.findings[0].reason("en")
    assert closed.state is cr.State.CLOSED


CLOSED_EARLY: dict[str, Any] = {"by": GOVERNMENT, "on": "2025-03-02", "record": None}


def test_a_step_out_of_order_is_refused_with_all_that_recording_it_would_find() -> None:
    case = before("explain_dissent")
    with pytest.raises(cr.WrongState) as error:
        case.take("close", **CLOSED_EARLY)
    kept = case.take("close", **CLOSED_EARLY, despite="样例")
    assert error.value.keys == tuple(b.key for b in kept.breaches)
    assert {"not_here", "role", "3.6.s3", "3.7.s2c#made"} <= set(error.value.keys)
    assert [body.name() for body in error.value.who][:1] == ["刘季村委会协商议事室"]
    assert {r.clause for r in error.value.findings} >= {"3.6.s3", "3.7.s2c"}
    asked = case.options(by=GOVERNMENT, on="2025-03-02", records={"close": None})
    (option,) = (o for o in asked if o.step is cr.Move.CLOSE)
    assert tuple(r.key for r in option.missing) == error.value.keys
    assert cr.Move.CLOSE not in {o.step for o in case.options(by=GOVERNMENT, on="2025-03-02")}


@pytest.mark.parametrize(("step", "record"), [("list_feedback", {"x": 1}), ("resume", None)])
def test_of_what_cannot_be_recorded_the_order_alone_is_told(step: str, record: Any) -> None:
    """For want of a record that can be read; where nothing of the kind can even have happened."""
    case = before("explain_dissent")
    with pytest.raises(cr.WrongState) as error:
        case.take(step, by=GOVERNMENT, on="2025-03-02", record=record)
    assert error.value.keys == ("not_here",)
    assert error.value.who


@pytest.mark.parametrize("step", ["suspend", "submit", "withdraw", "hold"])
def test_what_cannot_be_before_collection_is_no_option_then(step: str) -> None:
    case = begun()
    asked = {"by": CONVENER, "on": "2025-01-15"}
    (option,) = (o for o in case.options(**asked) if o.step.value == step)
    assert [r.key for r in option.missing] == ["record"]
    with pytest.raises(cr.LifecycleError) as error:
        case.take(step, **asked, reason="样例", record=SITTING if step == "hold" else None)
    assert error.value.code == "before_collection"
    (option,) = (o for o in case.options(by=CONVENER, on="2025-02-01") if o.step.value == step)
    assert "record" not in [r.key for r in option.missing]


COUNTY_GOVERNMENT = acting("GOVERNMENT", "320685000000")


def test_a_list_that_goes_beyond_its_route_is_refused_and_recorded_as_such() -> None:
    """3.7.s7: whoever raises a matter takes a channel, so the route of the report binds."""
    both = [{"to": PARTY["office"]}, {"to": COUNTY_GOVERNMENT["office"]}]
    for step in ("report", "assign"):  # first and once more
        told = {"by": CONVENER, "on": "2025-03-06", "record": both}
        with pytest.raises(cr.StepRefused) as refused:
            before(step).take("report", **told)
        assert refused.value.keys == ("3.7.s7",)
        assert refused.value.findings[0].evidence == ("海安市政府",)
        kept = before(step).take("report", **told, despite="样例")
        assert [b.key for b in kept.breaches] == ["3.7.s7"]
        assert [f.key for f in cr.check(kept).violations] == ["3.7.s7"]


@pytest.mark.parametrize("option", ["extend", "replace"])
def test_so_is_an_escalation_that_does(option: str) -> None:
    """Of a county sector's list the county's Party committee and government are told, and nobody above."""
    life = Life(PLACES["sector.county"], PLAIN | {"needs": "county"}, policy=EDITIONS[option])
    life.goes_to("suggestion_list")
    life.goes("review", life.day + 1)
    event = sound(life.place, "escalate", life.day + 1)
    told = call(life.place, event, life.history)
    city = {"to": {"organ": "GOVERNMENT", "unit": "320600000000"}}
    for _again in range(2):
        with pytest.raises(cr.StepRefused) as refused:
            life.case.take(**told | {"record": [*told["record"], city]})
        assert refused.value.keys == ("3.7.s7",)
        life.moves(event, life.case.take(**told))
