"""Diagrams as text: what they mark, what they leave out, and that no label is read as anything else."""

from __future__ import annotations

import json
import re

import pytest

import consultrules as cr
from consultrules.workflow.exits import crowds, exits_of
from consultrules.workflow.mermaid import Arrow, Box, Frame, diagram, escaped
from consultrules.workflow.process import Process
from workflow.lives import (
    LATER,
    LIFE,
    PARTY,
    breached,
    lives,
    opened,
    reopened,
    stations,
)

State = cr.State
CASES = lives()
NOW = {state: f"s{state.number}" for state in State}

SHORT = Process.read(
    {
        "id": "short",
        "version": 1,
        "zh": "简易程序",
        "en": 'A "short" <process>',
        "initial": "collected",
        "final": ["closed"],
        "edges": [
            {"id": "collect", "step": "collect", "to": "collected", "roles": ["anyone"]},
            {
                "id": "approve",
                "step": "approve",
                "from": ["collected"],
                "to": "consulting",
                "reaches": "approval",
            },
            {
                "id": "hold",
                "step": "hold",
                "from": ["collected", "consulting"],
                "to": "closed",
                "asks": ["sensitive_report", "approval", "research"],
            },
            {
                "id": "research",
                "step": "research",
                "from": ["consulting"],
                "reaches": "research",
                "when": ["3.4.s5a"],
            },
        ],
    }
)


def arrows(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if " --> " in line]


def classes(text: str, name: str) -> set[str]:
    found = re.findall(rf"^  class (\S+) {name}$", text, re.MULTILINE)
    return {one for ids in found for one in ids.split(",")}


def labels(text: str) -> dict[str, str]:
    return {one: label for label, one in re.findall(r'state "(.*)" as (\w+)', text)}


def test_a_process_marks_what_is_ours_and_stands_nowhere() -> None:
    text = f"{cr.process():mermaid}"
    ours = {NOW[s] for s in (State.RETURNED, State.WITHDRAWN, State.SUSPENDED)}
    assert classes(text, "ours") == ours
    assert {one for one, label in labels(text).items() if label.endswith("（本库）")} == ours
    assert not classes(text, "now") | classes(text, "passed") | classes(text, "breached")


@pytest.mark.parametrize(("spec", "name"), [("mermaid", "zh"), ("mermaid-en", "value")])
def test_every_state_is_named_in_either_language(spec: str, name: str) -> None:
    told = labels(format(cr.process(), spec))
    for state in State:
        assert told[NOW[state]].startswith(getattr(state, name).replace("_", " "))
    assert re.search("[\u4e00-\u9fff]", format(CASES[State.CLOSED], "mermaid-en")) is None


def test_one_arrow_tells_what_many_states_have_in_common() -> None:
    text = f"{cr.process():mermaid}"
    assert [a for a in arrows(text) if "中止" in a] == ["f1 --> s10: 中止"]
    assert [a for a in arrows(text) if "撤回" in a] == ["s10 --> s9: 撤回", "f2 --> s9: 撤回"]
    assert labels(text)["f1"], labels(text)["f2"] == ("可中止", "可撤回")
    live, before, listed = (crowd.inside for crowd in crowds(exits_of(cr.process())))
    assert before < live == set(State) - {State.CLOSED, State.WITHDRAWN, State.SUSPENDED}
    assert listed == {State.REPORTED, State.ANSWERED, State.FED_BACK}


def test_of_crowds_that_overlap_the_larger_stands() -> None:
    three, four = list(State)[:3], list(State)[1:5]
    move = cr.Move
    ways = {(move.CLOSE, State.CLOSED): four, (move.WITHDRAW, State.WITHDRAWN): three}
    assert [crowd.inside for crowd in crowds(ways)] == [set(four)]
    ways[move.WITHDRAW, State.WITHDRAWN] = [*four[:3], State.RETURNED]
    first, second = crowds(ways)
    assert (first.inside, second.inside) == (set(four), set(four[:3]))


def test_the_arrows_are_the_ways_that_a_case_can_go() -> None:
    """Tried out: every step of a life, in every state that it went through, all else being ready."""
    reason = {"reason": "有原因"}
    steps = {step.value for step, _ in exits_of(cr.process())}
    tries = [(step, by, {"record": record}) for step, by, record in LIFE if step in steps]
    tries += [("return", PARTY, {"record": {"outcome": "returned"}})]
    tries += [(step, PARTY, reason) for step in ("withdraw", "suspend")]
    gone = set()
    for case in stations():
        for step, by, more in tries:
            try:
                then = case.take(step, by=by, on=LATER, **more)
            except cr.LifecycleError:
                continue
            if then.state is not case.state:
                gone.add((step, case.state, then.state))
    ways = exits_of(cr.process())
    assert gone == {(step.value, s, target) for (step, target), ss in ways.items() for s in ss}


def test_a_session_before_approval_is_asked_for_and_not_drawn() -> None:
    edge = next(e for e in cr.process().edges if e.id == "hold")
    assert {State.COLLECTED, State.SUBMITTED, State.RETURNED} < set(edge.sources)
    held = [a for a in arrows(f"{cr.process():mermaid}") if "开展协商" in a]
    assert held == ["f3 --> s3: 开展协商"]  # another round, from wherever the last one has got to


@pytest.mark.parametrize("state", list(State))
def test_a_case_stands_in_one_state_and_has_passed_the_others(state: State) -> None:
    case = CASES[state]
    text = f"{case:mermaid}"
    passed = {NOW[e.target] for e in case.entries} - {NOW[state]}
    assert classes(text, "now") == {NOW[state]}
    assert classes(text, "passed") == passed
    told = labels(text)
    assert {one for one, label in told.items() if label.startswith("▶ ")} == {NOW[state]}
    assert {one for one, label in told.items() if label.startswith("✓ ")} == passed
    assert not classes(text, "breached")
    assert len(arrows(text)) == len(arrows(f"{cr.process():mermaid}"))


def test_a_state_says_what_may_be_done_without_leaving_it() -> None:
    whole, case = f"{cr.process():mermaid}", f"{CASES[State.FED_BACK]:mermaid}"
    lines = [
        "s6: 初审、审定、调研、报告敏感问题、",
        "s6: 提供协商材料、通报、形成建议清单、报送、",
        "s6: 党组审核、报党委政府、制定责任落实清单、",
        "s6: 公开落实情况、形成结果反馈清单、",
        "s6: 向召集人反馈、公布、报告受委托事项、",
        "s6: 解释说明、跟踪办理、评估",
    ]
    assert [line.strip() for line in whole.splitlines() if "  s6: " in line] == lines
    assert "  s1: 比选、初审、调研" in whole
    assert [line.strip() for line in case.splitlines() if re.match(r" +s\d+: ", line)] == lines


def test_a_suspended_case_says_where_it_goes_back_to() -> None:
    assert "s10: 恢复：回到原来的状态" in f"{cr.process():mermaid}"
    assert "s10: 恢复：回到已报送" in f"{CASES[State.SUSPENDED]:mermaid}"
    assert "s10: resume, back to reported" in f"{CASES[State.SUSPENDED]:mermaid-en}"
    resumed = CASES[State.SUSPENDED].take("resume", by=PARTY, on=LATER, reason="规划已定")
    assert "实际" not in f"{resumed:mermaid}"


def test_breaches_are_counted_where_the_step_was_taken() -> None:
    case = breached()
    text = f"{case:mermaid}"
    assert classes(text, "breached") == {"s1"}
    assert f"s1: 不符合 {len(case.breaches)} 处" in text
    assert "s1 --> s3: 实际：开展协商" in text
    assert f"s1: breaches ({len(case.breaches)})" in f"{case:mermaid-en}"


def test_what_happened_beside_the_process_is_drawn() -> None:
    assert "s7 --> s6: 实际：重新办理" in f"{reopened():mermaid}"
    assert "in fact" in f"{reopened():mermaid-en}"


def test_another_process_has_only_its_own_states() -> None:
    text = f"{SHORT:mermaid}"
    assert labels(text) == {"s1": "已征集", "s3": "协商中", "s7": "已办结"}
    # No edge reports a sensitive matter and research is not for every topic: neither is held against it.
    assert arrows(text) == [
        "[*] --> s1: 征集",
        "s1 --> s3: 审定",
        "s3 --> s7: 开展协商",
        "s7 --> [*]",
    ]
    assert not classes(text, "ours")


def test_the_title_is_the_process_and_the_case() -> None:
    def title(text: str) -> str:
        return str(json.loads(text.splitlines()[1].removeprefix("title: ")))

    assert title(f"{cr.process():mermaid}") == cr.process().zh
    assert title(f"{opened('t9'):mermaid-en}") == f"t9 · {cr.process().en}"
    assert title(f"{SHORT:mermaid-en}") == 'A "short" ＜process＞'
    long = title(diagram("协商" * 100, [], []))
    assert long.endswith("协…")
    assert len(long) == 40


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("已征集", "已征集"),
        ('"', "#34;"),
        ("a;b #35;", "a#59;b #35;35#59;"),
        ("<script>", "#60;script#62;"),
        ("a\r\nb\u2028c", "a<br/>b<br/>c"),
        (" ", "#160;"),
        ("a\x00b\ud800", "a\ufffdb\ufffd"),
        ("**a**", "\u2060#42;\ufeff#42;\ufeffa#42;\ufeff#42;\ufeff"),
        ("1. a", "\u20601#46; a"),
        ("Direction LR", "#68;irection LR"),
        ("👩‍👩‍👧 村", "👩‍👩‍👧 村"),
        ("ﬂ° ¶ß", "ﬂ\u2060° ¶\u2060ß"),
        ("x" * 70, "x" * 30 + "<br/>" + "x" * 40),
        ("商" * 22, "商" * 21 + "<br/>商"),
        ("商" * 21 + "、好", "商" * 20 + "<br/>商、好"),
    ],
)
def test_labels_are_shown_as_they_are(text: str, label: str) -> None:
    assert escaped(text) == label


def test_every_text_stays_on_its_line() -> None:
    odd = 'a"\nb --> c\n%%{init}%%'
    text = diagram(
        odd,
        [Box("s1", odd, (odd,))],
        [Arrow("f1", "s1", odd)],
        [Frame("f1", odd, frozenset({"s1"}))],
    )
    assert len(text.splitlines()) == 10
    assert "%%" not in text
    assert arrows(text)[-1].startswith("f1 --> s1: ")


@pytest.mark.parametrize("spec", ["svg", "mermaid-de", "MERMAID", ">20"])
def test_another_format_is_refused(spec: str) -> None:
    for shape in (cr.process(), CASES[State.CLOSED]):
        with pytest.raises(cr.IntakeError, match="mermaid-en"):
            format(shape, spec)


def test_without_a_format_it_is_named() -> None:
    assert f"{cr.process()}" == "consultation@1"
    assert f"{opened()}" == repr(opened())
