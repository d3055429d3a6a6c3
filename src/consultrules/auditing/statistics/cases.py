"""Statistics of topics and what became of them: lists, follow-up, evaluation (3.2, 3.6 to 3.8, 5.1)."""

from __future__ import annotations

from collections.abc import Sequence

from consultrules.auditing.statistics.place import Home
from consultrules.auditing.statistics.source import Source
from consultrules.auditing.statistics.statistic import (
    VERDICT_RESIDUE,
    Pair,
    Statistic,
    by_word,
    judged,
)
from consultrules.auditing.work import day_of_case
from consultrules.facts.fact import NEVER, NOT_YET, Row
from consultrules.models.case_record import CaseRecord
from consultrules.policy.counting import Measure, Residue
from consultrules.policy.judging import Grain, Verdict
from consultrules.policy.vocabulary import (
    FollowUpChannel,
    SessionStatus,
    TopicChannel,
    TopicDomain,
    TopicFocus,
    TopicSource,
)
from consultrules.rules.compiled import PASS
from consultrules.rules.report import Judged

_TOPICS: Pair = ("本年的议题", "topics of the year")
_EVALUATIONS: Pair = ("本年开展的评估", "evaluations in the year")
_FOLLOWED: Pair = ("本年的跟踪办理记录", "records of follow-up in the year")
_WORDS = {
    "source": (TopicSource, ("议题来源", "source of topics")),
    "channel": (TopicChannel, ("议题征集途径", "channel of topics")),
    "focus": (TopicFocus, ("议题聚焦", "focus of topics")),
    "domain": (TopicDomain, ("议题领域", "domain of topics")),
}


def _judged(code: str, name: Pair, *rules: str) -> Statistic:
    return judged(code, name, _TOPICS, Grain.CASE, rules)


def _evaluated(code: str, name: Pair, numerator: Pair, *readings: str) -> Statistic:
    return Statistic(
        code=code,
        clauses=("3.8.s1",),
        zh=name[0],
        en=name[1],
        measure=Measure.SHARE,
        numerator=numerator,
        denominator=("已开展协商的", "those on which a session was held"),
        base=_TOPICS,
        residue=(Residue.PENDING,),
        readings=readings,
    )


DISSENT = Statistic(
    code="dissent_explained",
    clauses=("3.7.s6",),
    zh="不同意见已解释说明",
    en="dissent explained",
    measure=Measure.SHARE,
    numerator=(f"3.7.s6 判为{Verdict.PASS.zh}的", "those that pass 3.7.s6"),
    denominator=("有不同意见且已有结论的", "those with dissent that pass or fail"),
    base=_TOPICS,
    residue=VERDICT_RESIDUE,
    readings=("L8",),
    grain=Grain.CASE,
)
_DISSENT_RULE = judged("dissent", ("", ""), _TOPICS, Grain.CASE, ("3.7.s6",))

STATISTICS: tuple[Statistic, ...] = (
    Statistic(
        code="topics",
        clauses=("3.2.s1c",),
        zh="议题数",
        en="topics",
        measure=Measure.NUMBER,
        numerator=_TOPICS,
        denominator=_TOPICS,
        base=_TOPICS,
    ),
    *(
        statistic
        for field, (words, name) in _WORDS.items()
        for statistic in by_word(f"topics_{field}", name, _TOPICS, words)
    ),
    judged(
        "topics_in_order",
        ("报送落实合规", "reported and answered in order"),
        _TOPICS,
        Grain.CASE,
        ("3.6", "3.7"),
        clauses=("3.6.s1", "3.7.s1"),
    ),
    _judged("suggestion_list_made", ("形成建议清单", "suggestion list made"), "3.6.s1"),
    Statistic(
        code="suggestions",
        clauses=("3.6.s1",),
        zh="意见建议数",
        en="suggestions",
        measure=Measure.NUMBER,
        numerator=("建议清单上的建议", "suggestions on the lists"),
        denominator=("清单内容已填报的", "those whose list is told"),
        base=_TOPICS,
        residue=(Residue.PENDING, Residue.UNKNOWN),
    ),
    _judged(
        "responsibility_list_made", ("形成责任清单", "responsibility list made"), "3.7.s1#made"
    ),
    Statistic(
        code="tasks_with_outcome",
        clauses=("3.7.s2a",),
        zh="责任事项有结果",
        en="tasks with an outcome",
        measure=Measure.SHARE,
        numerator=("结果已写明的责任事项", "tasks whose outcome is stated"),
        denominator=("已反馈的责任事项", "tasks that were reported back on"),
        base=("责任落实清单上的事项", "tasks on the responsibility lists"),
        residue=(Residue.PENDING, Residue.UNKNOWN),
        readings=("L9",),
    ),
    _judged("feedback_list_made", ("形成反馈清单", "feedback list made"), "3.7.s2a#made"),
    _judged("published", ("结果已公布", "result published"), "3.7.s2c#made"),
    _judged("progress_public", ("落实情况已公开", "progress made public"), "3.7.s4b"),
    DISSENT,
    *by_word(
        "follow_ups",
        ("跟踪办理", "follow-up"),
        _FOLLOWED,
        FollowUpChannel,
        residue=Residue.NO_CHANNEL,
    ),
    judged(
        "evaluations_in_order",
        ("评估合规", "evaluations in order"),
        _EVALUATIONS,
        Grain.EVALUATION,
        ("3.8",),
        clauses=("3.8.s1",),
    ),
    _evaluated(
        "evaluated",
        ("评估率", "evaluated"),
        ("结果反馈清单形成之后评估过的", "those evaluated once the feedback list was there"),
        "E3",
        "L7",
    ),
    _evaluated(
        "evaluated_interim",
        ("仅有阶段性评估", "evaluated before feedback only"),
        ("只在反馈之前评估过的", "those evaluated before feedback only"),
        "E3",
        "L7",
    ),
    Statistic(
        code="evaluations",
        clauses=("3.8.s1",),
        zh="评估次数",
        en="evaluations",
        measure=Measure.NUMBER,
        numerator=_EVALUATIONS,
        denominator=_EVALUATIONS,
        base=_EVALUATIONS,
        readings=("E3",),
    ),
)


def count(source: Source, rows: Sequence[Judged]) -> None:
    """Count the topics of the year, and what was done about any topic in it."""
    for one in rows:
        if one.row.grain == "case":
            case = source.case(one.row.subject)
            home = source.places.room(case.topic.room)
            _topic(source, case, home)
            _lists(source, case, home, one.row)
            _dissent(source, case, home, one)
            _evaluation(source, case, home)
    for case in source.registry.cases:
        _events(source, case)


def _topic(source: Source, case: CaseRecord, home: Home) -> None:
    day = day_of_case(case)
    source.tally.add("topics", home, day, numerator=1, denominator=1)
    for field, (words, _) in _WORDS.items():
        source.tally.word(f"topics_{field}", home, day, words, getattr(case.topic, field))


def _lists(source: Source, case: CaseRecord, home: Home, row: Row) -> None:
    """Suggestions, and tasks with their outcome: the same facts as the rules of 3.6 and 3.7 read."""
    tally, day, facts = source.tally, day_of_case(case), row.facts
    suggestions, tasks = facts["suggestions"], facts["tasks"]
    if suggestions is not None:
        tally.add("suggestions", home, day, numerator=suggestions, denominator=1)
    else:
        left = Residue.PENDING if facts["list_day"] == NEVER else Residue.UNKNOWN
        tally.add("suggestions", home, day, left=left)
    done = facts["tasks_with_outcome"]
    if not tasks:
        return
    if done is None or done == NOT_YET:
        left = Residue.UNKNOWN if done is None else Residue.PENDING
        tally.add("tasks_with_outcome", home, day, left=left, amount=tasks)
    else:
        tally.add("tasks_with_outcome", home, day, numerator=done, denominator=tasks)


def _dissent(source: Source, case: CaseRecord, home: Home, one: Judged) -> None:
    """The verdict on 3.7.s6, apart from topics on which nobody dissented: they would all pass."""
    day, found = day_of_case(case), source.found(_DISSENT_RULE, one)
    if found == PASS and one.row.facts["dissent"] == 0:
        source.tally.add(DISSENT.code, home, day, left=Residue.NOT_APPLICABLE)
    elif found is not None:
        source.tally.verdict(DISSENT.code, home, day, found, case.id)


def _evaluation(source: Source, case: CaseRecord, home: Home) -> None:
    """An evaluation before the feedback list is an interim one (reading L7) and counts apart."""
    day = day_of_case(case)
    if not any(s.status is SessionStatus.HELD and source.by_then(s.on) for s in case.sessions):
        for code in ("evaluated", "evaluated_interim"):
            source.tally.add(code, home, day, left=Residue.PENDING)
        return
    done = [e.on for e in case.evaluations if source.by_then(e.on)]
    feedback = case.feedback_list
    final = feedback is not None and any(feedback.on <= on for on in done)
    source.tally.answer("evaluated", home, day, final, case.id)
    source.tally.answer("evaluated_interim", home, day, bool(done) and not final)


def _events(source: Source, case: CaseRecord) -> None:
    """What happened on a day of its own, whatever year the topic belongs to."""
    home = source.places.room(case.topic.room)
    for evaluation in case.evaluations:
        if source.inside(evaluation.on):
            source.tally.add("evaluations", home, evaluation.on, numerator=1, denominator=1)
    for step in case.follow_ups:
        if source.inside(step.on):
            source.tally.word(
                "follow_ups", home, step.on, FollowUpChannel, step.channel, Residue.NO_CHANNEL
            )
