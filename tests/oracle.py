"""The cases under ``cases/``: rows of facts with the verdicts that the policy text asks for.

They were written from the text and the readings, not from the code. In a case a ``null`` fact is one that
nobody gave: it is left out of the row.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "cases"
GRAINS = (
    "room",
    "session",
    "case",
    "evaluation",
    "member",
    "member_year",
    "room_year",
    "unit",
    "body_year",
)


@dataclass(frozen=True)
class Case:
    """One row with the verdict of one rule under some readings."""

    grain: str
    key: str
    facts: dict[str, Any]
    readings: dict[str, str]
    verdict: str
    why: str


@cache
def read(name: str) -> Any:
    """One file of cases."""
    return json.loads((FOLDER / f"{name}.json").read_text("utf-8"))


@cache
def cases(grain: str) -> tuple[Case, ...]:
    """The cases of one grain."""
    return tuple(_cases(read(grain), grain))


def _cases(data: Any, grain: str) -> Iterator[Case]:
    for case in data["cases"]:
        facts = {**data["bases"][case["base"]], **case["facts"]}
        given = {code: value for code, value in facts.items() if value is not None}
        yield Case(grain, case["key"], given, case["readings"], case["verdict"], case["why"])


def rule_keys() -> list[tuple[str, str]]:
    """Every rule that has cases, with its grain."""
    return [(grain, key) for grain in GRAINS for key in dict.fromkeys(c.key for c in cases(grain))]


def cases_of(grain: str, key: str) -> list[Case]:
    """The cases of one rule."""
    return [case for case in cases(grain) if case.key == key]
