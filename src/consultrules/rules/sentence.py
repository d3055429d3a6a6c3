"""The sentences of a finding: what is required, what was seen, what to do. Made late, at the edge."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from consultrules.facts.catalogue import FACTS
from consultrules.facts.fact import Fact, Row, ahead_of
from consultrules.policy.edition import Edition
from consultrules.policy.language import language_from
from consultrules.policy.parameters import Parameters
from consultrules.policy.vocabulary import RoomKind
from consultrules.rules.compiled import FAIL, PENDING, UNKNOWN
from consultrules.rules.formula import MINIMUM, formula, value
from consultrules.rules.rule import Rule
from consultrules.rules.tree import Compare, Constant, Difference, F, Organ, facts_of

_NOTES = {
    "partial_year": ("年度不完整", "the year is partial"),
    "before_in_force": ("实施意见印发前", "before the edition was in force"),
    "not_used": ("未曾向上反映", "not raised with anybody higher up"),
    "not_invited": ("未曾邀请或本人不愿", "not invited, or not willing"),
}
_UNGIVEN = {
    "missing": ("缺少：", "missing: "),
    "expired": ("已过期：", "expired: "),
    "impossible": ("自相矛盾或超出范围：", "contradictory or out of bounds: "),
}
_ATTESTED = {
    "missing": ("没有证明", "nobody has attested it"),
    "expired": ("证明已过期", "the attestation has expired"),
    "impossible": ("证明互相矛盾", "attestations contradict each other"),
    "denied": ("经证明没有做到", "attested not to hold"),
    "held": ("经证明做到", "attested to hold"),
}
_BODIES = {
    "approved_day": ("已有决定：{}", "decided: {}"),
    "responsibility_owner_is_party_or_government": ("制定者 {}", "made by: {}"),
    "feedback_author_is_not_room": ("作出者 {}", "made by: {}"),
    "sensitive_reported_day": ("未报到 {}", "not told: {}"),
    "receiver_groups_reached": ("未送到 {}", "not reached: {}"),
    "escalation_reached_party": ("未报到 {}", "not reached: {}"),
    "escalation_reached_government": ("未报到 {}", "not reached: {}"),
    "entrusted_report_day": ("结果未报到 {}", "not told the result: {}"),
    "preliminary_review_day": ("不计 {} 的初审", "a review that does not count, by: {}"),
    "upward_by_channel": ("径直报给 {}", "raised directly with: {}"),
}
"""What the bodies behind some facts are; a reason names them."""
_HOLDS: Mapping[str, Callable[[int, int], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "==": operator.eq,
}
Show = Callable[[int | None], str]


class Sentences:
    """The fixed words of one rule in one language, made once for a plan."""

    def __init__(self, rule: Rule, numbers: Parameters, policy: Edition, lang: str) -> None:
        facts = FACTS[rule.grain]
        self._zh = lang == "zh"
        self._lang = language_from(lang)
        self._facts = facts
        self._policy = policy
        self.required = formula(rule.test, rule.grain, numbers, lang)
        self.to_do = policy.remedy(rule.key, lang)
        self._rule = rule
        left, right = rule.test.left, rule.test.right
        # A flag of what is attested speaks for itself, in fewer words than a comparison.
        flag = left.code if isinstance(left, F) and isinstance(right, Constant) else ""
        attested = policy.clause(rule.clause).attested_of
        self._attested = flag if attested and flag.startswith("attested_") else None
        self._bodies: tuple[str, str] | None = None
        if isinstance(left, Organ) and isinstance(right, Organ):
            self._bodies = (left.unit, right.unit)
        by_kind = [numbers[name] for name in rule.numbers if not isinstance(numbers[name], int)]
        self._minima: Mapping[str, int] | None = by_kind[0] if by_kind else None  # type: ignore[assignment]
        self._head = (
            f"要求 {self.required}；实际 " if self._zh else f"required: {self.required}; observed: "
        )
        self._read: list[tuple[str, str, Show]] = [
            (f"{facts[code].name(lang)} = ", code, _show(facts[code], lang))
            for code in dict.fromkeys(facts_of(rule.test))
        ]
        self._behind = [
            (code, _pick(_BODIES[code], lang)) for _, code, _ in self._read if code in _BODIES
        ]
        self._first = [
            (code, ahead)
            for code in _first(rule.test)
            if (ahead := ahead_of(facts[code])) is not None
        ]

    @property
    def names_bodies(self) -> bool:
        """Whether what is seen names bodies, as records tell them."""
        return self._bodies is not None or bool(self._behind)

    def seen(self, row: Row) -> str:
        """What is required, and the facts that were compared."""
        if self._attested is not None:
            told = {None: "missing", 0: "denied", 1: "held"}[row.facts.get(self._attested)]
            return _pick(_ATTESTED[told], self._lang)
        if self._bodies is not None:
            named = self._named(row, *self._bodies)
            if named:
                return named
        get = row.facts.get
        seen = self._head + ", ".join([name + show(get(code)) for name, code, show in self._read])
        for code, told in self._behind:
            names = row.evidence.get(code)
            if names:
                mark, comma = ("；", "、") if self._zh else ("; ", ", ")
                seen += mark + told.format(comma.join(names))
        kind = get("room_kind")
        if self._minima is None or kind is None:
            return seen
        word = RoomKind.by_number(kind)
        return seen.replace(_pick(MINIMUM, self._lang), str(self._minima[word.value]))

    def _named(self, row: Row, acted: str, wanted: str) -> str:
        """Who should have acted and who did, by name where the records tell the names."""
        by, route = row.evidence.get(acted), row.evidence.get(wanted)
        if not route or row.facts.get(wanted) is None:
            return ""
        nobody = ("未获审定", "approved by nobody")
        did = "、".join(by) if by else _pick(nobody, self._lang)
        should = ("或" if self._zh else " or ").join(route)
        return f"应由 {should}；实际 {did}" if self._zh else f"required: {should}; observed: {did}"

    def remedy(
        self, code: int, causes: Iterable[str], row: Row, observed: int | None, required: int | None
    ) -> str:
        """What to do: supply what nobody told, keep what is met so far, else what the edition says.

        ``observed`` and ``required`` are both sides of the comparison, as ``row`` has them.
        """
        if code == UNKNOWN:
            return self.supply(causes)
        if code == PENDING:
            get = row.facts.get
            untold = [f"missing:{fact}" for fact in self._rule.facts if get(fact) is None]
            if untold and row.grain == "session":
                return self.supply(untold)
            if all(get(fact) != ahead for fact, ahead in self._first):
                return self.ahead(observed, required)
        return self.to_do if code in (FAIL, PENDING) else ""

    def ahead(self, observed: int | None, required: int | None) -> str:
        """What to do about what is not judged yet, by both sides as they stand."""
        if observed is None or required is None:
            return self.to_do
        met = _HOLDS[self._rule.test.op](observed, required)
        return self._policy.remedy("met_so_far", self._lang) if met else self.to_do

    def ungiven(self, causes: Iterable[str]) -> str:
        """Which facts are missing or impossible."""
        parts = []
        if self._attested is not None:
            found = {cause.partition(":")[2]: cause.partition(":")[0] for cause in causes}
            if found.keys() == {self._attested}:
                return _pick(_ATTESTED[found[self._attested]], self._lang)
            causes = [f"{kind}:{code}" for code, kind in found.items()]
        for cause in causes:
            kind, _, code = cause.partition(":")
            parts.append(f"{_pick(_UNGIVEN[kind], self._lang)}{self._name(code)} [{code}]")
        wanted = f"（要求：{self.required}）" if self._zh else f" (required: {self.required})"
        return ("；" if self._zh else "; ").join(parts) + wanted

    def supply(self, causes: Iterable[str]) -> str:
        """What has to be supplied."""
        causes = tuple(causes)
        if [cause.partition(":")[2] for cause in causes] == [self._attested]:
            return self.to_do
        names = [self._name(cause.partition(":")[2]) for cause in causes]
        return (
            "补充并核实：" + "、".join(names)
            if self._zh
            else "supply and verify: " + ", ".join(names)
        )

    def waived(self, causes: Iterable[str]) -> str:
        """Why the clause does not apply."""
        for cause in causes:
            if cause.startswith("reading:"):
                reading, _, option = cause.removeprefix("reading:").partition("=")
                return f"{cause}: {self._policy.words(reading, option, self._lang)}"
            return _pick(_NOTES[cause], self._lang)
        return "本条不适用于此对象" if self._zh else "the clause does not apply to this subject"

    def _name(self, code: str) -> str:
        fact = self._facts.get(code)
        return fact.name(self._lang) if fact is not None else code


def _pick(pair: tuple[str, str], lang: str) -> str:
    return pair[0] if lang == "zh" else pair[1]


def _first(test: Compare) -> tuple[str, ...]:
    """The facts of a comparison that have to be there before it can be met: of two days the earlier.

    What has not been done has a day later than any other, so that it would seem to come after.
    """
    if isinstance(test.left, Difference):
        return tuple(facts_of(test.left.right))
    return tuple(facts_of(test.left if test.op in ("<=", "<") else test))


@cache
def _show(fact: Fact, lang: str) -> Show:
    return lambda number: value(fact, number, lang)
