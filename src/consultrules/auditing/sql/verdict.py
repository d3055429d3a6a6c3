"""Verdicts in SQL: what a compiled rule answers about one row, as one whole number (``rules.compiled``)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from consultrules.auditing.sql.expression import Expressions
from consultrules.rules.compiled import (
    FAIL,
    NOT_APPLICABLE,
    NOT_IN_FORCE,
    PASS,
    PENDING,
    UNKNOWN,
    WAIVED,
)
from consultrules.rules.rule import Rule
from consultrules.rules.tree import Among, facts_of


@dataclass(frozen=True, slots=True)
class Asked:
    """What a rule asks of a row, each part a condition or empty: applies, waived, still open, test."""

    applies: str
    waived: str
    awaits: str
    test: str

    @classmethod
    def of(cls, rule: Rule, write: Expressions) -> Asked:
        """The parts of a rule."""
        awaits = ""
        if rule.awaits is not None:
            # Whether a duty is still open is never guessed from the rest: all its facts have to be there.
            awaits = write.only_if_known(facts_of(rule.awaits), write.condition(rule.awaits))
        return cls(
            write.condition(rule.applies) if rule.applies is not None else "",
            write.condition(rule.waived) if rule.waived is not None else "",
            awaits,
            write.condition(rule.test),
        )

    @property
    def verdict(self) -> str:
        """The verdict, as a compiled rule answers it."""
        cases = []
        if self.applies:
            cases += _cases(self.applies, NOT_APPLICABLE, negated=True)
        if self.waived:
            cases += _cases(self.waived, WAIVED)
        if self.awaits:
            cases += _cases(self.awaits, PENDING)
        cases += [f"WHEN {self.test} THEN {PASS}", f"WHEN NOT {self.test} THEN {FAIL}"]
        return f"CASE {' '.join(cases)} ELSE {UNKNOWN} END"

    @property
    def settled(self) -> str:
        """True where the rule surely is met or does not apply; all else has to be looked at."""
        ways = [f"NOT {self.applies}"] if self.applies else []
        so_far = [self.applies] if self.applies else []
        if self.waived:
            ways.append(_all([*so_far, self.waived]))
            so_far.append(f"NOT {self.waived}")
        if self.awaits:
            so_far.append(f"NOT {self.awaits}")
        ways.append(_all([*so_far, self.test]))
        return ways[0] if len(ways) == 1 else f"({' OR '.join(ways)})"

    @property
    def not_applicable(self) -> str:
        """True where the rule does not apply, or is waived; false or ``NULL`` elsewhere."""
        ways = [f"NOT {self.applies}"] if self.applies else []
        if self.waived:
            ways.append(_all([*([self.applies] if self.applies else []), self.waived]))
        return f"({' OR '.join(ways)})" if ways else "(1 = 0)"


def all_closed(rules: Iterable[Rule], write: Expressions) -> list[str]:
    """Conditions that are all true where every rule surely is met or does not apply.

    Rules for the same rows are asked together, so that whether they apply is found out once; and what is
    asked of several kinds of rows is asked once of all these.
    """
    conditions: dict[str, None] = {}
    groups: dict[str, list[str]] = {}
    of_words: dict[tuple[str, str], dict[int, bool]] = {}
    for rule in rules:
        ask = Asked.of(rule, write)
        met = _all([f"NOT {ask.awaits}", ask.test]) if ask.awaits else ask.test
        if ask.waived:
            conditions[f"({ask.waived} IS NOT NULL)"] = None
            met = f"({ask.waived} OR {met})"
        if isinstance(rule.applies, Among):
            conditions[f"({write.fact(rule.applies.fact)} IS NOT NULL)"] = None
            words = of_words.setdefault(
                (rule.applies.fact, met), dict.fromkeys(rule.applies.map, False)
            )
            words.update({word: True for word, own in rule.applies.map.items() if own})
        else:
            if ask.applies:
                conditions[f"({ask.applies} IS NOT NULL)"] = None
            groups.setdefault(ask.applies, []).append(met)
    for (fact, met), words in of_words.items():
        among = "" if all(words.values()) else write.condition(Among(fact, words))
        groups.setdefault(among, []).append(met)
    for applies, tests in groups.items():
        if applies:
            conditions[f"(NOT {applies} OR {_all(tests)})"] = None
        else:
            conditions.update(dict.fromkeys(tests))
    return list(conditions)


def of_session(found: str, held: str) -> str:
    """The verdict on a session: nothing is due of one still to come; of one nobody knows nothing is known."""
    settled = f"{PENDING}, {NOT_APPLICABLE}, {WAIVED}, {NOT_IN_FORCE}"
    return (
        f"CASE WHEN {held} = 1 OR {found} IN ({settled}) THEN {found}"
        f" WHEN {held} IS NULL THEN {UNKNOWN} ELSE {PENDING} END"
    )


def _cases(condition: str, verdict: int, *, negated: bool = False) -> list[str]:
    met = f"NOT {condition}" if negated else condition
    return [f"WHEN {met} THEN {verdict}", f"WHEN {condition} IS NULL THEN {UNKNOWN}"]


def _all(conditions: list[str]) -> str:
    return conditions[0] if len(conditions) == 1 else f"({' AND '.join(conditions)})"
