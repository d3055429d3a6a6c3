"""Facts about an evaluation: voices, aspects, evaluator, problems (3.8)."""

from __future__ import annotations

from typing import NamedTuple

from consultrules.errors import RoutingError
from consultrules.facts.fact import (
    NEVER,
    Check,
    Declared,
    Evidence,
    Facts,
    Row,
    checked,
    count,
    day,
    day_number,
    flag,
    ident,
    number_of,
    word,
)
from consultrules.facts.section import Section, Sections
from consultrules.models.body import Body
from consultrules.models.case_record import CaseRecord, Evaluation
from consultrules.models.room import Room
from consultrules.policy.edition import Edition
from consultrules.policy.vocabulary import (
    EvaluationAspect,
    EvaluationVoice,
    Organ,
    SessionStatus,
)
from consultrules.routing.route import admits
from consultrules.routing.table import steps

FACTS = (
    *(flag(f"voice_{v.value}", v.zh, v.en, "evaluation.voices") for v in EvaluationVoice),
    *(
        flag(f"aspect_{a.value}", a.zh, f"evaluation ({a.en})", "evaluation.aspects")
        for a in EvaluationAspect
    ),
    word("evaluator_organ", Organ, "评估机关", "organ that evaluated", "evaluation.by"),
    ident("evaluator_unit", "评估单位", "unit of the organ that evaluated", "evaluation.by"),
    word(
        "route_organ",
        Organ,
        "应评估机关",
        "organ that the route names",
        "routing.evaluation",
        ours=True,
    ),
    ident("route_unit", "应评估单位", "unit that the route names", "routing.evaluation", ours=True),
    count("problems", "发现问题数", "problems found", "evaluation.problems"),
    count(
        "problems_rectified",
        "已整改问题数",
        "problems put right",
        "evaluation.problems_rectified",
        at_most=("problems",),
    ),
    day("evaluation_day", "评估日", "day of evaluation", "evaluation.on"),
    day("session_day", "协商日", "day of the first session", "case.sessions.on", open=True),
)
DECLARED = Declared(FACTS)


_VOICES = {f"voice_{voice.value}": voice for voice in EvaluationVoice}
_ASPECTS = {f"aspect_{aspect.value}": aspect for aspect in EvaluationAspect}
_HELD = SessionStatus.HELD


class Evaluated(NamedTuple):
    """An evaluation with what it is about, and its row while that is being read."""

    evaluation: Evaluation
    case: CaseRecord | None
    room: Room | None
    policy: Edition
    facts: Facts
    evidence: Evidence


def _content(told: Evaluated) -> None:
    """Voices heard, aspects looked at, problems found and put right."""
    evaluation, facts = told.evaluation, told.facts
    voices, aspects, problems = evaluation.voices, evaluation.aspects, evaluation.problems
    if voices is not None:
        facts.update({code: int(voice in voices) for code, voice in _VOICES.items()})
    if aspects is not None:
        facts.update({code: int(aspect in aspects) for code, aspect in _ASPECTS.items()})
    facts["problems"] = problems
    facts["problems_rectified"] = 0 if problems == 0 else evaluation.problems_rectified


def _days(told: Evaluated) -> None:
    """When it was evaluated, and when the first session was held."""
    told.facts["evaluation_day"] = day_number(told.evaluation.on)
    if told.case is not None:
        held = [s.on for s in told.case.sessions if s.status is _HELD]
        told.facts["session_day"] = day_number(min(held)) if held else NEVER


def _evaluator(told: Evaluated) -> None:
    """Who evaluated, and who had to by the route: of several, the one that did."""
    by, facts, evidence = told.evaluation.by, told.facts, told.evidence
    if by is not None:
        facts["evaluator_organ"] = by.organ.number
        facts["evaluator_unit"] = number_of(by.unit.code)
    if told.room is None:
        return
    try:
        step = steps("evaluation", told.room, told.policy, partly=True)[0]
        named = [*step.all_of, *(a for bundle in step.any_of for a in bundle)]
        fixed = [a for a in named if isinstance(a, Body)]
        right = next((a for a in fixed if by is not None and admits(a, by)), None)
        if right is None and by is not None:
            for addressee in named:
                admits(addressee, by)  # which raises where it may be one that nobody can name
    except RoutingError as error:
        evidence["route_organ"] = evidence["route_unit"] = (error.field,)
        return
    right = right or fixed[0]
    facts["route_organ"] = right.organ.number
    facts["route_unit"] = number_of(right.unit.code)
    evidence["route_unit"] = tuple([addressee.name() for addressee in named])
    if by is not None:
        evidence["evaluator_unit"] = (by.name(),)


_SECTIONS = Sections(
    DECLARED,
    Section(_content, (*_VOICES, *_ASPECTS, "problems", "problems_rectified")),
    Section(_days, ("evaluation_day", "session_day")),
    Section(_evaluator, ("evaluator_organ", "evaluator_unit", "route_organ", "route_unit")),
)
"""What a row of an evaluation is read in."""


def evaluation_row(
    evaluation: Evaluation,
    *,
    case: CaseRecord | None,
    room: Room | None,
    policy: Edition,
    only: frozenset[str] | None = None,
    check: Check = checked,
) -> Row:
    """The facts of one evaluation.

    With ``only`` the row has no more than it takes to tell these facts, each as in the whole row.
    ``check`` is ``checked``, or something quicker that comes to the same.
    """
    chosen = _SECTIONS.chosen(only)
    told = Evaluated(evaluation, case, room, policy, chosen.blank.copy(), {})
    for step in chosen.steps:
        step(told)
    return Row(
        "evaluation",
        evaluation.id,
        told.facts,
        evaluation.on,
        room.unit if room is not None else None,
        check(told.facts, chosen.declared),
        told.evidence,
    )
