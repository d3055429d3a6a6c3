"""Why a step is refused where no rule says so: the wrong office, the wrong state, what has to come first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from consultrules.policy.judging import Force, Verdict

_WORDS: Mapping[str, tuple[str, str, str, str]] = {
    # code: reason zh, reason en, remedy zh, remedy en
    "not_here": (
        "“{step}”不能在“{state}”时进行；可在：{told}",
        "“{step}” is not possible while the topic is “{state}”; it is when: {told}",
        "先办理前面的步骤；确已发生的，用 despite 说明理由后补录",
        "take the steps before it first; if it has happened all the same, record it with despite=reason",
    ),
    "resting": (
        "“{state}”期间不能“{step}”；可在：{told}",
        "“{step}” is not possible while the topic is “{state}”; it is when: {told}",
        "先恢复（resume）",
        "resume it first",
    ),
    "ended": (
        "“{state}”之后不能“{step}”；可在：{told}",
        "“{step}” is not possible once the topic is “{state}”; it is when: {told}",
        "重新办理（reopen）后再办",
        "reopen the case first",
    ),
    "passed": (
        "“{step}”不能在“{state}”时进行；可在：{told}",
        "“{step}” is not possible while the topic is “{state}”; it is when: {told}",
        "此时无须办理",
        "nothing is to be done now",
    ),
    "not_applicable": (
        "此议题没有“{step}”这一步：{told}",
        "the step “{step}” does not apply to this topic: {told}",
        "无须办理",
        "nothing is to be done",
    ),
    "role": (
        "“{step}”应由{told}办理，实际由{state}办理",
        "“{step}” is for {told}; it was {state} that acted",
        "由{told}办理",
        "let {told} act",
    ),
    "role_unknown": (
        "“{step}”由谁办理无从确定：缺 {told}",
        "who may take “{step}” cannot be said: {told} is missing",
        "补充 {told}",
        "supply {told}",
    ),
    "needs": (
        "“{step}”须在“{told}”之后",
        "“{step}” comes after: {told}",
        "先完成“{told}”",
        "first: {told}",
    ),
    "early": (
        "“{step}”的日期早于议题成为“{state}”之日（{told}）",
        "“{step}” is dated before the day on which the topic became “{state}” ({told})",
        "核对日期",
        "look at the dates again",
    ),
    "convener": (
        "“{step}”由召集人办理：{state}",
        "“{step}” is for the convener: {state}",
        "由登记在册的召集人以{told}的名义办理；没有召集人的先登记",
        "let a registered convener act for {told}; where there is none, register one first",
    ),
    "unless": (
        "{told}后，不能“{step}”",
        "“{step}” is not possible after: {told}",
        "继续办理至办结",
        "go on until it can be closed",
    ),
    "reason": (
        "“{step}”须说明理由",
        "“{step}” needs a reason",
        "写明 reason",
        "give a reason",
    ),
    "record": (
        "“{step}”的记录无法成立：{told}",
        "what “{step}” puts on record cannot stand: {told}",
        "更正记录",
        "correct the record",
    ),
    "writer": (
        "{state}不能记录此议题；可由办理机关本身或{told}记录",
        "{state} may not keep this journal; the acting office or {told} may",
        "由{told}记录",
        "let {told} record it",
    ),
}
OF_ORDER = frozenset({"not_here", "early"})
"""The keys of reasons that look at the order of steps, of which papers do not tell every one."""
UNLESS = ("sitting", "final_rejection")
"""What must not have been, where an edge says so."""
FINAL_REJECTION = ("不予审定（读法 R16：不得再提）", "rejected for good (reading R16)")


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A reason of the process itself, beside the findings of rules, and told like one.

    ``code`` is the kind, ``key`` what a program asks for: ``role``, ``needs:research``. ``clause`` is the
    clause of the edge, empty where the step is ours. ``missing`` names a field that nobody told.
    """

    code: str
    key: str
    clause: str
    words: tuple[tuple[str, str], tuple[str, str]]
    missing: str = ""

    @property
    def verdict(self) -> Verdict:
        """``unknown`` where a field is missing, else ``fail``."""
        return Verdict.UNKNOWN if self.missing else Verdict.FAIL

    @property
    def force(self) -> Force:
        """Obstacles bind."""
        return Force.MUST

    @property
    def cause(self) -> tuple[str, ...]:
        """``missing:FIELD`` where a field is missing."""
        return (f"missing:{self.missing}",) if self.missing else ()

    def reason(self, lang: str = "zh") -> str:
        """Why, in ``zh`` or ``en``."""
        return self.words[0][0 if lang == "zh" else 1]

    def remedy(self, lang: str = "zh") -> str:
        """What to do, in ``zh`` or ``en``."""
        return self.words[1][0 if lang == "zh" else 1]

    def to_dict(self) -> dict[str, object]:
        """Plain data, like that of a finding."""
        plain: dict[str, object] = {
            "rule": self.key,
            "clause": self.clause,
            "force": self.force.value,
            "verdict": self.verdict.value,
        }
        if self.cause:
            plain["cause"] = list(self.cause)
        plain["reason"] = {"zh": self.reason("zh"), "en": self.reason("en")}
        plain["remedy"] = {"zh": self.remedy("zh"), "en": self.remedy("en")}
        return plain

    def __str__(self) -> str:
        """Key and reason in Chinese."""
        return f"[{self.key}] {self.reason()}"


Pair = tuple[str, str]


def obstacle(
    code: str,
    key: str,
    clause: str | None,
    *,
    step: Pair,
    told: Pair = ("", ""),
    state: Pair = ("", ""),
    missing: str = "",
) -> Obstacle:
    """An obstacle with its words filled in; each pair is Chinese and English."""
    words = _WORDS[code]
    filled = [
        text.format(step=step[n % 2], told=told[n % 2], state=state[n % 2])
        for n, text in enumerate(words)
    ]
    return Obstacle(
        code, key, clause or "", ((filled[0], filled[1]), (filled[2], filled[3])), missing
    )
