"""JSON in and out, JSON Schema, personal data, and errors that keep secrets."""

import copy
import json
import pickle
from collections.abc import Iterator
from typing import Any

import pytest

import consultrules as cr
from consultrules.models.base import Record, Valid, loads
from samples import (
    BY_TOWN,
    COUNTY,
    LIST,
    TOWN,
    VILLAGE,
    case,
    faults,
    own_unit,
    person,
    room,
    session,
    topic,
)

DAY = "2025-06-10"
DELIVERY = {"to": BY_TOWN, "on": DAY}
FULL_CASE = case(
    research=[
        {
            "id": "y1",
            "topic": "t1",
            "start": DAY,
            "participants": 6,
            "by_capacity": {"public_representative": 2},
            "clarified": ["policy"],
            "sensitive_reports": [{"on": DAY, "to": [BY_TOWN]}],
        }
    ],
    notices=[{"id": "n1", "topic": "t1", "session": "s1", "on": DAY, "persons": ["p1"]}],
    suggestion_list=LIST,
    deliveries=[DELIVERY],
    group_reviews=[{"by": BY_TOWN, "on": DAY}],
    responsibility_list={"on": DAY, "by": BY_TOWN, "tasks": [{"id": "1", "suggestions": ["a"]}]},
    feedback_list={"on": DAY, "answers": [{"suggestion": "a", "result": "solved"}]},
    feedback={"on": DAY},
    publication={"on": DAY, "manner": "张榜", "scope": "全村"},
    dissent=[{"person": "p1", "explained_on": DAY}],
    evaluations=[{"id": "e1", "topic": "t1", "on": DAY, "by": BY_TOWN}],
)
FULL_ROOM = room(
    since="2021-01-01",
    former_kinds=[{"kind": "community", "until": "2022-01-01"}],
    also_covers=["320685111201"],
    conveners=[{"person": "p1", "post": "party_secretary", "unit": VILLAGE}],
    co_conveners=[{"person": "p2"}],
    links=[{"person": "p1", "kind": "area", "level": "county"}],
    representatives=[{"person": "p3", "category": "old_teachers"}],
    haves=[{"what": "place", "holds": True}],
)
ROLL = [{"person": "p1", "capacity": "member", "also": ["stakeholder"], "notified_on": DAY}]
RECORDS = [
    (cr.Room, FULL_ROOM),
    (cr.Room, room(unit=own_unit())),
    (cr.Room, {"id": "r2", "kind": "enterprise", "unit": TOWN, "related_sectors": []}),
    (cr.Session, session(roll=ROLL, hosts=["r1", "r2"])),
    (cr.Session, session(participants=20, members=3)),
    (cr.Topic, topic(approvals=[{"by": BY_TOWN, "on": DAY}], entrusted_by=[BY_TOWN])),
    (cr.CaseRecord, FULL_CASE),
    (cr.Person, person(residence=own_unit())),
    (cr.Invitation, {"id": "i1", "room": "r1", "person": "p1", "on": DAY, "applied_to": [BY_TOWN]}),
    (cr.Body, BY_TOWN | {"title": "镇党委"}),
    (cr.Body, {"organ": "GOVERNMENT", "unit": own_unit(kind="town", parent=COUNTY)}),
    (cr.Unit, own_unit(parent=own_unit(code="own-0", kind="park", parent=None), name_en="New")),
    (cr.WorkCommittee, {"unit": TOWN, "exists": True}),
    (cr.Registry, {"rooms": [FULL_ROOM, room(id="r2", unit=own_unit())], "cases": [FULL_CASE]}),
]


def every_model(base: type[Record] = Record) -> Iterator[type[Record]]:
    """Every record type of the library."""
    for model in base.__subclasses__():
        if model.__module__.startswith("consultrules."):
            if model is not Valid:
                yield model
            yield from every_model(model)


@pytest.mark.parametrize(("model", "data"), RECORDS)
def test_a_record_survives_json_and_plain_data(model: type[Record], data: Any) -> None:
    """What is written is read back the same, also units that stand in no gazetteer."""
    record = model.read(data)
    assert model.from_json(record.to_json()) == record
    assert model.from_json(record.to_json().encode()) == record
    assert model.read(json.loads(record.to_json())).to_dict() == record.to_dict()
    assert model.read(record) is record


@pytest.mark.parametrize(("model", "data"), RECORDS)
def test_a_record_survives_pickle_and_copies(model: type[Record], data: Any) -> None:
    """Records travel between processes, and their units stay known or unknown to the gazetteer."""
    record = model.read(data)
    for other in (pickle.loads(pickle.dumps(record)), copy.deepcopy(record), record.model_copy()):
        assert other == record
        assert other.to_json() == record.to_json()


def test_a_listed_unit_is_written_as_its_code_and_another_one_whole() -> None:
    """Nobody can pass a made-up unit off as one of the list."""
    assert cr.Room.read(room()).to_dict()["unit"] == VILLAGE
    written = cr.Room.read(room(unit=own_unit())).to_dict()["unit"]
    assert written["name"] == "新村"
    assert [f.code for f in faults(cr.Unit, own_unit(listed=True))] == ["unknown_key"]


@pytest.mark.parametrize("model", sorted(every_model(), key=lambda m: m.__name__))
def test_every_record_has_a_sound_json_schema(model: type[Record]) -> None:
    """Every reference resolves, every required field is there, nothing unknown is let in."""
    for mode in ("validation", "serialization"):
        schema = model.model_json_schema(mode=mode)  # type: ignore[arg-type]
        written = json.loads(json.dumps(schema))
        assert written == schema
        assert all(ref.removeprefix("#/$defs/") in schema["$defs"] for ref in _refs(schema))
        for part in (schema, *schema.get("$defs", {}).values()):
            if part.get("type") == "object":
                assert part["additionalProperties"] is False
                assert set(part.get("required", ())) <= set(part["properties"])


def _refs(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if "$ref" in schema:
            yield schema["$ref"]
        schema = list(schema.values())
    if isinstance(schema, list):
        for part in schema:
            yield from _refs(part)


def test_the_schema_tells_codes_words_days_and_secrets() -> None:
    """A unit may be a code, a word is one of its list, a name is marked as private."""
    fields = cr.Room.model_json_schema()["properties"]
    assert {"string", None} == {part.get("type") for part in fields["unit"]["anyOf"]}
    assert fields["kind"]["enum"] == [kind.value for kind in cr.RoomKind]
    assert fields["since"]["anyOf"][0] == {"format": "date", "type": "string"}
    name = cr.Person.model_json_schema()["properties"]["name"]
    assert '"private": true' in json.dumps(name)


def test_names_and_telephones_are_masked_in_repr() -> None:
    """A log shows the first character only, also of people deep inside."""
    someone = cr.Person.read(person())
    registry = cr.Registry(people=(someone,))
    for shown in (repr(someone), str(someone), f"{someone}", repr([someone]), repr(registry)):
        assert "张三丰" not in shown
        assert "13900000000" not in shown
    assert "张**" in repr(someone)


def test_names_can_be_kept_masked_or_left_out() -> None:
    """What is shared says as much as was asked for."""
    someone = cr.Person.read(person())
    assert someone.to_dict()["name"] == "张三丰"
    masked = someone.to_dict(personal="mask")
    assert (masked["name"], masked["phone"]) == ("张**", "1" + "*" * 10)
    left_out = someone.to_dict(personal="omit")
    assert {"name", "phone"}.isdisjoint(left_out)
    assert left_out["memberships"] == masked["memberships"]
    for personal, there in (("keep", True), ("mask", False), ("omit", False)):
        text = cr.Registry(people=(someone,)).to_json(personal=personal)
        assert ("张三丰" in text) is there
    assert someone.name == "张三丰"


def test_a_misspelt_choice_never_lets_names_through() -> None:
    """Another word than keep, mask or omit is refused."""
    with pytest.raises(cr.IntakeError) as caught:
        cr.Person.read(person()).to_dict(personal="hide")
    assert caught.value.faults[0].accepted == ("keep", "mask", "omit")


@pytest.mark.parametrize(
    "data",
    [
        person(name="张三丰" * 100),
        person(name="张三丰\n"),
        person(phone=13900000000),
        person(name=["张三丰"]),
        {"id": "p1", "nmae": "张三丰"},
        ["张三丰"],
        "张三丰",
    ],
)
def test_an_error_about_a_person_keeps_the_secret(data: Any) -> None:
    """Faults name the place and the type, never the personal value."""
    for model, whole in ((cr.Person, data), (cr.Registry, {"people": [data]})):
        found = faults(model, whole)
        assert found
        assert not [f for f in found if "张三" in f.text() or "139" in f.text("en")]


def test_json_that_is_none_names_the_place_and_not_the_text() -> None:
    """A broken line may hold names: its place is enough."""
    with pytest.raises(cr.IntakeError) as caught:
        cr.Person.from_json('{"id": "p1", "name": "张三丰",}')
    (fault,) = caught.value.faults
    assert fault.code == "not_json"
    assert "column" in fault.value
    assert "张" not in fault.text()


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[" * 100_000, '{"a":' * 100_000, "1" * 5000, "nul", "{'id': 1}", "\ufeff{}"),
        *(b"\xff\xfe{", b"\x80"),
    ],
    ids=range(10),
)
def test_bad_json_is_one_typed_fault(text: str | bytes) -> None:
    """Garbage, endless brackets, endless digits and other encodings are not JSON."""
    with pytest.raises(cr.IntakeError) as caught:
        cr.Session.from_json(text)
    assert [f.code for f in caught.value.faults] == ["not_json"]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "1" * 4000])
def test_numbers_that_are_none_are_refused(number: str) -> None:
    """What Python's JSON lets through, the records do not."""
    text = json.dumps(session())[:-1] + f', "participants": {number}}}'
    with pytest.raises(cr.IntakeError) as caught:
        cr.Session.from_json(text)
    assert caught.value.faults[0].at == "participants"


def test_a_field_written_twice_is_a_fault() -> None:
    """Two representatives and seven are not seven."""
    text = json.dumps(session())[:-1] + ', "members": 2, "members": 7}'
    with pytest.raises(cr.IntakeError) as caught:
        cr.Session.from_json(text)
    assert [(f.at, f.code) for f in caught.value.faults] == [("members", "twice_in_object")]
    assert loads('[{"a": 1}, {"a": 2}]') == [{"a": 1}, {"a": 2}]
