"""A cheap, fixed suite of lives: what the tests of the workflow ask, for bugs planted in the library."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator

import consultrules as cr
from workflow import oracle_of_life as oracle
from workflow.deeds import PLAIN, STEPS, WHO, call, day_of, otherwise, sound
from workflow.life import Life, same
from workflow.oracle_of_life import Event
from workflow.places import PLACES, Place
from workflow.twists import DESPITE, demanding

AMISS = ("stranger", "party", "room", "party_group")
TRIED = ("village", "sector.county")


def answers_agree() -> None:
    """In every state every step, as it should be and with one thing otherwise, by library and oracle."""
    for name in TRIED:
        place = PLACES[name]
        for goal in (*(state.value for state in cr.State), "sitting"):
            life = Life(place, demanding(place))
            life.goes_to(goal)
            for event in _tried(life):
                found, keys = life.tried(event), life.expected(event)
                told = frozenset() if isinstance(found, cr.Case) else found
                assert life.agree(event, told, keys), (told, keys, *life.told(event))
                if isinstance(found, cr.Case):
                    assert found.state.value == oracle.state([*life.history, event])
                if event == sound(place, event["step"], life.day):
                    life.option_agrees(event, told)


def _tried(life: Life) -> Iterator[Event]:
    for step in STEPS:
        for day in (life.day, life.day + 1):
            yield sound(life.place, step, day)
        event = sound(life.place, step, life.day)
        for field, values in otherwise(life.place, step).items():
            yield from (event | {field: value} for value in values)
        yield from (event | {"who": who} for who in WHO if who in AMISS)


def options_promise_what_can_be_taken() -> None:
    for name in TRIED:
        place = PLACES[name]
        for state in ("collected", "submitted", "consulting", "answered"):
            life = Life(place, demanding(place))
            life.goes_to(state)
            for who in ("convener", "approver", "government", "stranger"):
                life.looks(who, life.day)


def breaches_stay() -> None:
    """Steps with something wrong, one on another, each recorded all the same."""
    for name in TRIED:
        place = PLACES[name]
        life = Life(place, demanding(place))
        for step in ("report", "hold", "suspend", "resume", "approve", "list_suggestions", "close"):
            life.records(sound(place, step, life.day + 1, who="stranger"))
        life.reads_back()
        other = _at(place, "submitted")
        other.records(sound(place, "preliminary_review", other.day, who="party"))
        other.compares(sound(place, "approve", other.day))
        again = Life(place, PLAIN | {"needs": place.tier})
        again.goes_to("reported")
        again.records(sound(place, "list_suggestions", again.day, items=0))
        again.compares(sound(place, "report", again.day))
        again.records(sound(place, "hold", again.day + 2))
        again.records(sound(place, "list_suggestions", again.day + 1))
        again.compares(sound(place, "report", again.day))
        again.reads_back()


def the_order_of_days_counts() -> None:
    for name in TRIED:
        life = Life(PLACES[name], PLAIN)
        life.goes_to("consulting")
        life.goes("approve", life.day + 1)
        life.compares(sound(life.place, "approve", life.day - 1, who="government"))
        life.compares(sound(life.place, "report_sensitive", life.day))
        life.goes("research", life.day)
        life.compares(sound(life.place, "hold", life.day - 1))
        wrong = _at(PLACES[name], "submitted")
        if wrong.place.tier:
            wrong.goes("preliminary_review")
        wrong.records(sound(wrong.place, "approve", wrong.day, who="government"))
        wrong.goes("approve", wrong.day + 1)
        wrong.compares(sound(wrong.place, "approve", wrong.day - 1, who="government"))


def _raises(code: str, act: Callable[[], object]) -> None:
    told = ""
    try:
        act()
    except cr.LifecycleError as error:
        told = error.code
    assert told == code, (told, code)


def _at(place: Place, state: str) -> Life:
    life = Life(place, PLAIN)
    life.goes_to(state)
    return life


def days_of_writing_hold() -> None:
    life = _at(PLACES["village"], "submitted")
    told = call(life.place, sound(life.place, "approve", life.day), life.history)
    early, late = day_of(life.day - 1), day_of(life.day + 9)
    _raises("after_recorded", lambda: life.case.take(**told, recorded_on=early))
    case = life.case.take(**told, recorded_on=late)
    more = call(life.place, sound(life.place, "notify", life.day), life.history)
    _raises("clock_backwards", lambda: case.take(**more, recorded_on=day_of(life.day + 1)))
    assert case.take(**more).entries[-1].recorded_on == late


def nobody_sits_before_collection() -> None:
    life = Life(PLACES["village"], PLAIN)
    told = call(life.place, sound(life.place, "hold", 0), life.history)
    _raises("before_collection", lambda: life.case.take(**told))
    _raises("before_collection", lambda: life.case.take(**told, despite=DESPITE))


def only_who_acted_or_keeps_the_journal_writes() -> None:
    life = _at(PLACES["village"], "submitted")
    told = call(life.place, sound(life.place, "approve", life.day), life.history)
    stranger = life.place.actor("stranger")
    _raises("refused", lambda: life.case.take(**told, recorded_by=stranger, despite=DESPITE))
    assert life.case.take(**told, recorded_by=life.place.actor("room"))
    fields = {"topic": {"text": "村道拓宽与绿化"}}
    on = day_of(life.day)
    _raises("refused", lambda: life.case.correct(fields, by=stranger, on=on, reason="笔误"))


def a_key_is_used_once() -> None:
    life = _at(PLACES["village"], "submitted")
    told = call(life.place, sound(life.place, "approve", life.day), life.history)
    once = life.case.take(**told, key="k1")
    assert once.take(**told, key="k1") == once
    other = told | {"on": dt.date(2025, 6, 1)}
    _raises("key_used", lambda: once.take(**other, key="k1"))


def corrections_count() -> None:
    life = _at(PLACES["village"], "reported")
    told = {"topic": {"text": "村道拓宽与绿化"}}
    case = life.case.correct(told, by=life.place.actor("room"), on=day_of(life.day), reason="笔误")
    assert case.record.topic.text == "村道拓宽与绿化"
    assert case.state is life.case.state
    assert case.verify().ok
    same(cr.Case.replay([json.loads(entry.to_json()) for entry in case.entries]), case)


def what_is_corrected_away_is_still_owed() -> None:
    """After the end it is a breach that the report tells; before, the step waits for it anew."""
    life = _at(PLACES["village"], "closed")
    told = {"by": life.place.actor("room"), "on": day_of(life.day), "reason": "笔误"}
    after = life.case.correct({"publication": None}, **told)
    assert "3.7.s2c#made" in {breach.key for breach in after.breaches}
    assert cr.check(after, only="3.7.s2c#made").breaches
    same(cr.Case.replay(after.entries), after)
    again = life.case.reopen(**told).correct({"publication": None}, **told)
    assert [step.value for step in again.path_to("closed").steps] == ["publish", "close"]
    same(cr.Case.replay(again.entries), again)


def a_changed_journal_is_noticed() -> None:
    life = _at(PLACES["sector.county"], "reported")
    lines = [json.loads(entry.to_json()) for entry in life.case.entries]
    assert cr.Case.replay(lines).verify().ok
    for number, line in enumerate(lines):
        for name, value in (("reason", "另有原因"), ("hash", "0" * 64), ("prev", "1" * 64)):
            changed = [*lines[:number], {**line, name: value}, *lines[number + 1 :]]
            assert not cr.Case.replay(changed).verify().ok, (number, name)


def a_paper_is_judged_like_a_life() -> None:
    for name in TRIED:
        place = PLACES[name]
        life = Life(place, demanding(place))
        life.goes_to("consulting")
        life.records(sound(place, "hold", life.day, participants=9, public=3))
        life.records(sound(place, "list_suggestions", life.day))
        room = place.actor("room")
        paper = cr.Case.from_record(life.case.record, place.room, by=room)
        assert paper.verify().ok
        told = {b.key for b in paper.breaches}
        assert {"3.3.s3a", "3.5.s2.i5"} <= told
        report = cr.check(life.case.record, room=place.room)
        failed = {
            f.key for f in report.findings if f.verdict is cr.Verdict.FAIL and f.force == "must"
        }
        assert told >= {key for key in failed if key.startswith(("3.3", "3.4", "3.5", "4.3"))}


SUITE: tuple[Callable[[], None], ...] = (
    days_of_writing_hold,
    nobody_sits_before_collection,
    only_who_acted_or_keeps_the_journal_writes,
    a_key_is_used_once,
    corrections_count,
    what_is_corrected_away_is_still_owed,
    a_changed_journal_is_noticed,
    breaches_stay,
    the_order_of_days_counts,
    a_paper_is_judged_like_a_life,
    options_promise_what_can_be_taken,
    answers_agree,
)
