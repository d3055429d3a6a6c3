"""Every diagram read by Mermaid's own parser: it accepts all, and what it read is what was meant.

python tests/diagrams.py      # wants node and npm; the parser is installed below build/ once
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import consultrules as cr
from consultrules.workflow.exits import exits_of
from consultrules.workflow.mermaid import Arrow, Box, Frame, diagram
from consultrules.workflow.process import Process
from workflow.lives import breached, lives, opened, reopened

HERE = Path(__file__).resolve().parent / "mermaid"
BUILD = HERE.parents[1] / "build" / "mermaid"
INSTALL = ("install", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts")
NAMES = {  # what a name may be: one line of at most 200 characters
    "quotes": """他说"好" and 'good' “引” `code` "; %% s1 --> s2""",
    "marks": "a:b;c::d:::now #35; #quot; &lt; &amp; {x} [*] <<fork>> -- --> |x| $$y$$ \\n \\",
    "script": "<script>alert(1)</script><b onclick='x'>粗</b><br/><img src=x onerror=alert(1)>",
    "directive": '%%{init: {"theme": "dark"}}%% style x:#fff; classDef y:#fff;',
    "markdown": "**bold** _em_ ~~s~~ [a](http://b.c) ![i](j) fa:fa-car - * + > | https://x.y/?a=b",
    "first": "1. first",
    "second": "2) second",
    "item": "- *item* \\*not\\*",
    "heading": "# heading",
    "emoji": "👩‍👩‍👧‍👦 村道 🏘️ 1️⃣ é ﬂ°°35¶ß ﬂ°lt¶ß \u202eاب\u202c",
    "long word": "x" * 200,
    "long Chinese": "协商" * 100,
    "keyword": "end",
    "statements": "state note right of s1 Direction LR, direction  TB classDef a b",
}
TEXTS = NAMES | {
    "lines": 'first\nsecond\r\nthird\u2028fourth "quoted"',
    "control": "a\x00b\x1bc\x7fd",
    "blank": " ",
}
BROKEN = {
    "no end of a label": 'stateDiagram-v2\n  state "a as s1',
    "a label that is not escaped": 'stateDiagram-v2\n  state "a"b" as s1',
    "a frame that is left open": 'stateDiagram-v2\n  state "a" as f1 {\n  s1 --> s2',
    "an arrow from nowhere": "stateDiagram-v2\n  --> s2",
    "nothing": "",
}


def main() -> int:
    """Read all diagrams; print what is wrong with any and how many there were."""
    process = cr.process()
    cases = {state.value: case for state, case in lives().items()}
    if set(cases) != {state.value for state in cr.State}:
        sys.exit("not every state has its case")
    cases |= {"breached": breached(), "reopened": reopened(), **hostile_cases(process)}
    texts, checks = [], []
    for spec in ("mermaid", "mermaid-en"):
        for name, shape in {"process": process, **hostile_processes(process)}.items():
            texts.append(format(shape, spec))
            checks.append((f"{name}, {spec}", shape, None))
        for name, case in cases.items():
            texts.append(format(case, spec))
            checks.append((f"{name}, {spec}", case.process, case))
    hostile = [labelled(text) for text in TEXTS.values()]
    read = parsed([*texts, *hostile, *BROKEN.values()])
    wrong: list[str] = []
    for (name, shape, case), model in zip(checks, read, strict=False):
        wrong += [f"{name}: {fault}" for fault in faults(model, shape, case)]
    for (name, text), model in zip(TEXTS.items(), read[len(texts) :], strict=False):
        wrong += [f"{name}: {fault}" for fault in faults_of_labels(model, text)]
    for name, model in zip(BROKEN, read[len(texts) + len(hostile) :], strict=True):
        wrong += (
            [] if "refused" in model else [f"{name}: not refused, so this check checks nothing"]
        )
    print(*wrong, sep="\n", end="\n" if wrong else "")
    sound = read[: len(texts) + len(hostile)]
    print(f"{len(sound)} diagrams parsed, {sum('refused' in model for model in sound)} refused")
    return int(bool(wrong))


def hostile_processes(process: Process) -> dict[str, Process]:
    """The process under other names: the one text of a process that anybody may choose."""
    named = (process.to_dict() | {"zh": name, "en": name} for name in NAMES.values())
    return dict(zip(NAMES, map(Process.read, named), strict=True))


def hostile_cases(process: Process) -> dict[str, cr.Case]:
    """Topics with such ids."""
    return {f"case {name}": opened(text[:64], process) for name, text in NAMES.items()}


def labelled(text: str) -> str:
    """A diagram with a text in every place where one can be."""
    boxes = [Box("s1", text, (text, text), ("now",)), Box("s2", text), Box("s3", "c")]
    arrows = [Arrow("s1", "s2", text), Arrow("f1", "s3", text)]
    return diagram(
        text, boxes, arrows, [Frame("f1", text, frozenset({"s1", "s2"}))], [("now", "x:y")]
    )


def faults(model: dict[str, Any], process: Process, case: cr.Case | None) -> list[str]:
    """What the parser read otherwise than it was meant."""
    if "refused" in model:
        return [f"refused: {model['refused']}"]
    states = {s["id"]: s for s in model["states"] if not s["frame"] and s["id"].startswith("s")}
    found = []
    for state in process.states:
        label = states.pop(f"s{state.number}", {"label": "not there"})["label"]
        if state.zh not in label and state.value.replace("_", " ") not in label:
            found.append(f"{state.value} is called {label!r}")
    found += [f"{one} is none of its states" for one in states if not one.startswith("root")]
    now = {s["id"] for s in model["states"] if "now" in s["classes"]}
    if now != ({f"s{case.state.number}"} if case else set()):
        found.append(f"it stands in {now}")
    drawn = steps_of(model)
    meant = {
        (f"s{s.number}", f"s{t.number}") for (_, t), ss in exits_of(process).items() for s in ss
    }
    if case is not None:
        moves = {(e.source, e.target) for e in case.entries if e.source not in (None, e.target)}
        beside = {(f"s{s.number}", f"s{t.number}") for s, t in moves if s is not None}
        drawn -= beside - meant
    if drawn != meant:
        found.append(f"arrows {sorted(drawn ^ meant)}")
    return found


def steps_of(model: dict[str, Any]) -> set[tuple[str, str]]:
    """From which state to which there are arrows, those of frames being those of the states in them."""
    above = {state["id"]: state["inside"] for state in model["states"]}

    def around(one: str | None) -> set[str | None]:
        return {one, *around(above[one])} if one else set()

    ids = [s["id"] for s in model["states"] if not s["frame"] and not s["id"].startswith("root")]
    pairs = ((arrow["from"], arrow["to"]) for arrow in model["arrows"])
    ends = [(a, b) for a, b in pairs if not a.startswith("root") and not b.startswith("root")]
    return {(one, target) for source, target in ends for one in ids if source in around(one)}


def faults_of_labels(model: dict[str, Any], text: str) -> list[str]:
    """Labels that are not shown as the text is, but for where lines break."""
    if "refused" in model:
        return [f"refused: {model['refused']}"]
    labels = {s["id"]: s["label"] for s in model["states"] if s["id"] != "s3"}
    labels |= {f"{a['from']} --> {a['to']}": a["label"] for a in model["arrows"]}
    lines = [line for s in model["states"] if s["id"] == "s1" for line in s["lines"]]
    labels |= {f"line {n}": line for n, line in enumerate(lines)}
    meant = bare("".join("\ufffd" if c in "\x00\x1b\x7f" else c for c in text))
    wrong = [f"{at}: {label!r}" for at, label in labels.items() if bare(label) != meant]
    return wrong + ([] if len(labels) == 7 else [f"{len(labels)} labels"])


def bare(text: str) -> str:
    """A text without white space, at which labels are free to break lines, and what nobody sees."""
    return "".join(text.replace("\ufeff", "").replace("\u2060", "").split())


def parsed(texts: list[str]) -> list[dict[str, Any]]:
    """What Mermaid reads in each text."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        sys.exit("The check of diagrams needs node (18 or newer) and npm: https://nodejs.org")
    BUILD.mkdir(parents=True, exist_ok=True)
    wanted = (HERE / "package.json").read_bytes()
    stamp = BUILD / "installed.json"
    if not stamp.exists() or stamp.read_bytes() != wanted:
        stamp.unlink(missing_ok=True)
        shutil.copy(HERE / "package.json", BUILD)
        if subprocess.call([npm, *INSTALL], cwd=BUILD):
            sys.exit("npm could not install Mermaid; what it misses stands above")
        stamp.write_bytes(wanted)
    shutil.copy(HERE / "parse.mjs", BUILD)
    told = subprocess.run(
        [node, "parse.mjs"],
        cwd=BUILD,
        input=json.dumps(texts),
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    if told.returncode:
        sys.exit("Mermaid did not run; why stands above")
    read: list[dict[str, Any]] = json.loads(told.stdout)
    return read


if __name__ == "__main__":
    sys.exit(main())
