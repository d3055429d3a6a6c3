"""The five-rule job through the plain-data door against zen-engine's decision tables, in one run.

Both answer which of five rules a session breaks: at least ten people, one third public representatives,
the facts clear from research, the approved text, a related CPPCC member in enterprise and sector rooms.
Verdicts are first compared case by case.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from timing import Ratio, faster

import consultrules as cr

RULES = ("3.3.s3a", "3.3.s3c", "3.3.s6", "3.4.s3.i2", "3.5.s1.i1")


def cases(number: int = 300) -> list[dict[str, Any]]:
    """Seeded rows around every boundary."""
    dice = random.Random(2020)
    kinds = [kind.value for kind in cr.RoomKind]
    made = []
    for _ in range(number):
        people = dice.randint(8, 24)
        members = dice.randint(0, 3)
        made.append(
            {
                "room_kind": dice.choice(kinds),
                "participants": people,
                "public_representatives": dice.randint(2, people - members),
                "sector_members_arranged": dice.randint(0, members),
                "clarified_facts": dice.random() < 0.9,
                "text_is_approved_text": dice.random() < 0.9,
            }
        )
    return made


_FIELDS = {
    "people": "participants",
    "share": "3 * public_representatives - participants",
    "kind": "room_kind",
    "arranged": "sector_members_arranged",
    "clear": "clarified_facts",
    "text": "text_is_approved_text",
}
_CONDITIONS = (
    ("3.3.s3a", {"people": "< 10"}),
    ("3.3.s3c", {"share": "< 0"}),
    ("3.3.s6", {"kind": "'enterprise', 'institution', 'sector'", "arranged": "< 1"}),
    ("3.4.s3.i2", {"clear": "false"}),
    ("3.5.s1.i1", {"text": "false"}),
)


def table() -> dict[str, Any]:
    """The same five rules as a zen-engine table that collects what is broken."""
    rules = [
        {"_id": key, **{name: cell.get(name, "") for name in _FIELDS}, "rule": f"'{key}'"}
        for key, cell in _CONDITIONS
    ]
    content = {
        "hitPolicy": "collect",
        "inputs": [
            {"id": i, "name": i, "field": f, "type": "expression"} for i, f in _FIELDS.items()
        ],
        "outputs": [{"id": "rule", "name": "rule", "field": "rule", "type": "expression"}],
        "rules": rules,
    }
    here = {"x": 0, "y": 0}
    return {
        "nodes": [
            {"id": "in", "name": "in", "type": "inputNode", "position": here},
            {
                "id": "t",
                "name": "t",
                "type": "decisionTableNode",
                "content": content,
                "position": here,
            },
            {"id": "out", "name": "out", "type": "outputNode", "position": here},
        ],
        "edges": [
            {"id": "a", "sourceId": "in", "targetId": "t", "type": "edge"},
            {"id": "b", "sourceId": "t", "targetId": "out", "type": "edge"},
        ],
    }


def ours(row: dict[str, Any]) -> dict[str, Any]:
    """One request through the door, figures and codes, without sentences."""
    return cr.judge(
        {
            "do": "check",
            "grain": "session",
            "only": RULES,
            "languages": (),
            "show": "open",
            "facts": row,
        }
    )


def broken(answer: dict[str, Any]) -> list[str]:
    """The keys of the rules that failed."""
    return [f["rule"] for f in answer["findings"] if f["verdict"] == "fail"]


def zen_runners() -> dict[str, Callable[[dict[str, Any]], Any]]:
    """zen-engine's fastest way, a prepared engine with a static loader, untraced and traced."""
    import zen

    engine = zen.ZenEngine({"loader": {"type": "static", "content": {"t": table()}}})
    return {
        "zen table": lambda row: engine.evaluate("t", row),
        "zen table, traced": lambda row: engine.evaluate("t", row, {"trace": True}),
    }


def zen_broken(result: Any) -> list[str]:
    """The keys that the table collected."""
    return [line["rule"] for line in result["result"]]


def measure() -> list[Ratio]:
    """Decisions a second, ours against both tables."""
    rows = cases()
    runners = zen_runners()
    for row in rows:
        expected = sorted(broken(ours(row)))
        for name, run in runners.items():
            found = sorted(zen_broken(run(row)))
            if found != expected:
                raise SystemExit(f"{name} and the library disagree on {row}: {found} != {expected}")
    limits = {"zen table": 1.5, "zen table, traced": 3.0}
    return [
        Ratio(
            f"five rules through the door / {name}",
            faster(lambda: [ours(row) for row in rows], lambda run=run: [run(row) for row in rows]),
            least=limits[name],
        )
        for name, run in runners.items()
    ]
