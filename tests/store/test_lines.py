"""The file of lines: whole appends only, every bad line by its number, many writers, one order."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import consultrules as cr
from village_life import CONVENER, PARTY, begun, lived


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with four entries, appended at once but for the last."""
    store = cr.LinesStore(tmp_path / "cases.jsonl")
    store.save(lived(2))
    store.save(lived(3))
    return store.path


def refused(path: Path) -> cr.IntakeError:
    """Why a file is not read: the same whatever is asked, and it stays as it was."""
    before = path.read_bytes()
    told = []
    for ask in (
        lambda store: store.read("t1"),
        lambda store: store.cases(),
        lambda store: store.head("t1"),
        lambda store: [*store.since()],
        lambda store: store.save(lived(5)),
        lambda store: store.append(begun("t9").entries, expected=0),
    ):
        with pytest.raises(cr.IntakeError) as caught:
            ask(cr.LinesStore(path))
        assert caught.value.source == path.name
        told.append(caught.value)
    assert len({str(error) for error in told}) == 1
    assert path.read_bytes() == before
    return told[0]


def place(path: Path) -> tuple[str, str]:
    """Place and code of the only fault."""
    (fault,) = refused(path).faults
    return fault.at, fault.code


def test_a_line_is_an_entry(path: Path) -> None:
    """Plain JSON with the hash; an append that goes on begins its lines with a blank."""
    lines = path.read_text("utf-8").splitlines()
    assert [json.loads(line)["seq"] for line in lines] == [1, 2, 3, 4]
    assert [line[0] for line in lines] == [" ", " ", "{", "{"]
    assert [json.loads(line)["hash"] for line in lines] == [e.hash for e in lived(3).entries]


def test_positions_are_line_numbers(path: Path) -> None:
    """An editor finds what a reader of the file names."""
    assert [position for position, _ in cr.LinesStore(path).since()] == [1, 2, 3, 4]


def test_blank_lines_a_mark_and_other_line_ends_do_not_matter(path: Path) -> None:
    """A file that went through an editor still reads, and positions are still its lines."""
    lines = path.read_bytes().splitlines()
    path.write_bytes(b"\xef\xbb\xbf" + b"\r\n".join([lines[0].strip(), b"", *lines[1:], b" ", b""]))
    store = cr.LinesStore(path)
    assert store.load("t1") == lived(3)
    assert [position for position, _ in store.since()] == [1, 3, 4, 5]
    store.save(lived(4))
    assert store.load("t1") == lived(4)


def test_the_file_is_only_ever_appended_to(path: Path) -> None:
    """What stood there stays, byte for byte."""
    before = path.read_bytes()
    cr.LinesStore(path).save(lived(5))
    assert path.read_bytes().startswith(before)


def cuts() -> list[int]:
    """How many bytes of a last line are missing."""
    return [1, 2, 3, 40, 500]


@pytest.mark.parametrize("missing", cuts())
def test_a_torn_line_is_named_and_mended(path: Path, missing: int) -> None:
    """Never read, never written behind; mending cuts it and nothing else."""
    whole = path.read_bytes()
    path.write_bytes(whole[:-missing])
    assert place(path) == ("line 4", "torn_line")
    store = cr.LinesStore(path)
    cut = store.mend()
    last = whole.splitlines(keepends=True)[-1]
    if missing == 1:  # all of the entry is there, only its end lacks: nothing is lost
        assert (cut, path.read_bytes()) == (b"", whole)
        return
    assert cut == last[:-missing]
    assert path.read_bytes() + cut == whole[:-missing]
    assert store.load("t1") == lived(2)
    assert store.save(lived(3)) == 1
    assert path.read_bytes() == whole


def test_an_append_that_was_cut_short_goes_altogether(tmp_path: Path) -> None:
    """Cut anywhere, even between its lines, three entries that were appended at once are none."""
    store = cr.LinesStore(tmp_path / "cases.jsonl")
    store.save(begun("a"))
    first = store.path.read_bytes()
    store.save(lived(2))
    whole = store.path.read_bytes()
    ends = [n for n in range(len(first), len(whole)) if whole[n - 1 : n] == b"\n"]
    for end in (*ends[1:], *(e - 1 for e in ends[1:]), *(e + 1 for e in ends), len(whole) - 2):
        store.path.write_bytes(whole[:end])
        assert place(store.path) == ("line 2", "torn_line")
        assert cr.LinesStore(store.path).mend() == whole[len(first) : end]
        assert store.path.read_bytes() == first
        assert store.cases() == ("a",)


def test_mending_what_is_whole_changes_nothing(path: Path, tmp_path: Path) -> None:
    """Nor does mending what is not there."""
    before = path.read_bytes()
    assert cr.LinesStore(path).mend() == b""
    assert path.read_bytes() == before
    assert cr.LinesStore(tmp_path / "none.jsonl").mend() == b""
    assert not (tmp_path / "none.jsonl").exists()


def test_a_last_line_that_is_no_entry_is_cut(path: Path) -> None:
    """Whole JSON without an end, but not what follows the stored entries."""
    whole = path.read_bytes()
    line = whole.splitlines()[-1]
    for tail in (line, line.replace(b"2025-02-10", b"2025-02-11"), b"{}", b"\xff", b"   "):
        path.write_bytes(whole + tail)
        assert place(path) == ("line 5", "torn_line")
        assert cr.LinesStore(path).mend() == tail
        assert path.read_bytes() == whole


def test_a_writer_that_lives_on_sees_the_repair(path: Path) -> None:
    """One store has read all, another process mends: both go on."""
    store, other = cr.LinesStore(path), cr.LinesStore(path)
    assert len(store.read("t1")) == 4
    with path.open("ab") as file:
        file.write(b'{"half')
    with pytest.raises(cr.IntakeError):
        store.read("t1")
    assert other.mend() == b'{"half'
    assert store.load("t1") == other.load("t1") == lived(3)
    store.save(lived(4))
    assert other.load("t1") == lived(4)


def spoilt(line: bytes, **more: Any) -> bytes:
    """An entry with other fields."""
    return json.dumps({**json.loads(line), **more}, ensure_ascii=False).encode()


BAD: dict[str, tuple[Any, str, str]] = {
    "no JSON": (lambda _line: b"{nope", "line 2", "not_json"),
    "no text": (lambda _line: b'"\xff"', "line 2", "not_json"),
    "endless brackets": (lambda _line: b"[" * 100_000, "line 2", "not_json"),
    "a list": (lambda _line: b"[1]", "line 2", "wrong_type"),
    "another form": (
        lambda line: spoilt(line, schema="consultrules.entry/2"),
        "line 2: schema",
        "unknown_schema",
    ),
    "no form": (lambda line: spoilt(line, schema=None), "line 2: schema", "unknown_schema"),
    "a number for a case": (lambda line: spoilt(line, case=7), "line 2: case", "wrong_type"),
    "a text for a number": (lambda line: spoilt(line, seq="2"), "line 2: seq", "wrong_type"),
    "a hash that is none": (lambda line: spoilt(line, hash="x" * 64), "line 2: hash", "wrong_type"),
    "a state that is none": (lambda line: spoilt(line, to="lost"), "line 2: to", "unknown_word"),
    "no process": (lambda line: spoilt(line, process=None), "line 2: process", "wrong_type"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_line_anywhere_is_named_by_its_number(path: Path, name: str) -> None:
    """And is not taken for a torn one: mending leaves it alone."""
    spoil, at, code = BAD[name]
    lines = path.read_bytes().splitlines()
    lines[1] = spoil(lines[1])
    path.write_bytes(b"\n".join([*lines, b""]))
    assert place(path) == (at, code)
    before = path.read_bytes()
    with pytest.raises(cr.IntakeError):
        cr.LinesStore(path).mend()
    assert path.read_bytes() == before


def test_all_bad_lines_are_named_at_once(path: Path) -> None:
    """Not only the first."""
    lines = path.read_bytes().splitlines()
    path.write_bytes(b"\n".join([lines[0], b"x", lines[2], b"y", b""]))
    assert [fault.at for fault in refused(path).faults] == ["line 2", "line 4"]


def test_a_field_that_nobody_knows_is_named_with_its_line(path: Path) -> None:
    """What an index does not look at is looked at when the entry is read."""
    lines = path.read_bytes().splitlines()
    lines[2] = spoilt(lines[2], colour="red")
    path.write_bytes(b"\n".join([*lines, b""]))
    with pytest.raises(cr.IntakeError) as caught:
        cr.LinesStore(path).read("t1")
    assert (caught.value.source, caught.value.faults[0].at) == (path.name, "line 3: colour")


def test_a_changed_entry_reads_and_does_not_verify(path: Path) -> None:
    """Reading trusts, verifying tells: a day that was changed by hand shows by the hash."""
    path.write_bytes(path.read_bytes().replace(b'"on":"2025-02-05"', b'"on":"2025-02-04"'))
    found = cr.LinesStore(path).load("t1").verify()
    assert [fault.code for fault in found.faults] == ["broken_hash"]


def test_a_folder_is_no_journal(tmp_path: Path) -> None:
    """Said as of any input that cannot be read."""
    with pytest.raises(cr.IntakeError) as caught:
        cr.LinesStore(tmp_path).cases()
    assert caught.value.code == "unreadable"


def test_writing_that_fails_leaves_the_file_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full, or nothing can be synchronised: nothing was appended."""
    before = path.read_bytes()
    store = cr.LinesStore(path)

    def full(*_: Any) -> None:
        raise OSError("disk full")

    def half(file: Any, data: bytes) -> None:
        file.write(data[:100])
        full()

    for name, fails in (("os.fsync", full), ("consultrules.store.lines._write_all", half)):
        with monkeypatch.context() as patch:
            patch.setattr(name, fails)
            with pytest.raises(OSError, match="disk full"):
                store.save(lived(5))
        assert path.read_bytes() == before
    assert store.save(lived(5)) == 2


def test_another_file_under_the_same_name_is_read_anew(path: Path, tmp_path: Path) -> None:
    """Put in its place, or begun anew."""
    store = cr.LinesStore(path)
    assert store.cases() == ("t1",)
    other = cr.LinesStore(tmp_path / "other.jsonl")
    other.save(begun("a"))
    other.path.replace(path)
    assert store.cases() == ("a",)
    path.unlink()
    assert store.cases() == ()
    store.save(begun("b"))
    assert store.cases() == ("b",)


def test_a_journal_is_read_where_nothing_can_be_written(path: Path) -> None:
    """Neither a lock nor anything else is needed to read."""
    lock = path.with_name(path.name + ".lock")
    lock.unlink()
    lock.mkdir()  # no lock can be had
    assert cr.LinesStore(path).load("t1") == lived(3)
    with pytest.raises(OSError, match=r"cases\.jsonl\.lock"):
        cr.LinesStore(path).save(lived(5))
    path.write_bytes(path.read_bytes()[:-5])
    with pytest.raises(cr.IntakeError, match="line 4"):
        cr.LinesStore(path).cases()


def test_half_a_surrogate_pair_never_gets_into_a_file() -> None:
    """No file of UTF-8 can hold it: neither a call nor an entry from elsewhere brings it in."""
    with pytest.raises(cr.IntakeError, match=r"reason: .*control characters"):
        begun().take("suspend", by=PARTY, on="2025-02-02", reason="停\ud800")
    case = begun().take("suspend", by=PARTY, on="2025-02-02", reason="停")
    lines = [entry.to_dict() for entry in case.entries]
    for told in ({"reason": "停\ud800"}, {"documents": ["停\ud800"]}, {"key": "\ud800"}):
        with pytest.raises(cr.IntakeError, match=r"entries\[1\]"):
            cr.Case.replay([lines[0], lines[1] | told])


WRITER = """
import sys
import consultrules as cr
from village_life import CONVENER, PARTY
store = cr.LinesStore(sys.argv[1])
case = store.load("t1")
print("ready", flush=True)
sys.stdin.readline()
case = case.take("submit", by=CONVENER, on=f"2025-02-{sys.argv[2]}")
try:
    print(store.save(case))
except cr.Conflict as conflict:
    print(f"conflict {conflict.expected} {conflict.found}")
    for _ in range(100):  # reads and decides again, until it is its turn
        case = store.load("t1")
        step = "suspend" if case.state.value == "submitted" else "resume"
        try:
            store.save(case.take(step, by=PARTY, on="2025-02-20", reason=sys.argv[2]))
        except cr.Conflict:
            continue
        print("again")
        break
"""


def test_processes_take_turns(tmp_path: Path) -> None:
    """Of six that write the third entry one gets through; the others are told, and come after."""
    store = cr.LinesStore(tmp_path / "cases.jsonl")
    store.save(lived(1))
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(store.path), f"{day:02}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )
        for day in range(5, 11)
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("\n")
        writer.stdin.flush()
    said = sorted(writer.communicate()[0] for writer in writers)
    assert said[0] == "1\n"
    assert all(s.startswith("conflict 2 ") and s.endswith("\nagain\n") for s in said[1:])
    case = store.load("t1")
    assert len(case.entries) == 3 + 5
    assert case.verify().ok


def test_one_that_reads_while_another_writes_waits_for_the_whole(path: Path) -> None:
    """Half of what somebody is writing just now is not taken for a crash."""
    code = """
import sys, time
from pathlib import Path
from consultrules.store.lock import locked
from village_life import lived
path = Path(sys.argv[1])
line = lived(4).entries[-1].to_json().encode() + b"\\n"
with locked(path.with_name(path.name + ".lock")), path.open("ab", buffering=0) as file:
    file.write(line[:50])
    print("half", flush=True)
    time.sleep(0.3)
    file.write(line[50:])
"""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    writer = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True, env=environment
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == "half\n"
    assert cr.LinesStore(path).load("t1") == lived(4)
    writer.communicate()


def test_a_decision_can_be_repeated_until_it_fits(path: Path) -> None:
    """What the documentation calls again: load, decide, save, and from the start upon a conflict."""
    store, other = cr.LinesStore(path), cr.LinesStore(path)
    tries = []

    def decide(case: cr.Case) -> cr.Case:
        tries.append(case.state.value)
        if len(tries) == 1:
            other.save(other.load("t1").take("suspend", by=PARTY, on="2025-02-11", reason="停"))
        if case.state.value == "suspended":
            return case.take("resume", by=PARTY, on="2025-02-12", reason="续")
        return case.take("notify", by=CONVENER, on="2025-02-12", record={"count": 20})

    while True:
        try:
            store.save(decide(store.load("t1")))
        except cr.Conflict:
            continue
        break
    assert tries == ["consulting", "suspended"]
    assert store.load("t1").state.value == "consulting"
