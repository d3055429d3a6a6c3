"""Random lives: whatever is tried, the library and the oracle give the same answer."""

from __future__ import annotations

from collections import Counter
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

import consultrules as cr
from workflow import oracle_of_life as oracle
from workflow.deeds import STEPS, WHO, otherwise, sound
from workflow.life import Life
from workflow.oracle_of_life import Event
from workflow.places import PLACES

EXAMPLES, LENGTH = 50, 18
TOPICS = st.fixed_dictionaries(
    {
        "sensitive": st.booleans(),
        "entrusted": st.booleans(),
        "needs": st.sampled_from(["county", "city", None]),
    }
)
DAYS = st.sampled_from([0, 0, 1, 1, 2, -1, -2])
ROOMS = ["sector.city", "sector.county", *PLACES]  # what is asked of a sector is asked of no other
GOALS = (
    "escalation",
    "closed",
    "returned",
    "evaluation",
    "fed_back",
    "sitting",
    "entrusted_report",
)
seen: dict[str, Counter[str]] = {}
"""What the run reached: states, and steps accepted, refused, recorded despite, out of order."""


SETTINGS = settings(
    max_examples=EXAMPLES,
    stateful_step_count=LENGTH,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],  # a life that goes wrong is read sooner than made shorter
    database=None,
    suppress_health_check=list(HealthCheck),
)


class Lives(RuleBasedStateMachine):
    """A topic of a drawn room, brought to a drawn state, and what is tried with it from there."""

    goal = cr.State.COLLECTED
    life: Life

    @initialize(place=st.sampled_from(ROOMS), topic=TOPICS)
    def begins(self, place: str, topic: dict[str, Any]) -> None:
        self.life = Life(PLACES[place], topic)
        self.life.goes_to(self.goal.value)
        self.life.reads_back()
        self.note("states", self.life.state)

    @rule(goal=st.sampled_from(GOALS))
    def goes_on(self, goal: str) -> None:
        """Try the shortest way to a milestone, for as long as every step of it is taken."""
        try:
            way = self.life.case.path_to(goal)
        except cr.LifecycleError:
            return
        for step in way.steps:
            before = len(self.life.history)
            self.takes(sound(self.life.place, step.value, self.day(1)))
            if len(self.life.history) == before:
                return

    @rule(data=st.data())
    def takes_a_sound_step(self, data: st.DataObject) -> None:
        self.takes(self.drawn_sound(data))

    @rule(data=st.data())
    def misses_by_one_thing(self, data: st.DataObject) -> None:
        self.takes(self.drawn_near_miss(data))

    @rule(data=st.data(), step=st.sampled_from(STEPS))
    def tries_anything(self, data: st.DataObject, step: str) -> None:
        self.takes(self.drawn(data, step))

    @rule(data=st.data(), step=st.sampled_from(STEPS))
    def records_anything(self, data: st.DataObject, step: str) -> None:
        self.records(self.drawn(data, step))

    @rule(data=st.data())
    def records_a_near_miss(self, data: st.DataObject) -> None:
        self.records(self.drawn_near_miss(data))

    @rule(who=st.sampled_from(WHO), days=DAYS)
    def looks_at_the_options(self, who: str, days: int) -> None:
        self.life.looks(who, self.day(days))

    def teardown(self) -> None:
        if hasattr(self, "life"):
            self.life.reads_back()

    def takes(self, event: Event) -> None:
        event = _possible(event)
        keys = self.life.compares(event)
        kind = "out of order" if "not_here" in keys else "refused" if keys else "accepted"
        self.note(kind, event["step"])
        for key in keys:
            self.note("reasons", key)

    def records(self, event: Event) -> None:
        event = _possible(event)
        keys = self.life.records(event)
        self.note("recorded despite" if keys else "accepted", event["step"])

    def note(self, kind: str, what: str) -> None:
        seen.setdefault(kind, Counter())[what] += 1
        seen.setdefault("states", Counter())[self.life.state] += 1

    def day(self, days: int) -> int:
        return max(1, self.life.day + days)

    def drawn_sound(self, data: st.DataObject) -> Event:
        """A sound step of those that are there in the state."""
        here = [step for step in STEPS if self.life.state in oracle.FROM[step]]
        step = data.draw(st.sampled_from(here or list(STEPS)), label="step")
        return sound(self.life.place, step, self.day(data.draw(DAYS, label="days")))

    def drawn_near_miss(self, data: st.DataObject) -> Event:
        """A sound step with exactly one thing otherwise: who acts, the day, or what is put on record."""
        event = self.drawn_sound(data)
        others: list[Event] = [{"who": who} for who in WHO if who != event["who"]]
        others += [
            {field: value}
            for field, values in otherwise(self.life.place, event["step"]).items()
            for value in values
        ]
        return event | data.draw(st.sampled_from(others), label="otherwise")

    def drawn(self, data: st.DataObject, step: str) -> Event:
        """A step of any kind by anybody, each of its fields perhaps otherwise."""
        event = sound(self.life.place, step, self.day(data.draw(DAYS, label="days")))
        more: Event = {
            field: data.draw(st.sampled_from([event[field], *values]), label=field)
            for field, values in otherwise(self.life.place, step).items()
        }
        who = data.draw(st.sampled_from([event["who"], *WHO]), label="who")
        return event | more | {"who": who}


def _possible(event: Event) -> Event:
    """Head counts and numbers of persons that can be."""
    if event["step"] == "explain_dissent":
        return event | {"explained": min(event["explained"], event["dissent"])}
    return event


def test_the_library_and_the_oracle_give_the_same_answers() -> None:
    seen.clear()
    for goal in cr.State:
        machine = type(f"From{goal.value}", (Lives,), {"goal": goal})
        run_state_machine_as_test(machine, settings=SETTINGS)
    assert set(seen["states"]) == {state.value for state in cr.State}
    for kind in ("accepted", "out of order", "recorded despite"):
        assert set(STEPS) <= set(seen[kind]), (kind, set(STEPS) - set(seen[kind]))
    assert set(STEPS) <= set(seen["refused"]), set(STEPS) - set(seen["refused"])
