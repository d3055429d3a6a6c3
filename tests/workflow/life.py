"""A life told twice: as the library takes it and as the oracle answers, compared at every step."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

import consultrules as cr
from consultrules.policy.lifecycle import Move
from workflow import oracle_of_life as oracle
from workflow.deeds import call, day_of, opened, sound
from workflow.oracle_of_life import Data, Event
from workflow.places import Place

Keys = frozenset[str]
_OF_DELIVERY = (
    "3.6.s2", "3.6.s3", "3.6.s4", "3.6.s5", "3.6.s7",
    "3.6.s6#review", "3.6.s6#party", "3.6.s6#government",
    "3.6.s8#review", "3.6.s8#party", "3.6.s8#government",
)  # fmt: skip
_INSTEAD = {"assign": "3.7.s1#owner", "list_feedback": "3.7.s2a#author"}
"""Lists of which the newest stands, with the rule about who makes it."""


class Life:
    """A case with its history in plain words."""

    def __init__(self, place: Place, topic: Data, id: str = "t1", **more: Any) -> None:
        self.place = place
        self.topic = topic
        self.case, first = opened(place, topic, id, **more)
        self.history: list[Event] = [first]
        self.pasts = [self.case]
        self.breaches: tuple[cr.Breach, ...] = ()

    def copy(self) -> Life:
        """The same life, to be led on in another way."""
        other = copy.copy(self)
        other.history, other.pasts = list(self.history), list(self.pasts)
        return other

    @property
    def state(self) -> str:
        return self.case.state.value

    @property
    def day(self) -> int:
        """The latest day so far."""
        return max(event["day"] for event in self.history)

    def expected(self, event: Event) -> Keys:
        """Why not, by the oracle.

        Of a list that is older than the one that stands, no rule about lists says who made it; whoever
        hands it in holds the office or does not.
        """
        keys = oracle.reasons(self.place.plain, self.topic, self.history, event)
        made = [e["day"] for e in self.history if e["step"] == event["step"]]
        if event["step"] in _INSTEAD and made and event["day"] < max(made):
            keys = frozenset("role" if key == _INSTEAD[event["step"]] else key for key in keys)
        return keys

    def open_between(self, event: Event) -> dict[str, Keys]:
        """Keys that two honest readers count differently, since another key already tells the breach.

        Each is looked past only where that other key, or one of several, is told by both.
        """
        life = oracle.Life(self.place.plain, self.topic, (*self.history, event))
        found: dict[str, Keys] = {}
        if not life.of("research"):  # no report, no research: nothing came before anything
            found["3.4.s5a"] = frozenset({"3.4.s5a#reported"})
        if not life.of("approve"):  # no review, no approval: likewise
            found["3.2.s6#review"] = frozenset({"3.2.s6#reviewed"})
        # Whether a review that came too late had departments.
        found["3.2.s6#departments"] = frozenset({"3.2.s6#review"})
        now = life.this_round()
        if now.suggestions() is None:  # whether what was delivered without a list was the list
            told = frozenset({"3.6.s1", "needs:suggestion_list"})
            found |= dict.fromkeys(_OF_DELIVERY, told)
        if (
            now.latest("list_feedback") is None
        ):  # outcomes are waited for with the list or before it
            found["3.7.s2a#tasks"] = frozenset({"3.7.s2a#made"})
        if life.of("return"):  # whether an approval that came too late and was taken back is any
            told = frozenset({"3.2.s2c"})
            of_approval = oracle.APPROVAL[self.place.kind], "3.5.s1.i1", "3.2.s6#departments"
            found |= dict.fromkeys(of_approval, told)
            found["3.2.s6#review"] = told | {"3.2.s6#reviewed"}
        if event["step"] == "preliminary_review":  # whether a review of no account had departments
            found["3.2.s6#departments"] = frozenset({"role"})
        return found

    def agree(self, event: Event, found: Keys, keys: Keys) -> bool:
        """Whether both tell the same reasons."""
        aside = self.open_between(event)
        return all(key in aside and aside[key] & found & keys for key in found ^ keys)

    def tried(self, event: Event, **more: Any) -> cr.Case | Keys:
        """The case after a step, or the keys of the reasons against it, each told in full."""
        try:
            return self.case.take(**call(self.place, event, self.history), **more)
        except (cr.StepRefused, cr.WrongState) as error:
            refused = error
        _told_in_full(refused.findings)
        for reason in refused.findings:
            assert all(reason.reason(lang) in refused.text(lang) for lang in ("zh", "en"))
        if isinstance(refused, cr.WrongState):
            if not more:
                self._told_as_recorded(event, refused)
            return frozenset({"not_here"})
        return frozenset(refused.keys)

    def _told_as_recorded(self, event: Event, refused: cr.WrongState) -> None:
        """What is out of order is refused with all that recording it would find, where it can be recorded."""
        try:
            told = call(self.place, event, self.history)
            kept = self.case.take(**told, despite="已经发生")
        except cr.ConsultRulesError:
            assert refused.keys == ("not_here",), (refused.keys, *self.told(event))
        else:
            assert refused.keys == tuple(b.key for b in kept.entries[-1].breaches)

    def goes(self, step: str, day: int | None = None, **more: Any) -> None:
        """Take a sound step; it has to be accepted."""
        event = sound(self.place, step, self.day if day is None else day, **more)
        after = self.tried(event)
        assert isinstance(after, cr.Case), (self.place.name, event, after, self.history)
        self.moves(event, after)

    def goes_to(self, goal: str) -> None:
        """Take the shortest way to a state or milestone, a day a step."""
        for step in self.case.path_to(goal).steps:
            same_day = step is Move.REPORT_SENSITIVE  # it is told while research lasts
            self.goes(step.value, self.day + (not same_day))
        assert goal in (self.state, *(m.value for m in self.case.milestones)), goal

    def moves(self, event: Event, after: cr.Case) -> None:
        """One entry more."""
        assert len(after.entries) == len(self.case.entries) + 1
        assert after.breaches[: len(self.breaches)] == self.breaches, "a breach stays for ever"
        self.case = after
        self.history.append(event)
        self.pasts.append(after)
        self.breaches = after.breaches

    def compares(self, event: Event) -> Keys:
        """Take a step if the oracle allows it; whatever either says, both have to say."""
        keys, before = self.expected(event), self.case
        shown = (before.state, before.record, before.entries, before.standing.hash)
        after = self.tried(event)
        if isinstance(after, cr.Case):
            assert not keys, ("taken against the oracle", keys, *self.told(event))
            self.option_agrees(event, frozenset())
            self.moves(event, after)
            self.holds()
        else:
            assert self.agree(event, after, keys), ("reasons", after, keys, *self.told(event))
            assert keys, "a refusal has a reason"
            now = (self.case.state, self.case.record, self.case.entries, self.case.standing.hash)
            assert now == shown
            self.option_agrees(event, after)
        assert self.state == oracle.state(self.history), self.told(event)
        return keys

    def records(self, event: Event) -> Keys:
        """Record a step despite whatever stands against it, where it can have happened at all."""
        keys = self.expected(event)
        edge = self.case.process.edge(Move(event["step"]), self.case.state)
        unfiled = event["step"] == "report_sensitive" and not self.case.record.research
        if unfiled and edge is not None:
            with pytest.raises(cr.IntakeError, match="no research"):
                self.tried(event, despite="已经发生")
            return keys
        after = self.tried(event, despite="已经发生")
        if edge is None:
            assert after == {"not_here"}, (after, *self.told(event))
            return keys
        assert isinstance(after, cr.Case), (after, *self.told(event))
        entry = after.entries[-1]
        found = frozenset(breach.key for breach in entry.breaches)
        if "not_here" in keys:
            assert keys <= found or found == {"not_applicable"}, (found, *self.told(event))
        else:
            assert self.agree(event, found, keys), ("breaches", found, keys, *self.told(event))
        assert entry.despite == "已经发生"
        assert all(b.seq == entry.seq and b.text("zh") and b.text("en") for b in entry.breaches)
        self.moves(event, after)
        self.holds()
        assert self.state == oracle.state(self.history), self.told(event)
        return keys

    def option_agrees(self, event: Event, keys: Keys) -> None:
        """The option of a step with its record says what taking it says; a reason is given by taking."""
        told = call(self.place, event, self.history)
        options = self.case.options(
            by=told["by"], on=told["on"], records={event["step"]: told["record"]}
        )
        option = next((o for o in options if o.step == event["step"]), None)
        if option is None:
            assert keys in ({"not_here"}, {"not_applicable"}), (keys, *self.told(event))
            return
        _told_in_full(option.missing)
        missing = frozenset(reason.key for reason in option.missing)
        if keys == {"not_here"}:
            assert keys <= missing or missing == {"not_applicable"}, (missing, *self.told(event))
        else:
            assert missing == keys - {"reason"}, ("option", missing, keys, *self.told(event))
        assert option.allowed is not bool(missing)

    def looks(self, who: str, day: int) -> None:
        """Options without records promise neither too much nor too little to whoever asks."""
        by, on = self.place.actor(who), day_of(day)
        options = {o.step.value: o for o in self.case.options(by=by, on=on)}
        for step in oracle.FROM:
            event = sound(self.place, step, day, who=who)
            after = self.tried(event)
            option = options.get(step)
            if option is None:
                assert after in ({"not_here"}, {"not_applicable"}), (after, *self.told(event))
            else:
                accepted = isinstance(after, cr.Case)
                assert option.allowed is accepted, (option.text(), after, *self.told(event))
                if accepted:
                    assert after.state is option.target
                    assert option.reaches is None or option.reaches in after.milestones

    def holds(self) -> None:
        """The journal verifies, and adds up to the case that was reached."""
        verification = self.case.verify()
        assert verification.ok, verification.text("en")
        same(cr.Case.replay(self.case.entries), self.case)

    def reads_back(self) -> None:
        """The journal adds up to the same through JSON, with another office."""
        lines = [json.loads(entry.to_json()) for entry in self.case.entries]
        again = cr.Case.replay(lines)
        same(again, self.case)
        assert again.entries == self.case.entries
        assert again.verify().ok

    def told(self, event: Event) -> tuple[Any, ...]:
        """What to show when two answers differ."""
        return self.place.name, self.topic, self.state, event, self.history


def same(one: cr.Case, other: cr.Case) -> None:
    """Both add up to the same."""
    assert one.state is other.state
    assert one.milestones == other.milestones
    assert one.record == other.record
    assert one.breaches == other.breaches
    assert one.standing == other.standing
    assert one == other


def _told_in_full(findings: tuple[Any, ...]) -> None:
    for reason in findings:
        for lang in ("zh", "en"):
            assert reason.reason(lang).strip(), reason
            assert reason.remedy(lang).strip(), reason
