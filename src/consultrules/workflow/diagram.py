"""Diagrams of a process and of a case in Mermaid: plain ids, Chinese labels in quotation marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from consultrules.errors import Fault, IntakeError, shown
from consultrules.policy.lifecycle import Milestone, State
from consultrules.workflow.entry import Entry
from consultrules.workflow.process import BEFORE, Edge, Process

FORMATS = ("mermaid", "mermaid-en")
_STYLES = (
    "classDef now fill:#b3261e,color:#ffffff,stroke:#7f1d16,stroke-width:2px",
    "classDef passed fill:#dbe7f3,color:#16324f,stroke:#5b7fa3",
)


def drawn(process: Process, spec: str, entries: Sequence[Entry] = ()) -> str:
    """The diagram of a process; with the entries of a case, what has passed and where it stands.

    Raises:
        IntakeError: for another format.
    """
    if spec not in FORMATS:
        raise IntakeError([Fault("format", "unknown_word", shown(spec), FORMATS)])
    lang = "en" if spec.endswith("-en") else "zh"
    ids = {state: f"s{state.number}" for state in process.states}
    lines = ["stateDiagram-v2", "  direction TB"]
    lines += [f'  state "{_label(s, process, lang)}" as {ids[s]}' for s in process.states]
    lines.append(f"  [*] --> {ids[process.initial]}: {process.opening.step.name_in(lang)}")
    lines += [f"  {line}" for line in _moves(process, ids, lang)]
    lines += [f"  {ids[state]} --> [*]" for state in process.final]
    if entries:
        now = entries[-1].target
        passed = {e.target for e in entries} - {now}
        lines += [f"  {style}" for style in _STYLES]
        lines.append(f"  class {ids[now]} now")
        if passed:
            lines.append(
                f"  class {','.join(ids[s] for s in process.states if s in passed)} passed"
            )
    return "\n".join(lines)


def _label(state: State, process: Process, lang: str) -> str:
    name = state.zh if lang == "zh" else state.value
    mark = "（本库）" if lang == "zh" else " (ours)"
    return name + (mark if state in process.ours else "")


def _moves(process: Process, ids: dict[State, str], lang: str) -> Iterable[str]:
    """One arrow from state to state with all steps that lead there; those that stay are not drawn."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for edge in process.edges:
        for source in edge.sources:
            if edge.target == BEFORE:
                continue
            target = edge.leads_to(source, None)
            if target is not source and _can_be(process, edge, source):
                arrows.setdefault((ids[source], ids[target]), []).append(edge.step.name_in(lang))
    joint = "、" if lang == "zh" else ", "
    for (source_id, target_id), steps in arrows.items():
        yield f"{source_id} --> {target_id}: {joint.join(dict.fromkeys(steps))}"
    resumed = next((e for e in process.edges if e.target == BEFORE), None)
    if resumed is not None:
        for source in resumed.sources:
            note = "恢复到中止前的状态" if lang == "zh" else "resumes where it was suspended"
            yield f"note right of {ids[source]}: {note}"


def _can_be(process: Process, edge: Edge, source: State) -> bool:
    """Whether a step can go through in a state: what it asks for can have been reached by then.

    A session may be asked for before the topic is approved, but only the refusal is the answer.
    """
    return all(source in _states_after(process, milestone) for milestone in edge.asks)


def _states_after(process: Process, milestone: Milestone) -> set[State]:
    """The states in which a topic can be once a milestone was reached."""
    reached = [e for e in process.edges if e.reaches is milestone]
    waiting = [e.leads_to(s, None) for e in reached for s in e.sources]
    seen: set[State] = set()
    while waiting:
        state = waiting.pop()
        if state not in seen:
            seen.add(state)
            waiting += [e.leads_to(state, None) for e in process.moves(state)]
    return seen
