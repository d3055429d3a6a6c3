"""A guard: rules of one grain made ready for rooms of one kind, and what they say of a row."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from consultrules.facts.fact import Check, Row
from consultrules.policy.judging import Force, Verdict
from consultrules.policy.vocabulary import RoomKind
from consultrules.rules.bounds import compiled_check
from consultrules.rules.compiled import Weigh, holds, weighing_of
from consultrules.rules.finding import Finding
from consultrules.rules.plan import WORDS, Plan
from consultrules.rules.report import OK
from consultrules.rules.rule import Rule

_KEPT = 1000  # templates of one guard; few sets of verdicts ever come up
_IDLE = Verdict.NOT_APPLICABLE.value


@dataclass(frozen=True)
class Guard:
    """The rules of a plan for rooms of a kind; ``None`` is for a room that has not always been of one.

    A rule that is about no such room is not asked, and no fact is read for it alone.
    """

    plan: Plan
    kind: RoomKind | None

    @cached_property
    def asked(self) -> tuple[int, ...]:
        """The places of the rules that may be about such a room."""
        return tuple(
            n for n, rule in enumerate(self.plan.rules) if self._is_about(rule) is not False
        )

    def _is_about(self, rule: Rule) -> bool | None:
        """Whether a rule is about all rooms of the kind or about none; the rest takes more than the kind."""
        known = {"room_kind": self.kind.number} if self.kind is not None else {}
        return rule.applies is None or holds(rule.applies, self.plan.numbers)(known.get)

    @cached_property
    def wanted(self) -> frozenset[str]:
        """The facts that these rules read."""
        codes = {code for n in self.asked for code in self.plan.rules[n].facts}
        return frozenset(codes | {"session_held"} if self.plan.grain == "session" else codes)

    @cached_property
    def check(self) -> Check:
        """What finds the numbers of its rows that cannot be."""
        return compiled_check()

    @cached_property
    def waiting(self) -> tuple[int, ...]:
        """The places of the rules that a step waits for: binding ones, unless a reading lets it go on."""
        forces, rules = self.plan.forces, self.plan.rules
        return tuple(n for n, force in enumerate(forces) if force is Force.MUST and rules[n].blocks)

    @cached_property
    def blocking(self) -> tuple[tuple[int, int], ...]:
        """Where those verdicts stand that a step waits for, with the places of their rules."""
        return tuple((at, n) for at, n in enumerate(self.asked) if n in self.waiting)

    @cached_property
    def weigh(self) -> Weigh:
        """What the rules asked say of facts, and the sides that facts move in the order of their keys."""
        return self._weighing[0]

    @cached_property
    def _weighing(self) -> tuple[Weigh, tuple[tuple[str, str], ...]]:
        rules = [self.plan.rules[n] for n in self.asked]
        always = [replace(rule, applies=None) if self._is_about(rule) else rule for rule in rules]
        return weighing_of(always, self.plan.numbers, self._by_key)

    @cached_property
    def _by_key(self) -> tuple[int, ...]:
        """Where the verdicts stand in the order of their keys, as canonical JSON has them."""
        rules = self.plan.rules
        return tuple(sorted(range(len(self.asked)), key=lambda at: rules[self.asked[at]].key))

    def template(self, codes: tuple[int, ...]) -> list[str]:
        """The findings as JSON for these verdicts, in pieces: every second is a side that facts move."""
        made = self._templates.get(codes)
        if made is None:
            told = {rule.key: f'["{_IDLE}",null,null]' for rule in self.plan.rules}
            for at, (left, right) in zip(self._by_key, self._weighing[1], strict=True):
                told[self.plan.rules[self.asked[at]].key] = f'["{WORDS[codes[at]]}",{left},{right}]'
            if len(self._templates) >= _KEPT:
                self._templates.clear()
            fixed = "{" + ",".join([f'"{key}":{told[key]}' for key in sorted(told)]) + "}"
            pieces = [piece for part in fixed.split("%s") for piece in (part, "")][:-1]
            made = self._templates[codes] = pieces
        return made

    @cached_property
    def _templates(self) -> dict[tuple[int, ...], list[str]]:
        return {}


class Judgement(NamedTuple):
    """The verdicts of a guard on one row, and the sides that facts move, as JSON."""

    guard: Guard
    row: Row
    codes: tuple[int, ...]
    sides: tuple[str, ...]

    def blockers(self) -> list[Finding]:
        """The findings that a step waits for."""
        if OK.issuperset(self.codes):
            return []
        return [
            Finding(self.guard.plan, n, self.codes[at], self.row)
            for at, n in self.guard.blocking
            if self.codes[at] not in OK
        ]

    def advice(self) -> list[Finding]:
        """The findings that are not met and that no step waits for."""
        return [
            Finding(self.guard.plan, n, code, self.row)
            for n, code in zip(self.guard.asked, self.codes, strict=True)
            if code not in OK and n not in self.guard.waiting
        ]

    def json(self) -> str:
        """Each rule's verdict with both sides, by key, as canonical JSON: what let the step through.

        Of a rule that is about no such room there is nothing to observe.
        """
        pieces = self.guard.template(self.codes).copy()
        pieces[1::2] = self.sides
        return "".join(pieces)
