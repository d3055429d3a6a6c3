"""A remedy: what to do about what is not met, by when it is seen — before the event or after it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from consultrules.facts.catalogue import FACTS
from consultrules.policy.judging import Debtor, RemedyKind
from consultrules.policy.language import LANGUAGES
from consultrules.rules.compiled import FAIL, PENDING, UNKNOWN
from consultrules.rules.plan import Plan
from consultrules.rules.repair import Act, repair

if TYPE_CHECKING:
    from consultrules.facts.fact import Row
    from consultrules.rules.report import Judged

_UNMET = frozenset({FAIL, UNKNOWN})
_OPEN = frozenset({FAIL, UNKNOWN, PENDING})


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do that is no addition: for which rules, by whom, by which day where there is one.

    ``supply`` are the facts, by code, that nobody told or that contradict each other.
    """

    rules: tuple[str, ...]
    owed_by: Debtor
    by: dt.date | None
    supply: tuple[str, ...]
    zh: str
    en: str

    def text(self, lang: str = "zh") -> str:
        """The sentence, in ``zh`` or ``en``."""
        return self.zh if lang == "zh" else self.en

    def to_dict(self, languages: tuple[str, ...] = LANGUAGES) -> dict[str, object]:
        """Plain data, with the sentence in these languages."""
        return {
            "rules": list(self.rules),
            "owed_by": self.owed_by.value,
            "by": self.by.isoformat() if self.by is not None else None,
            "supply": list(self.supply),
            "text": {lang: self.text(lang) for lang in languages},
        }


@dataclass(frozen=True, slots=True)
class Remedy:
    """What to do about one subject.

    Before a session: one ``plan`` for all rules (``findings``) that it would not meet as it stands.
    ``acts`` are the additions, fewest persons first and nobody removed; ``steps`` what no addition
    mends, and facts to supply. After the event: one for each rule, ``record``, ``supplement``, ``repeat``
    or ``none``, by the edition's own column. ``owed_by`` are those who have to act, in order;
    ``due`` is the last day, where there is one.
    """

    subject: str
    grain: str
    kind: RemedyKind
    findings: tuple[str, ...]
    acts: tuple[Act, ...]
    steps: tuple[Step, ...]
    owed_by: tuple[Debtor, ...]
    due: dt.date | None

    def text(self, lang: str = "zh") -> str:
        """The subject with the kind of remedy, then a line for each act and step with who owes it."""
        head = f"{self.subject} {self.kind.name_in(lang)}"
        if self.due is not None:
            head += f"（最迟 {self.due}）" if lang == "zh" else f" (by {self.due})"
        todo: Iterable[Act | Step] = (*self.acts, *self.steps)
        return "\n".join([head, *(f"- {x.text(lang)} → {x.owed_by.name_in(lang)}" for x in todo)])

    def __str__(self) -> str:
        """The same in Chinese."""
        return self.text()

    def to_dict(self, languages: tuple[str, ...] = LANGUAGES) -> dict[str, object]:
        """Plain data, ready for JSON, with sentences in these languages."""
        return {
            "subject": self.subject,
            "grain": self.grain,
            "kind": self.kind.value,
            "findings": list(self.findings),
            "acts": [act.to_dict() for act in self.acts],
            "steps": [step.to_dict(languages) for step in self.steps],
            "owed_by": [debtor.value for debtor in self.owed_by],
            "due": self.due.isoformat() if self.due is not None else None,
        }


def remedies_of(rows: Iterable[Judged], *, advice: bool) -> tuple[Remedy, ...]:
    """The remedies for judged rows, in their order; with ``advice`` for what is not binding too."""
    found: dict[object, Remedy] = {}
    for judged in rows:
        plan, row, codes = judged.plan, judged.row, judged.codes
        places = _places(plan, advice)
        made: Iterator[Remedy]
        if row.grain == "session" and row.facts["session_held"] == 0 and PENDING in codes:
            made = _before(plan, row, places)
        elif _untold(row) and UNKNOWN in codes:
            made = _was_it_held(row)
        else:
            made = (
                _after(plan, row, place, codes[place]) for place in places if codes[place] in _OPEN
            )
        for remedy in made:
            # A member with two memberships owes one and the same thing once.
            found.setdefault((remedy.grain, remedy.subject, remedy.kind, remedy.findings), remedy)
    return tuple(found.values())


def _places(plan: Plan, advice: bool) -> tuple[int, ...]:
    """The binding rules or, where asked for, all."""
    return tuple(range(len(plan.rules))) if advice else plan.musts


def _before(plan: Plan, row: Row, places: tuple[int, ...]) -> Iterator[Remedy]:
    """The one joint plan for a session still to come, if it needs one."""
    codes = plan.judge(row.facts.get)
    unmet = [place for place in places if codes[place] in _UNMET]
    if not unmet:
        return
    acts, mended = repair(plan, row, places)
    left = plan.judge(mended.facts.get)
    steps = _merged(
        _step(plan, mended, place, left[place], plan.last_day(place, mended), anew=True)
        for place in places
        if left[place] in _UNMET
    )
    yield Remedy(
        subject=row.subject,
        grain=row.grain,
        kind=RemedyKind.PLAN,
        findings=tuple(plan.rules[place].key for place in unmet),
        acts=acts,
        steps=steps,
        owed_by=tuple(dict.fromkeys([*(a.owed_by for a in acts), *(s.owed_by for s in steps)])),
        due=max([day for n in unmet if (day := plan.last_day(n, row)) is not None], default=None),
    )


def _untold(row: Row) -> bool:
    """Whether nobody told if a session took place."""
    held = "session_held"
    return row.grain == "session" and row.facts[held] is None and held not in row.impossible


def _was_it_held(row: Row) -> Iterator[Remedy]:
    """Of a planned session whose day is over nothing can be arranged: somebody has to say what became of it."""
    fact = FACTS[row.grain]["session_held"]
    zh, en = (
        f"补充并核实：{fact.zh}（开展、改期或取消）",
        f"supply and verify: {fact.en}, was moved or cancelled",
    )
    step = Step((), Debtor.ROOM, None, (fact.code,), zh, en)
    yield Remedy(row.subject, row.grain, RemedyKind.RECORD, (), (), (step,), (Debtor.ROOM,), None)


def _after(plan: Plan, row: Row, place: int, code: int) -> Remedy:
    """The remedy for one rule of what is over, or goes on."""
    key, due = plan.rules[place].key, plan.due(place, code, row)
    if due is not None and row.grain != "session":
        due -= dt.timedelta(days=1)  # the last day on which it can still be done
    kinds = {UNKNOWN: RemedyKind.RECORD, PENDING: RemedyKind.SUPPLEMENT}
    kind = kinds[code] if code in kinds else plan.policy.after(key)
    step = _step(plan, row, place, code, due, anew=kind is RemedyKind.REPEAT)
    return Remedy(
        subject=row.subject,
        grain=row.grain,
        kind=kind,
        findings=(key,),
        acts=(),
        steps=(step,),
        owed_by=(plan.debtor(place, row),),
        due=due,
    )


def _step(
    plan: Plan, row: Row, place: int, code: int, by: dt.date | None, *, anew: bool = False
) -> Step:
    """What to do about one rule: supply what is not known, keep what is met so far, else its remedy.

    For a session still to come, or to be held ``anew``, the part for one that is over is left out.
    """
    causes = plan.causes(place, code, row)
    sides = plan.sides(row.facts.get)[place] if code == PENDING else (None, None)
    zh, en = (
        _ahead(words.to_do) if anew and code != UNKNOWN else words.remedy(code, causes, row, *sides)
        for words in (plan.sentences(place, lang) for lang in LANGUAGES)
    )
    supply = tuple(cause.partition(":")[2] for cause in causes)
    return Step((plan.rules[place].key,), plan.debtor(place, row), by, supply, zh, en)


def _ahead(sentence: str) -> str:
    """The part of a remedy before its semicolon: what is done beforehand, without what is left after."""
    zh, en = sentence.partition("；"), sentence.partition("; ")
    return zh[0] + "。" if zh[1] else en[0] + "." if en[1] else sentence


def _merged(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Each thing to do once, though several rules ask for it, by the earliest of their days."""
    found: dict[tuple[Debtor, str], Step] = {}
    for step in steps:
        one, same = step, found.get((step.owed_by, step.zh))
        if same is not None:
            days = [day for day in (same.by, step.by) if day is not None]
            one = replace(step, rules=same.rules + step.rules, by=min(days, default=None))
        found[step.owed_by, step.zh] = one
    return tuple(found.values())
