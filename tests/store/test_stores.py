"""Every store: what was appended comes back, once, in order; who wrote second is told so."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

import consultrules as cr
from consultrules.store.keeper import Keeper
from consultrules.workflow.port import fitting
from village_life import CONVENER, PARTY, STEPS, begun, lived


class Own(Keeper):
    """A store of one's own: the three methods of the port, everything else inherited."""

    def __init__(self) -> None:
        self.log: list[cr.Entry] = []
        self.turn = threading.Lock()

    def append(self, entries: Sequence[cr.Entry], *, expected: int) -> None:
        """As the port tells."""
        with self.turn:
            if entries:
                fitting(entries, expected, self.head(entries[0].case))
                self.log.extend(entries)

    def read(self, case_id: str) -> tuple[cr.Entry, ...]:
        """As the port tells."""
        return tuple(entry for entry in self.log if entry.case == case_id)

    def since(self, position: int = 0) -> Iterator[tuple[int, cr.Entry]]:
        """As the port tells."""
        return iter([*enumerate(self.log, 1)][max(position, 0) :])


@pytest.fixture(params=["memory", "lines", "own"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Keeper:
    """Each kind of store, empty."""
    made: dict[str, Callable[[], Keeper]] = {
        "memory": cr.MemoryStore,
        "lines": lambda: cr.LinesStore(tmp_path / "cases.jsonl"),
        "own": Own,
    }
    return made[request.param]()


def known(store: cr.Store) -> cr.Store:
    """A store is whatever has the methods of the port; mypy looks at this line."""
    return store


def test_a_store_satisfies_the_port(store: Keeper) -> None:
    """All three methods are there."""
    assert all(callable(getattr(known(store), name)) for name in ("append", "read", "since"))


def test_what_is_saved_is_loaded(store: Keeper) -> None:
    """The same case, with the same record, milestones and breaches."""
    case = lived()
    assert store.save(case) == len(STEPS) + 1
    again = store.load("t1")
    assert again == case
    assert (again.record, again.milestones, again.state) == (
        case.record,
        case.milestones,
        case.state,
    )
    assert again.entries == case.entries
    assert again.verify().ok


def test_saving_twice_adds_nothing(store: Keeper) -> None:
    """Neither the same case nor an older copy of it."""
    store.save(lived(3))
    assert store.save(lived(3)) == 0
    assert store.save(lived(1)) == 0
    assert store.save(lived(5)) == 2
    assert [entry.seq for entry in store.read("t1")] == [1, 2, 3, 4, 5, 6]


def test_only_what_is_new_is_appended(store: Keeper) -> None:
    """Step by step, as a program does it."""
    case = begun()
    store.save(case)
    for step, by, on, record in STEPS:
        case = store.load("t1").take(step, by=by, on=on, record=record)
        assert store.save(case) == 1
    assert store.load("t1") == lived()


def test_an_empty_store_is_empty(store: Keeper) -> None:
    """No cases, no entries, nothing since."""
    assert (store.cases(), dict(store.heads()), store.read("t1")) == ((), {}, ())
    assert (list(store.since()), store.head("t1")) == ([], None)
    store.append((), expected=7)
    assert store.cases() == ()


def test_a_case_that_is_not_there_is_named_with_the_likeliest(store: Keeper) -> None:
    """Loading is refused, reading finds nothing."""
    store.save(begun("case-1"))
    with pytest.raises(cr.IntakeError) as caught:
        store.load("csae-1")
    (fault,) = caught.value.faults
    assert (fault.at, fault.code, fault.hint) == ("case", "dangling_id", "case-1")
    assert store.read("csae-1") == ()


def test_since_tells_everything_in_the_order_of_appending(store: Keeper) -> None:
    """Over all cases; and from where one stopped, only what came after."""
    store.save(begun("a"))
    store.save(lived(2, "b"))
    ((first, _), *_) = store.since()
    (*_, (last, _)) = store.since()
    store.save(lived(1, "a"))
    told = [(entry.case, entry.seq) for _, entry in store.since()]
    assert told == [("a", 1), ("b", 1), ("b", 2), ("b", 3), ("a", 2)]
    positions = [position for position, _ in store.since()]
    assert positions == sorted(set(positions))
    assert [(e.case, e.seq) for _, e in store.since(first)] == told[1:]
    assert [(e.case, e.seq) for _, e in store.since(last)] == told[-1:]
    assert list(store.since(positions[-1])) == []
    assert list(store.since(10**6)) == []
    assert len(list(store.since(-1))) == len(told)


def test_since_is_what_was_there_when_it_was_asked(store: Keeper) -> None:
    """What is appended while somebody goes through it comes the next time."""
    store.save(begun("a"))
    asked = store.since()
    store.save(begun("b"))
    assert [entry.case for _, entry in asked] == ["a"]


def test_heads_are_those_of_the_cases(store: Keeper) -> None:
    """In the order in which they were opened."""
    cases = {case.id: case for case in (lived(3, "b"), lived(0, "a"), lived(id="c"))}
    for case in cases.values():
        store.save(case)
    assert store.cases() == ("b", "a", "c")
    for id_, head in store.heads().items():
        for own in (head, store.head(id_)):
            told = (own.id, own.room, own.state, own.seq, own.process, own.hash)
            theirs = cases[id_].head
            assert told == (
                *(theirs.id, theirs.room, theirs.state),
                *(theirs.seq, theirs.process, theirs.hash),
            )


def entries(store: Keeper) -> list[tuple[str, int]]:
    """What is stored."""
    return [(entry.case, entry.seq) for _, entry in store.since()]


def test_who_writes_second_is_told_so(store: Keeper) -> None:
    """Two took a step from the same place: the first stands, nothing of the second is written."""
    store.save(lived(1))
    first, second = store.load("t1"), store.load("t1")
    first = first.take("submit", by=CONVENER, on="2025-02-05")
    second = second.take("submit", by=CONVENER, on="2025-02-06")
    store.save(first)
    with pytest.raises(cr.Conflict) as caught:
        store.save(second)
    assert (caught.value.case, caught.value.expected, caught.value.found) == ("t1", 2, 3)
    assert store.load("t1") == first


@pytest.mark.parametrize("further", [0, 1, 2])
def test_a_case_that_went_another_way_is_a_conflict(store: Keeper, further: int) -> None:
    """Shorter than the stored one, as long or longer; the last entry that both know is named."""
    stored, other = lived(3), begun().take("submit", by=CONVENER, on="2025-02-04")
    for step, by, on in (
        ("approve", PARTY, "2025-02-10"),
        ("suspend", PARTY, "2025-02-12"),
        ("resume", PARTY, "2025-02-13"),
    )[: further + 1]:
        other = other.take(step, by=by, on=on, reason="停")
    store.save(stored)
    with pytest.raises(cr.Conflict) as caught:
        store.save(other)
    assert (caught.value.expected, caught.value.found) == (1, 4)
    assert store.load("t1") == stored


def test_a_case_that_is_opened_twice_is_opened_once(store: Keeper) -> None:
    """The same opening adds nothing, another is a conflict."""
    store.save(begun())
    store.save(begun())
    with pytest.raises(cr.Conflict) as caught:
        store.save(begun(text="别的议题"))
    assert (caught.value.expected, caught.value.found) == (0, 1)
    assert entries(store) == [("t1", 1)]


def test_the_same_entries_are_not_appended_twice(store: Keeper) -> None:
    """By the port itself, whatever the writer says it knew."""
    case = lived(2)
    store.append(case.entries, expected=0)
    for expected in (0, 1, 2, 4, -1):
        with pytest.raises(cr.Conflict):
            store.append(case.entries, expected=expected)
    with pytest.raises(cr.LifecycleError) as caught:
        store.append(case.entries, expected=3)
    assert caught.value.code == "gap_in_journal"
    assert len(entries(store)) == 3


def _pieces(case: cr.Case) -> dict[str, tuple[Sequence[cr.Entry], int]]:
    """Appends that cannot be, after the first two entries of a case."""
    one, two, three, four = case.entries[:4]
    forged = three._replace(body=three.body.replace("2025-02-05", "2025-02-06"))
    return {
        "gap_in_journal": ((four,), 2),
        "other_case": ((three, begun("t2").entries[0]), 2),
        "broken_hash": ((three, four._replace(hash="0" * 64)), 2),
        "broken_chain": ((three, four._replace(prev=two.hash)), 2),
        "gap_in_journal again": ((three, three), 2),
        "gap_in_journal back": ((one,), 2),
        "broken_hash of a body": ((forged,), 2),
    }


@pytest.mark.parametrize("name", _pieces(lived(3)))
def test_entries_that_do_not_follow_are_refused_whole(store: Keeper, name: str) -> None:
    """A gap, another case, a hash that does not fit: named by place, and nothing is written."""
    case = lived(3)
    store.append(case.entries[:2], expected=0)
    piece, expected = _pieces(case)[name]
    with pytest.raises(cr.LifecycleError) as caught:
        store.append(piece, expected=expected)
    assert not isinstance(caught.value, cr.Conflict)
    assert caught.value.code == name.split(maxsplit=1)[0]
    assert str(caught.value.figures["at"]).startswith("entries[")
    assert entries(store) == [("t1", 1), ("t1", 2)]


def test_an_entry_of_another_life_is_a_conflict(store: Keeper) -> None:
    """The number follows, the hash before does not: somebody else wrote the entry before."""
    store.save(lived(2))
    other = begun().take("submit", by=CONVENER, on="2025-02-04")
    other = other.take("suspend", by=CONVENER, on="2025-02-06", reason="停")
    other = other.take("resume", by=CONVENER, on="2025-02-07", reason="续")
    with pytest.raises(cr.Conflict):
        store.append(other.entries[3:], expected=3)
    assert len(entries(store)) == 3


def test_a_first_entry_follows_nothing(store: Keeper) -> None:
    """A new case begins with its first entry."""
    with pytest.raises(cr.LifecycleError) as caught:
        store.append(lived(2).entries[1:], expected=0)
    assert caught.value.code == "gap_in_journal"
    assert store.cases() == ()


def test_a_room_as_it_is_today_decides(store: Keeper) -> None:
    """Loading takes what replaying takes."""
    store.save(lived(3))
    case = store.load("t1")
    room = case.room.model_copy(update={"name": "“有事好商量”协商议事室"})
    assert store.load("t1", room=room).room.name == room.name


def test_threads_take_turns(store: Keeper) -> None:
    """Of eight that write the third entry one gets through; all the others are told."""
    store.save(lived(1))
    came: list[str] = []
    start = threading.Barrier(8)

    def write(day: int) -> None:
        case = store.load("t1").take("submit", by=CONVENER, on=f"2025-02-{day:02}")
        start.wait()
        try:
            store.save(case)
            came.append("written")
        except cr.Conflict:
            came.append("conflict")

    threads = [threading.Thread(target=write, args=(day,)) for day in range(5, 13)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(came) == ["conflict"] * 7 + ["written"]
    assert [entry.seq for entry in store.read("t1")] == [1, 2, 3]
    assert store.load("t1").verify().ok
