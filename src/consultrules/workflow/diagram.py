"""Diagrams of a process and of a case in Mermaid: the states, the ways between them, where a case stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from consultrules.errors import Fault, IntakeError, shown
from consultrules.policy.captions import Sign
from consultrules.policy.lifecycle import EntryKind, Move, State
from consultrules.workflow.entry import Entry
from consultrules.workflow.exits import crowds, exits_of, single, staying
from consultrules.workflow.mermaid import END, START, Arrow, Box, Frame, diagram, packed
from consultrules.workflow.process import BEFORE, Process

FORMATS = ("mermaid", "mermaid-en")
_STYLES = (  # of two the later wins; signs and strokes say the same in black and white
    ("ahead", "fill:#ffffff,color:#1b1b1b,stroke:#6b6b6b"),
    ("passed", "fill:#dbe7f3,color:#16324f,stroke:#3f6690"),
    ("now", "fill:#16324f,color:#ffffff,stroke:#000000,stroke-width:4px"),
    ("ours", "stroke-dasharray:6 4"),
    ("breached", "stroke:#b3261e,stroke-width:4px"),
)
_SIGNS = {"now": Sign.NOW, "passed": Sign.PASSED}


def drawn(process: Process, spec: str, entries: Sequence[Entry] = ()) -> str:
    """The diagram of a process; with the entries of a case, what has passed and where it stands.

    An arrow from a frame stands for one from each state in it. A state lists the steps that leave the topic
    there, in a case only the one where it stands. How the case went beside the process is drawn as well.

    Raises:
        IntakeError: for another format.
    """
    if spec not in FORMATS:
        raise IntakeError([Fault("format", "unknown_word", shown(spec), FORMATS)])
    return _Drawing(process, "en" if spec.endswith("-en") else "zh", entries).text()


class _Drawing:
    """One diagram in one language."""

    def __init__(self, process: Process, lang: str, entries: Sequence[Entry]) -> None:
        self.process, self.lang, self.entries = process, lang, entries
        self.joint = Sign.JOINT.name_in(lang)
        self.exits = exits_of(process)
        self.crowds = crowds(self.exits)

    def text(self) -> str:
        title = self.process.zh if self.lang == "zh" else self.process.en
        if self.entries:
            title = f"{self.entries[0].case} · {title}"
        frames = [
            Frame(f"f{n}", self.sign(Sign.FRAME, crowd.steps), frozenset(map(_id, crowd.inside)))
            for n, crowd in enumerate(self.crowds, 1)
        ]
        return diagram(title, list(self.boxes()), self.arrows(), frames, _STYLES)

    def sign(self, sign: Sign, steps: Iterable[Move | EntryKind] = (), **told: object) -> str:
        return sign.name_in(self.lang).format(steps=self.joint.join(self.names(steps)), **told)

    def names(self, steps: Iterable[Move | EntryKind]) -> list[str]:
        return [step.name_in(self.lang) for step in steps]

    def name(self, state: State) -> str:
        return state.zh if self.lang == "zh" else state.value.replace("_", " ")

    def boxes(self) -> Iterator[Box]:
        """The states: whether they are ours or were passed, what stood against steps, what may be done."""
        now = self.entries[-1].target if self.entries else None
        passed = {entry.target for entry in self.entries}
        breaches = Counter[State]()
        for entry in self.entries:
            breaches[entry.source or entry.target] += len(entry.breaches)
        for state in self.process.states:
            name = self.name(state)
            how = "now" if state is now else "passed" if state in passed else "ahead"
            styles, lines = [how], []
            if state in self.process.ours:
                name = self.sign(Sign.OURS, name=name)
                styles.append("ours")
            if how in _SIGNS:
                name = self.sign(_SIGNS[how], name=name)
            if breaches[state]:
                lines.append(self.sign(Sign.BREACHES, count=breaches[state]))
                styles.append("breached")
            if now in (None, state):
                lines += self.inside(state)
            yield Box(_id(state), name, tuple(lines), tuple(styles))

    def inside(self, state: State) -> Iterator[str]:
        """What may be done in a state without leaving it, and the way back to the one that was left."""
        yield from packed(self.names(staying(self.process, state)), self.joint)
        if back := [e.step for e in self.process.moves(state) if e.target == BEFORE]:
            came = (e.source for e in reversed(self.entries) if e.target is state is not e.source)
            left = next(came, None)
            before = self.name(left) if left else Sign.LEFT.name_in(self.lang)
            yield self.sign(Sign.BACK, back, state=before)

    def arrows(self) -> Iterator[Arrow]:
        """From the start, from state to state, from frames, beside the process, to the end."""
        opening = self.process.opening.step.name_in(self.lang)
        yield Arrow(START, _id(self.process.initial), opening)
        for source, target, steps in single(self.exits, self.crowds):
            yield Arrow(_id(source), _id(target), self.joint.join(self.names(steps)))
        for n, crowd in enumerate(self.crowds, 1):
            for step, target in crowd.exits:
                yield Arrow(f"f{n}", _id(target), step.name_in(self.lang))
        for (left, state), did in self.beside().items():
            yield Arrow(_id(left), _id(state), self.sign(Sign.ACTUAL, dict.fromkeys(did)))
        for state in self.process.final:
            yield Arrow(_id(state), END)

    def beside(self) -> dict[tuple[State, State], list[Move | EntryKind]]:
        """How the case came from state to state where the process has no such way for the step."""
        went: dict[tuple[State, State], list[Move | EntryKind]] = {}
        for entry in self.entries:
            source, target, step = entry.source, entry.target, entry.step
            if source is None or source is target:
                continue
            if step is not None:
                edge = self.process.edge(step, source)
                resumed = edge is not None and edge.target == BEFORE
                if resumed or source in self.exits.get((step, target), ()):
                    continue
            went.setdefault((source, target), []).append(step or entry.kind)
        return went


def _id(state: State) -> str:
    return f"s{state.number}"
