"""Figures as plain tuples, and small records that statistics are counted from."""

import datetime as dt
from typing import Any

import consultrules as cr
from small_city import NEW_YEAR, audited

Told = tuple[int | None, int, int, dict[str, int]]
LINK = {"kind": "area", "level": "county", "since": "2022-01-01"}
HAVES = [
    {"what": have, "holds": True}
    for have in ("place", "sign", "rules", "process", "activity", "effect")
]


def told(figure: cr.Figure) -> Told:
    """Numerator, denominator, base, residue."""
    return figure.numerator, figure.denominator, figure.base, dict(figure.residue)


def counted(known: cr.Registry, code: str, *, as_of: dt.date = NEW_YEAR, **readings: str) -> Told:
    """A statistic of the whole city for 2025."""
    return told(audited(known, as_of=as_of, **readings).statistics().figure(code))


def roll(*people: str, capacity: str = "public_representative", **more: Any) -> list[Any]:
    """Lines of a roll."""
    return [{"person": person, "capacity": capacity, **more} for person in people]
