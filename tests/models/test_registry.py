"""A registry is read whole or not at all, and written whole or not at all."""

import gc
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import consultrules as cr
from consultrules.models.files import write_whole
from samples import TOWN, case, own_unit, person, room, session, topic

INVITATION = {"id": "i1", "room": "r1", "person": "p1", "on": "2025-06-01"}
COMMITTEE = {"unit": TOWN, "exists": True}
DAY = "2025-06-10"


def line(record: str, **fields: Any) -> str:
    """One line of a file."""
    return json.dumps({"record": record, **fields}, ensure_ascii=False)


ROOM, PERSON, CASE = line("room", **room()), line("person", **person()), line("case", **case())


def stored(tmp_path: Path, *lines: str, name: str = "reg.jsonl") -> Path:
    """A file with these lines."""
    path = tmp_path / name
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def refused(path: Path) -> list[tuple[str, str]]:
    """Place and code of every fault of a file."""
    with pytest.raises(cr.IntakeError) as caught:
        cr.Registry.load(path)
    assert len(str(caught.value)) < 100_000
    return [(fault.at, fault.code) for fault in caught.value.faults]


def test_json_lines_and_json_make_the_same_registry(tmp_path: Path) -> None:
    """Both forms, blank lines and a byte order mark included, hold the same records."""
    lines = [ROOM, "", PERSON, "   ", CASE, line("invitation", **INVITATION)]
    one = cr.Registry.load(
        stored(tmp_path, "\ufeff" + lines[0], *lines[1:], line("work_committee", **COMMITTEE))
    )
    whole = {
        "rooms": [room()],
        "people": [person()],
        "cases": [case()],
        "invitations": [INVITATION],
        "work_committees": [COMMITTEE],
    }
    two = cr.Registry.load(stored(tmp_path, json.dumps(whole), name="reg.json"))
    assert one == two
    assert repr(one) == ("<Registry 1 rooms, 1 people, 1 cases, 1 invitations, 1 work_committees>")


def test_what_is_saved_is_loaded_again(tmp_path: Path) -> None:
    """Save and load are each other's inverse, units outside the list included."""
    registry = cr.Registry.read(
        {
            "rooms": [room(), room(id="r2", unit=own_unit())],
            "people": [person()],
            "cases": [case()],
            "invitations": [INVITATION],
            "work_committees": [COMMITTEE],
        }
    )
    registry.save(tmp_path / "a.jsonl")
    again = cr.Registry.load(tmp_path / "a.jsonl")
    assert again == registry
    assert list(again.lines()) == list(registry.lines())
    registry.save(tmp_path / "b.jsonl", personal="omit")
    assert "张三丰" not in (tmp_path / "b.jsonl").read_text("utf-8")
    assert cr.Registry.load(tmp_path / "b.jsonl").rooms == registry.rooms


def test_all_faults_of_a_file_come_at_once_with_their_lines(tmp_path: Path) -> None:
    """Seven bad lines are seven faults, and what they hold is not called dangling."""
    path = stored(
        tmp_path,
        *(line("room", **room(kind="vilage")), "{not json", '["room"]', line("rom", id="r9")),
        *('{"id": "r8"}', "", line("session", **session()), CASE),
        line("person", id="p1", residence="320685111299"),
        line("room", **room(id="r3", since="2025-02-31", until=5)),
        line("room", **room(id="r4")),
        line("room", **room(id="r4")),
    )
    assert refused(path) == [
        ("line 1: kind", "unknown_word"),
        ("line 2", "not_json"),
        ("line 3", "wrong_type"),
        ("line 4: record", "unknown_word"),
        ("line 5: record", "missing_key"),
        ("line 7: record", "unknown_word"),
        ("line 9: residence", "unknown_unit"),
        ("line 10: since", "bad_day"),
        ("line 10: until", "bad_day"),
        ("line 12: id", "duplicate_id"),
    ]


def test_an_unknown_kind_of_record_asks_did_you_mean(tmp_path: Path) -> None:
    """The hint is one of the five kinds."""
    with pytest.raises(cr.IntakeError) as caught:
        cr.Registry.load(stored(tmp_path, line("rom", **room())))
    (fault,) = caught.value.faults
    assert fault.hint == "room"
    assert fault.accepted[:6] == ("note", "room", "person", "case", "invitation", "work_committee")
    assert "reg.jsonl" in caught.value.text("en")


def test_a_broken_room_is_not_dangling_and_a_missing_one_is(tmp_path: Path) -> None:
    """Where every broken line still tells its id, real dangling ids are told at once."""
    lines = [
        line("room", **room(kind="vilage")),
        CASE,
        line("invitation", **INVITATION | {"room": "r7"}),
    ]
    assert refused(stored(tmp_path, *lines)) == [
        ("line 1: kind", "unknown_word"),
        ("line 3: room", "dangling_id"),
    ]


NOTICE = {"id": "n", "topic": "t1", "on": DAY}
RESEARCH = {"id": "y", "topic": "t1", "start": DAY}
DANGLING: list[tuple[str, dict[str, Any]]] = [
    ("topic.room", {"topic": topic(room="r9"), "sessions": []}),
    ("sessions[s1].room", {"sessions": [session(room="r9", hosts=["r1"])]}),
    ("sessions[s1].hosts", {"sessions": [session(hosts=["r1", "r9"])]}),
    ("notices[n].session", {"notices": [NOTICE | {"session": "s9"}]}),
    ("sessions[s1].roll", {"sessions": [session(roll=[{"person": "x", "capacity": "member"}])]}),
    ("sessions[s1].convened_by", {"sessions": [session(convened_by=["x"])]}),
    ("notices[n].persons", {"notices": [NOTICE | {"persons": ["p1", "x"]}]}),
    ("research[y].organiser", {"research": [RESEARCH | {"organiser": "x"}]}),
    ("dissent", {"dissent": [{"person": "x"}]}),
]


@pytest.mark.parametrize(("at", "more"), DANGLING, ids=[at for at, _ in DANGLING])
def test_no_id_of_a_case_points_nowhere(tmp_path: Path, at: str, more: dict[str, Any]) -> None:
    """Rooms, sessions and persons that a case names are there, in lines and in JSON alike."""
    path = stored(tmp_path, ROOM, PERSON, "", line("case", **case(**more)))
    assert refused(path) == [(f"line 4: {at}", "dangling_id")]
    whole = {"rooms": [room()], "people": [person()], "cases": [case(**more)]}
    path = stored(tmp_path, json.dumps(whole), name="reg.json")
    assert refused(path) == [(f"cases[t1].{at}", "dangling_id")]


ROOM_LISTS = {
    "conveners": {"person": "x", "post": "party_secretary"},
    "co_conveners": {"person": "x"},
    "links": {"person": "x", "kind": "area", "level": "county"},
    "representatives": {"person": "x", "category": "old_teachers"},
}


@pytest.mark.parametrize("name", ROOM_LISTS)
def test_no_person_of_a_room_points_nowhere(tmp_path: Path, name: str) -> None:
    """Conveners, linked members and the roster are people of the registry."""
    bad = line("room", **room(**{name: [ROOM_LISTS[name]]}))
    assert refused(stored(tmp_path, PERSON, bad)) == [(f"line 2: {name}", "dangling_id")]
    assert cr.Registry.load(stored(tmp_path, bad)).people is None


def test_invitations_point_to_rooms_and_people(tmp_path: Path) -> None:
    """Both ends of an invitation are there."""
    bad = line("invitation", **INVITATION | {"room": "r2", "person": "p2"})
    assert refused(stored(tmp_path, ROOM, PERSON, bad)) == [
        ("line 3: room", "dangling_id"),
        ("line 3: person", "dangling_id"),
    ]


@pytest.mark.parametrize(
    ("lines", "at"),
    [
        ([ROOM, line("room", **room())], "line 2: id"),
        ([PERSON, "", line("person", id="p1", name="李四")], "line 3: id"),
        ([ROOM, CASE, CASE.replace("s1", "s2")], "line 3: id"),
        ([ROOM, CASE, CASE.replace('"t1"', '"t2"')], "line 3: sessions[s1].id"),
        ([ROOM, *[line("invitation", **INVITATION)] * 2], "line 3: id"),
        (
            [line("work_committee", **COMMITTEE | {"exists": e}) for e in (False, True)],
            "line 2: unit",
        ),
    ],
)
def test_nothing_is_there_twice(tmp_path: Path, lines: list[str], at: str) -> None:
    """Two persons under one id, two cases, one session of two cases, one unit told both ways."""
    assert refused(stored(tmp_path, *lines)) == [(at, "duplicate_id")]


def test_a_field_written_twice_in_a_line_is_a_fault(tmp_path: Path) -> None:
    """The last one does not win."""
    twice = ROOM.replace('"kind": "village"', '"kind": "village", "kind": "community"')
    assert refused(stored(tmp_path, ROOM, twice)) == [("line 2: kind", "twice_in_object")]


def test_a_name_of_40_megabytes_is_a_short_error(tmp_path: Path) -> None:
    """The log stays short, whatever the field."""
    huge = "长" * 13_500_000
    path = stored(tmp_path, line("room", **room(name=huge)), line("person", id="p", name=huge))
    with pytest.raises(cr.IntakeError) as caught:
        cr.Registry.load(path)
    assert [f.at for f in caught.value.faults] == ["line 1: name", "line 2: name"]
    assert len(str(caught.value)) < 1000
    assert len(json.dumps(caught.value.to_dict())) < 2000


@pytest.mark.parametrize("name", ["reg.json", "reg.jsonl"])
def test_what_cannot_be_read_is_a_typed_fault(tmp_path: Path, name: str) -> None:
    """No file, a folder, another encoding, nothing at all, garbage."""
    path = tmp_path / name
    assert refused(path) == [(str(path), "unreadable")]
    path.write_bytes("村".encode("gb18030"))
    assert refused(path) == [(str(path), "unreadable")]
    path.write_bytes(ROOM.encode("utf-16"))
    assert refused(path)[0][1] in ("unreadable", "not_json")
    path.write_bytes(b"\x00" * 50)
    assert refused(path)[0][1] == "not_json"
    path.unlink()
    path.mkdir()
    assert refused(path) == [(str(path), "unreadable")]


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.jsonl", ""), ("b.jsonl", "\n \n"), ("c.json", "{}"), ("d.json", '{"rooms": []}')],
)
def test_an_empty_file_is_no_registry_in_good_order(
    tmp_path: Path, name: str, content: str
) -> None:
    """A file cut off at nothing must not pass an audit."""
    path = stored(tmp_path, content, name=name)
    assert refused(path) == [(str(path), "empty")]


@pytest.mark.parametrize(
    "content", ["", "[]", "null", '"x"', "{", '{"rooms": {}}', '{"romos": []}']
)
def test_a_json_file_of_another_shape_is_a_typed_fault(tmp_path: Path, content: str) -> None:
    """The outermost value is an object with lists."""
    assert len(refused(stored(tmp_path, content, name="reg.json"))) == 1


def test_a_failed_save_leaves_what_was_there(tmp_path: Path) -> None:
    """Nothing half-written, no draft left, the old file untouched."""
    path = stored(tmp_path, ROOM)

    def lines() -> Iterator[str]:
        yield "new"
        raise RuntimeError("disk full")

    with pytest.raises(RuntimeError, match="disk full"):
        write_whole(path, lines())
    assert path.read_text("utf-8") == ROOM
    with pytest.raises(UnicodeEncodeError):
        write_whole(tmp_path / "new.jsonl", ["fine", "\ud800"])
    assert [p.name for p in tmp_path.iterdir()] == ["reg.jsonl"]


def test_a_registry_is_not_saved_over_a_folder_or_into_nowhere(tmp_path: Path) -> None:
    """A typed fault says why, and no draft stays behind."""
    registry = cr.Registry.read({"rooms": [room()]})
    (tmp_path / "folder").mkdir()
    for path, why in (
        (tmp_path / "folder", "is_folder"),
        (tmp_path / "no" / "where.jsonl", "no_such_file"),
    ):
        with pytest.raises(cr.IntakeError, match=path.name) as caught:
            registry.save(path)
        (fault,) = caught.value.faults
        assert (fault.code, fault.value) == ("unwritable", why)
    assert [p.name for p in tmp_path.iterdir()] == ["folder"]


def test_ten_thousand_dangling_ids_are_told_and_few_are_guessed_at(tmp_path: Path) -> None:
    """Hints stop after the first twenty: looking for them must not take minutes."""
    lines = [line("room", **room(id=f"room-{n}")) for n in range(300)]
    lines += [
        line("invitation", **INVITATION | {"id": f"i{n}", "room": f"roam-{n}"}) for n in range(900)
    ]
    with pytest.raises(cr.IntakeError) as caught:
        cr.Registry.load(stored(tmp_path, *lines))
    hints = [fault.hint for fault in caught.value.faults]
    assert len(hints) == 900
    assert sum(hint is not None for hint in hints) == 20


def test_sessions_are_found_by_every_host() -> None:
    """A joint session belongs to each room that convened it, and once to each."""
    joint = case(sessions=[session(hosts=["r2", "r1", "r2"])])
    registry = cr.Registry.read({"rooms": [room(), room(id="r2")], "cases": [joint]})
    assert {r: len(s) for r, s in registry.sessions_of_room.items()} == {"r1": 1, "r2": 1}
    assert registry.case_of_session["s1"].id == "t1"


def test_the_collector_rests_only_while_records_are_read() -> None:
    """It is back afterwards, also when something could not be read; one at rest stays so."""
    seen = []

    def lines() -> Iterator[str]:
        seen.append(gc.isenabled())
        yield ROOM
        yield "no json"

    with pytest.raises(cr.IntakeError):
        cr.Registry.from_lines(lines())
    assert (seen, gc.isenabled()) == ([False], True)
    gc.disable()
    try:
        cr.Registry.from_lines([ROOM])
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_none_at_all_is_written_and_read_back(tmp_path: Path) -> None:
    """That there is none is not the same as not told; so with every list that tells them apart."""
    several = ("people", "attestations", "member_assessments", "room_assessments", "plans")
    several += ("assessment_schemes", "work_reports", "trainings", "sittings_in", "nominations")
    told = cr.Registry.read({"rooms": [room()], **{key: [] for key in several}})
    path = tmp_path / "none.jsonl"
    told.save(path)
    again = cr.Registry.load(path)
    assert again == told
    assert [getattr(again, name) for name in several] == [()] * len(several)
    bare = cr.Registry.load(stored(tmp_path, ROOM))
    assert [getattr(bare, name) for name in several] == [None] * len(several)
    assert refused(stored(tmp_path, line("none", of="traning"))) == [("line 1: of", "unknown_word")]
    assert refused(stored(tmp_path, line("none"))) == [("line 1: of", "missing_key")]


def test_none_at_all_says_nothing_else(tmp_path: Path) -> None:
    """No further key, and no record of that kind in the same file."""
    more = stored(tmp_path, line("none", of="person", room="r1"))
    assert refused(more) == [("line 1: room", "unknown_key")]
    both = stored(tmp_path, line("none", of="person") + "\n" + line("person", id="p1"))
    assert refused(both) == [("line 1: of", "impossible")]
