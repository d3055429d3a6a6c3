"""Facts about an evaluation: voices, aspects, evaluator, problems (3.8)."""

from __future__ import annotations

from consultrules.errors import RoutingError
from consultrules.facts.fact import (
    NEVER,
    Declared,
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
from consultrules.routing.evaluation import evaluating_bodies
from consultrules.routing.route import admits

FACTS = (
    *(flag(f"voice_{v.value}", v.zh, v.en, "evaluation.voices") for v in EvaluationVoice),
    *(
        flag(f"aspect_{a.value}", a.zh, f"evaluation {a.en}", "evaluation.aspects")
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


def evaluation_row(
    evaluation: Evaluation, *, case: CaseRecord | None, room: Room | None, policy: Edition
) -> Row:
    """The facts of one evaluation."""
    facts: dict[str, int | None] = dict.fromkeys(DECLARED)
    evidence: dict[str, tuple[str, ...]] = {}
    if evaluation.voices is not None:
        for voice in EvaluationVoice:
            facts[f"voice_{voice.value}"] = int(voice in evaluation.voices)
    if evaluation.aspects is not None:
        for aspect in EvaluationAspect:
            facts[f"aspect_{aspect.value}"] = int(aspect in evaluation.aspects)
    facts["problems"] = evaluation.problems
    none_found = evaluation.problems == 0
    facts["problems_rectified"] = 0 if none_found else evaluation.problems_rectified
    facts["evaluation_day"] = day_number(evaluation.on)
    if case is not None:
        held = [s.on for s in case.sessions if s.status is SessionStatus.HELD]
        facts["session_day"] = day_number(min(held)) if held else NEVER
    _evaluator(evaluation, room, policy, facts, evidence)
    unit = room.unit if room is not None else None
    impossible = checked(facts, DECLARED)
    return Row("evaluation", evaluation.id, facts, evaluation.on, unit, impossible, evidence)


def _evaluator(
    evaluation: Evaluation,
    room: Room | None,
    policy: Edition,
    facts: dict[str, int | None],
    evidence: dict[str, tuple[str, ...]],
) -> None:
    by = evaluation.by
    if by is not None:
        facts["evaluator_organ"] = by.organ.number
        facts["evaluator_unit"] = number_of(by.unit.code)
    if room is None:
        return
    try:
        step = evaluating_bodies(room, policy=policy).steps[0]
    except RoutingError as error:
        evidence["route_organ"] = evidence["route_unit"] = (error.field,)
        return
    named = [*step.all_of, *(a for bundle in step.any_of for a in bundle)]
    right = next((a for a in named if by is not None and admits(a, by)), named[0])
    assert isinstance(right, Body)  # the table leaves no evaluator open
    facts["route_organ"] = right.organ.number
    facts["route_unit"] = number_of(right.unit.code)
    evidence["route_unit"] = tuple(addressee.name() for addressee in named)
    if by is not None:
        evidence["evaluator_unit"] = (by.name(),)
