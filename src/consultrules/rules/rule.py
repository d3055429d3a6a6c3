"""A rule: where it applies, when it is still open, and exactly one comparison."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from consultrules.policy.judging import Force
from consultrules.rules.tree import Compare, Condition, facts_of, numbers_of


@dataclass(frozen=True)
class Rule:
    """One clause, or one aspect of it (``3.7.s2c#scope``), as trees over one row of facts.

    ``applies`` false gives ``not_applicable``; ``waived`` true does so too, with ``waiver`` as cause;
    ``awaits`` true means that its moment has not come (``pending``). ``force`` stands only where a
    reading grades the clause otherwise. ``readings`` are those that shaped the rule; ``blocks`` is false
    where by one of them no step of the lifecycle waits for the rule, though the process names it as a guard.
    """

    key: str
    grain: str
    test: Compare
    applies: Condition | None = None
    waived: Condition | None = None
    waiver: str = ""
    awaits: Condition | None = None
    force: Force | None = None
    readings: tuple[str, ...] = ()
    blocks: bool = True

    @cached_property
    def clause(self) -> str:
        """The address of the clause, without the aspect."""
        return self.key.partition("#")[0]

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The codes of all facts that the rule reads, each once."""
        trees = (self.applies, self.waived, self.awaits, self.test)
        return tuple(dict.fromkeys(code for tree in trees for code in facts_of(tree)))

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        """The names of all numbers of the edition that the rule reads."""
        trees = (self.applies, self.waived, self.awaits, self.test)
        return tuple(dict.fromkeys(name for tree in trees for name in numbers_of(tree)))


class Reader:
    """The readings of an edition, noting which ones a rule asked for."""

    def __init__(self, chosen: Mapping[str, str]) -> None:
        self._chosen = chosen
        self.asked: dict[str, None] = {}

    def __call__(self, reading: str) -> str:
        """The option in force."""
        self.asked[reading] = None
        return self._chosen[reading]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What a rule that depends on readings comes out as."""

    test: Compare
    applies: Condition | None = None
    waived: Condition | None = None
    waiver: str = ""
    force: Force | None = None
    awaits: Condition | None = None
    blocks: bool = True


Made = Callable[[Reader], Shape]


class Heading:
    """The rules of one heading of the policy, in the order in which they are written down."""

    def __init__(self, grain: str, *, awaits: Condition | None = None) -> None:
        self.grain = grain
        self.awaits = awaits
        self._made: dict[str, Made] = {}

    def rule(
        self,
        key: str,
        test: Compare,
        *,
        applies: Condition | None = None,
        awaits: Condition | None = None,
        waived: Condition | None = None,
        waiver: str = "",
        force: Force | None = None,
    ) -> None:
        """Write down a rule that no reading touches."""
        shape = Shape(
            test=test, applies=applies, awaits=awaits, waived=waived, waiver=waiver, force=force
        )
        self._add(key, lambda _read: shape)

    def read(self, key: str) -> Callable[[Made], Made]:
        """Write down a rule that depends on readings; the function asks for them."""

        def note(made: Made) -> Made:
            self._add(key, made)
            return made

        return note

    def _add(self, key: str, made: Made) -> None:
        assert key not in self._made, key
        self._made[key] = made

    def rules(self, chosen: Mapping[str, str]) -> tuple[Rule, ...]:
        """All rules of the heading under these readings."""
        return tuple(self._rule(key, made, Reader(chosen)) for key, made in self._made.items())

    def _rule(self, key: str, made: Made, read: Reader) -> Rule:
        shape = made(read)
        return Rule(
            key=key,
            grain=self.grain,
            test=shape.test,
            applies=shape.applies,
            waived=shape.waived,
            waiver=shape.waiver,
            awaits=self.awaits if shape.awaits is None else shape.awaits,
            force=shape.force,
            readings=tuple(read.asked),
            blocks=shape.blocks,
        )
