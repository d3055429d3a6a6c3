"""A route table: rows of the edition, looked up and filled with the bodies of one room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from consultrules.errors import EditionError, RoutingError
from consultrules.models.body import Body
from consultrules.models.room import Room
from consultrules.policy.edition import Edition
from consultrules.policy.vocabulary import Tier
from consultrules.routing.place import Asked, addressees, alternative, row_of
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
_OWN = frozenset({"feedback", "liaison"})
"""The tables that name the room itself."""
_KEPT = 64
"""How many routes are kept in one place: topics name ever new departments."""


def cells(policy: Edition, table: str, row: str) -> list[Any]:
    """One row of a table under the readings of the edition.

    Raises:
        EditionError: when the table has no such row.
    """
    data = policy.routes(table)
    for key in data:
        if "=" in key and row in data[key] and policy.reads(key):
            rows: list[Any] = data[key][row]
            return rows
    if row not in data["rows"]:
        raise EditionError("broken_edition", table=table, row=row)
    default: list[Any] = data["rows"][row]
    return default


def steps(
    table: str,
    room: Room,
    policy: Edition,
    *,
    tier: Tier | None = None,
    departments: tuple[str, ...] = (),
    entrusted_by: tuple[Body, ...] = (),
    partly: bool = False,
) -> tuple[Step, ...]:
    """The steps of the row that a room reads, with the bodies that they mean for it.

    ``tier`` picks the row where a table has one for each. ``partly`` lets an alternative at a county
    that is not on record stand as ``Unnamed`` beside those that are. Neither rooms nor editions ever
    change, so what was found is kept: with the unit where unit, kind and tier alone decide it, else
    with the room. Who entrusted a topic is never kept: such bodies may be equal and still go by other
    names.

    Raises:
        RoutingError: naming the field that an address needs; it is told anew each time.
    """
    if entrusted_by:
        return _steps(table, tier, Asked(room, policy, departments, entrusted_by))
    own = room.__dict__  # read as attributes, the fields would cost more than all the rest
    plain = own["responsible_unit"] is None and own["park"] is None and table not in _OWN
    kept = (own["unit"].__dict__ if plain else own).setdefault("_routes", {})
    key = (policy.digest, table, own["kind"], own["tier"], tier, departments, partly)
    found: tuple[Step, ...] | None = kept.get(key)
    if found is None:
        found = _steps(table, tier, Asked(room, policy, departments, partly=partly))
        if len(kept) >= _KEPT:
            kept.clear()
        kept[key] = found
    return found


def _steps(table: str, tier: Tier | None, asked: Asked) -> tuple[Step, ...]:
    row = row_name(table, asked.room, asked.policy, tier.value if tier is not None else None)
    found = []
    for cell in cells(asked.policy, table, row):
        try:
            found.append(_step(cell, asked))
        except RoutingError as error:
            raise _citing(error, cell["clause"]) from None
    return tuple(found)


def _citing(error: RoutingError, clause: str) -> RoutingError:
    """The error with the clause of the step that lacks the place."""
    return RoutingError(error.code, field=error.field, subject=error.subject, clause=clause)


def row_name(table: str, room: Room, policy: Edition, end: str | None = None) -> str:
    """The row of a table that a room reads; ``end`` picks one where there are several for its kind.

    Raises:
        RoutingError: naming ``tier`` for a sector room without one.
    """
    try:
        row = row_of(room)
    except RoutingError as error:
        raise _citing(error, _sector_clause(policy.routes(table), end)) from None
    return row if end is None else f"{row}.{end}"


def _sector_clause(data: Mapping[str, Any], end: str | None) -> str:
    """The first clause that sends a sector room on its way, while nobody knows which tier it has."""
    if "clauses" in data:
        return str(data["clauses"][0])
    rows = (
        f"sector.{tier.value}" + (f".{end}" if end else "") for tier in (Tier.COUNTY, Tier.CITY)
    )
    return min((step["clause"] for row in rows for step in data["rows"][row][:1]), default="")


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
            tuple(
                a for spec in bundle.split(" + ") for a in alternative(spec, asked, cell["clause"])
            )
            for bundle in cell.get("any_of", ())
        ),
        jointly_with=bodies("jointly_with"),
        inferred=cell.get("inferred", False),
    )
