"""A route table: rows of the edition, looked up and filled with the bodies of one room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from consultrules.errors import EditionError
from consultrules.policy.edition import Edition
from consultrules.routing.place import Asked, addressees
from consultrules.routing.route import Step

TABLES = (
    "approval",
    "reporting",
    "escalation",
    "sensitive",
    "entrusted",
    "invitation",
    "evaluation",
    "feedback",
    "liaison",
    "channels",
)


def cells(policy: Edition, table: str, row: str) -> list[Any]:
    """One row of a table under the readings of the edition.

    Raises:
        EditionError: when the table has no such row.
    """
    data = policy.routes(table)
    for key in data:
        reading, found, option = key.partition("=")
        if found and policy.readings[reading] == option and row in data[key]:
            rows: list[Any] = data[key][row]
            return rows
    if row not in data["rows"]:
        raise EditionError("broken_edition", table=table, row=row)
    default: list[Any] = data["rows"][row]
    return default


def steps(table: str, row: str, asked: Asked) -> tuple[Step, ...]:
    """The steps of one row, with the bodies of the room that is asked about.

    Raises:
        RoutingError: naming the field that an address needs.
    """
    return tuple(_step(cell, asked) for cell in cells(asked.policy, table, row))


def readings(policy: Edition, table: str) -> tuple[str, ...]:
    """The readings that a table rests on."""
    return tuple(policy.routes(table)["readings"])


def _step(cell: Mapping[str, Any], asked: Asked) -> Step:
    def bodies(name: str) -> Any:
        return tuple(a for spec in cell.get(name, ()) for a in addressees(spec, asked))

    return Step(
        act=cell["act"],
        clause=cell["clause"],
        force=asked.policy.clause(cell["clause"]).force,
        all_of=bodies("all_of"),
        any_of=tuple(
            tuple(a for spec in bundle.split(" + ") for a in addressees(spec, asked))
            for bundle in cell.get("any_of", ())
        ),
        jointly_with=bodies("jointly_with"),
        inferred=cell.get("inferred", False),
    )
