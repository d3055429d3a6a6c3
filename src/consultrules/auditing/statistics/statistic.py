"""What a statistic is: its name, clauses, and what stands above and below the line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from consultrules.policy.clause import is_under
from consultrules.policy.counting import Measure, Residue
from consultrules.policy.judging import Force, Grain, Verdict
from consultrules.policy.word import Word
from consultrules.rules.plan import Plan

Pair = tuple[str, str]
"""Chinese and English."""
VERDICT_RESIDUE = (Residue.PENDING, Residue.UNKNOWN, Residue.NOT_APPLICABLE)

_PARTS: tuple[tuple[str, Pair], ...] = (
    ("numerator", ("分子", "numerator")),
    ("denominator", ("分母", "denominator")),
    ("base", ("基数", "base")),
)
_RESIDUE: Pair = ("余数", "residue")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistic:
    """One statistic, declared once.

    ``base`` says what was looked at, ``denominator`` for which of these there is an answer, ``numerator``
    what is counted among them, ``residue`` why the others stand in neither: base = denominator +
    residue, always. ``distinct`` counts persons (人数), not attendances (人次); what is not ``dated``
    has a figure for the year only. ``grain`` and ``rules`` name the rules whose verdicts are counted,
    ``ours`` what the text does not define and this library makes countable.
    """

    code: str
    clauses: tuple[str, ...]
    zh: str
    en: str
    measure: Measure
    numerator: Pair
    denominator: Pair
    base: Pair
    residue: tuple[Residue, ...] = ()
    distinct: bool = False
    dated: bool = True
    readings: tuple[str, ...] = ()
    ours: bool = False
    grain: Grain | None = None
    rules: tuple[str, ...] = ()

    @property
    def clause(self) -> str:
        """The first of the clauses, empty where there is none."""
        return self.clauses[0] if self.clauses else ""

    @property
    def family(self) -> str:
        """The code without the word of a closed list: ``sessions_form`` of ``sessions_form.meeting``."""
        return self.code.partition(".")[0]

    def name(self, lang: str = "zh") -> str:
        """What it is called, in ``zh`` or ``en``."""
        return self.zh if lang == "zh" else self.en

    def definition(self, lang: str = "zh") -> str:
        """What is counted among what, and what is left over."""
        side = 0 if lang == "zh" else 1
        colon, stop, comma = ("：", "；", "、") if lang == "zh" else (": ", "; ", ", ")
        parts = [f"{name[side]}{colon}{getattr(self, part)[side]}" for part, name in _PARTS]
        if self.residue:
            words = comma.join(cause.name_in(lang) for cause in self.residue)
            parts.append(f"{_RESIDUE[side]}{colon}{words}")
        return stop.join(parts)

    def to_dict(self) -> dict[str, object]:
        """Plain data, with name and definition in both languages."""
        return {
            "code": self.code,
            "clauses": list(self.clauses),
            "name": {"zh": self.zh, "en": self.en},
            "definition": {lang: self.definition(lang) for lang in ("zh", "en")},
            "measure": self.measure.value,
            "residue": [cause.value for cause in self.residue],
            "distinct": self.distinct,
            "dated": self.dated,
            "readings": list(self.readings),
            "ours": self.ours,
            "rules": list(self.rules),
        }


def asked_by(statistic: Statistic, plan: Plan) -> tuple[int, ...]:
    """Where in a plan stand the rules whose verdicts a statistic counts.

    An address above several rules stands for the binding ones among them.
    """
    return tuple(
        place
        for place, (rule, force) in enumerate(zip(plan.rules, plan.forces, strict=True))
        if any(
            rule.key == address or (force is Force.MUST and is_under(rule.key, address))
            for address in statistic.rules
        )
    )


def judged(
    code: str,
    name: Pair,
    subjects: Pair,
    grain: Grain,
    rules: tuple[str, ...],
    *,
    clauses: tuple[str, ...] = (),
    dated: bool = True,
    readings: tuple[str, ...] = (),
    distinct: bool = False,
) -> Statistic:
    """A share read off verdicts: those that pass among those that pass or fail."""
    listed_zh, listed_en = "、".join(rules), ", ".join(rules)
    met, missed = Verdict.PASS, Verdict.FAIL
    return Statistic(
        code=code,
        clauses=clauses or tuple(rule.partition("#")[0] for rule in rules),
        zh=name[0],
        en=name[1],
        measure=Measure.SHARE,
        numerator=(f"{listed_zh} 判为{met.zh}的", f"those that pass {listed_en}"),
        denominator=(f"判为{met.zh}或{missed.zh}的", "those that pass or fail"),
        base=subjects,
        residue=VERDICT_RESIDUE,
        dated=dated,
        readings=readings,
        distinct=distinct,
        grain=grain,
        rules=rules,
    )


def by_word(
    code: str,
    name: Pair,
    subjects: Pair,
    words: Iterable[Word],
    *,
    clause: str = "",
    residue: Residue = Residue.UNKNOWN,
    dated: bool = True,
) -> tuple[Statistic, ...]:
    """One share for each word of a closed list, among those of which the word was told."""
    return tuple(
        Statistic(
            code=f"{code}.{word.value}",
            clauses=tuple(c for c in (clause or word.clause,) if c),
            zh=f"{name[0]}·{word.zh}",
            en=f"{name[1]}: {word.en}",
            measure=Measure.SHARE,
            numerator=(f"填报为“{word.zh}”的", f"those recorded as: {word.en}"),
            denominator=("已填报的", "those with a record of it"),
            base=subjects,
            residue=(residue,),
            dated=dated,
        )
        for word in words
    )
