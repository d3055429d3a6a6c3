"""The five-rule job through the plain-data door against zen-engine's decision tables, in one run.

Both answer which of five rules a session breaks: at least ten people, one third public representatives,
the facts clear from research, the approved text, a related CPPCC member in enterprise and sector rooms.
Verdicts are first compared case by case.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

from timing import Ratio, rate

import consultrules as cr

RULES = ("3.3.s3a", "3.3.s3c", "3.3.s6", "3.4.s3.i2", "3.5.s1.i1")
_FIRMS = "['enterprise', 'institution', 'sector']"


def cases(number: int = 300) -> list[dict[str, Any]]:
    """Seeded rows around every boundary."""
    dice = random.Random(2020)  # noqa: S311 - a benchmark, not a secret
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
                "members": members,
                "sector_members_arranged": dice.randint(0, members),
                "clarified_facts": dice.random() < 0.9,
                "text_is_approved_text": dice.random() < 0.9,
            }
        )
    return made


def table() -> str:
    """The same five rules as a zen-engine table that collects what is broken."""
    fields = ("participants", "gap", "room_kind", "sector_members_arranged", "clarified_facts", "text_is_approved_text")
    conditions = (
        ("3.3.s3a", {"participants": "< 10"}),
        ("3.3.s3c", {"gap": "< 0"}),
        ("3.3.s6", {"room_kind": ", ".join(f"'{k}'" for k in ("enterprise", "institution", "sector")), "sector_members_arranged": "< 1"}),
        ("3.4.s3.i2", {"clarified_facts": "false"}),
        ("3.5.s1.i1", {"text_is_approved_text": "false"}),
    )
    inputs = [{"id": name, "name": name, "field": name, "type": "expression"} for name in fields]
    rules = [
        {"_id": key, **{name: cell.get(name, "") for name in fields}, "rule": f"'{key}'"}
        for key, cell in conditions
    ]
    content = {
        "hitPolicy": "collect",
        "inputs": inputs,
        "outputs": [{"id": "rule", "name": "rule", "field": "rule", "type": "expression"}],
        "rules": rules,
    }
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode", "position": {"x": 0, "y": 0}},
        {"id": "t", "name": "t", "type": "decisionTableNode", "content": content, "position": {"x": 0, "y": 0}},
        {"id": "out", "name": "out", "type": "outputNode", "position": {"x": 0, "y": 0}},
    ]
    edges = [
        {"id": "a", "sourceId": "in", "targetId": "t", "type": "edge"},
        {"id": "b", "sourceId": "t", "targetId": "out", "type": "edge"},
    ]
    return json.dumps({"nodes": nodes, "edges": edges})


def ours(row: dict[str, Any]) -> dict[str, Any]:
    """One request through the door, figures and codes, without sentences."""
    return cr.judge({"do": "check", "grain": "session", "only": RULES, "languages": (), "show": "open", "facts": row})


def broken(answer: dict[str, Any]) -> list[str]:
    """The keys of the rules that failed."""
    return [f["rule"] for f in answer["findings"] if f["verdict"] == "fail"]


def zen_runners() -> dict[str, Callable[[dict[str, Any]], Any]]:
    """zen-engine's fastest ways: the static loader, untraced and traced."""
    import zen

    engine = zen.ZenEngine({"loader": lambda _key: table()})
    prepared: Any = engine
    try:
        prepared = zen.ZenEngine({"loader": {"type": "static", "content": {"t": json.loads(table())}}})
        prepared.evaluate("t", _zen_row(cases(1)[0]))
    except Exception:  # noqa: BLE001 - the form of a static loader differs between releases
        prepared = engine
    return {
        "zen table": lambda row: prepared.evaluate("t", row),
        "zen table, traced": lambda row: prepared.evaluate("t", row, {"trace": True}),
    }


def _zen_row(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "gap": 3 * row["public_representatives"] - row["participants"]}


def zen_broken(result: Any) -> list[str]:
    """The keys that the table collected."""
    return [line["rule"] for line in result["result"]]


def measure() -> list[Ratio]:
    """Decisions per second, ours against both tables."""
    rows = cases()
    zen_rows = [_zen_row(row) for row in rows]
    runners = zen_runners()
    for row, zen_row in zip(rows, zen_rows, strict=True):
        expected = broken(ours(row))
        for name, run in runners.items():
            found = zen_broken(run(zen_row))
            if sorted(found) != sorted(expected):
                raise SystemExit(f"{name} and the library disagree on {row}: {found} != {expected}")
    own = rate(lambda: [ours(row) for row in rows], len(rows))
    return [
        Ratio(f"door / {name}", own / rate(lambda run=run: [run(r) for r in zen_rows], len(rows)), least)
        for (name, run), least in zip(runners.items(), (1.5, 3.0), strict=True)
    ]
