"""Records written field by field are what canonical JSON makes of their plain data."""

from __future__ import annotations

from typing import Any

import pytest

import consultrules as cr
from consultrules.models.base import Record
from consultrules.workflow.body import filed_json, plain_record
from consultrules.workflow.canonical import canonical, record_json, several_json
from workflow.lives import CONVENER, PARTY, ROOM, SESSION, breached, reopened, stations

ODD = 'a"b\\c\n\t\x00\x7f\u2028😀村'
FIRM = {"code": "E1", "name": '"一"厂', "kind": "enterprise", "parent": "320685111000"}
RECORDS: tuple[Record, ...] = (
    ROOM,
    CONVENER,
    PARTY,
    cr.Room(id="r2", kind="enterprise", unit=FIRM, park=None),
    cr.Topic(id="t1", room="r1", text=ODD, entrusted=True, required_capacities=["member"]),
    cr.Topic(id="t1", room="r1", text="", approvals=[], departments=["z", "a"]),
    cr.Session(id="s1", room="r1", topic="t1", on="2025-03-01", **SESSION),
    cr.Research(id="q", topic="t", start="2025-03-01", by_capacity={"群众代表": 1, "政协委员": 2}),
)


@pytest.mark.parametrize("record", RECORDS, ids=range(len(RECORDS)))
def test_a_record_is_written_as_its_plain_data_would_be(record: Record) -> None:
    assert record_json(record) == canonical(record.to_dict())


@pytest.mark.parametrize(
    "filed", [(), (PARTY,), (PARTY, CONVENER), PARTY, {"topic": {"text": ODD}}]
)
def test_what_is_filed_is_written_under_its_name(filed: Any) -> None:
    assert filed_json(filed) == f'"record":{canonical(plain_record(filed))},'


def test_values_of_any_other_kind_are_written_as_json_writes_them() -> None:
    assert several_json((1.5, None, False, 0, "")) == '[1.5,null,false,0,""]'


def test_every_entry_of_every_life_is_canonical() -> None:
    for case in (*stations(), breached(), reopened()):
        assert case.verify().ok, case.verify().text()
        for entry in case.entries:
            plain = entry.to_dict()
            assert plain.pop("hash") == entry.hash
            assert canonical(plain) == entry.body
