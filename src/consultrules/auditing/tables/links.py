"""Ids that tables share: those of a room and of a session have to be of one kind wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator

from consultrules.auditing.sql.table import HOSTS, ROOM, SUBJECT, TABLES
from consultrules.auditing.tables.engine import Engine, Holds
from consultrules.errors import Fault

_SESSION, _YEAR = TABLES["session"].relation, TABLES["room_year"].relation
_SHARED = (
    ((_SESSION, ROOM), (_YEAR, SUBJECT), (HOSTS, ROOM)),
    ((_SESSION, SUBJECT), (HOSTS, SUBJECT)),
)
_TEXT, _WHOLE = "text", "whole number"
_KINDS = {Holds.TEXT: _TEXT, Holds.WHOLE: _WHOLE, Holds.WIDE: _WHOLE}


def unlike_ids(engine: Engine) -> Iterator[Fault]:
    """A fault for each column whose ids can be equal to none: text is no number, and the other way round."""
    for columns in _SHARED:
        wanted = ""
        for relation, name in columns:
            kind = _kind(engine, relation, name)
            accepted = (wanted,) if wanted else (_TEXT, _WHOLE)
            if kind and kind not in accepted:
                yield Fault(f"{relation}.{name}", "wrong_type", kind, accepted)
            elif kind:
                wanted = kind


def _kind(engine: Engine, relation: str, name: str) -> str:
    """What the ids of a column are; empty where there are none."""
    column = next((c for c in engine.columns(relation) or () if c.name == name), None)
    if column is None:
        return ""
    if column.holds is not Holds.ANY:
        return _KINDS.get(column.holds, column.type)
    no_number = engine.not_whole(f"t.{name}")
    asked = f"SELECT DISTINCT ({no_number}) FROM {relation} t WHERE t.{name} IS NOT NULL"
    kinds = sorted(_TEXT if row[0] else _WHOLE for row in engine.fetch(asked))
    return ", ".join(kinds)
