"""The result in a folder: whole or not at all, and never in the place of something else."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import consultrules as cr
from consultrules.auditing.tables import output
from tables.places import arrow, sqlite
from tables.small import faults, keys_of, many, row

TABLES = {"unit": arrow(many(10))}
OTHER = {"unit": arrow(many(4))}


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones too, with its bytes."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def names(folder: Path) -> list[str]:
    """What lies in a folder, hidden things too."""
    return sorted(place.name for place in folder.iterdir())


def write(tables: Any, out: Path, **how: Any) -> None:
    cr.audit_tables(tables, out=out, **how).close()


def run(script: str, *words: object) -> subprocess.CompletedProcess[str]:
    """Run a script in a Python of its own."""
    command = [sys.executable, "-c", script, *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_an_earlier_result_is_replaced_as_a_whole(tmp_path: Path) -> None:
    out = tmp_path / "result"
    write(sqlite({"facts_unit": many(10)}), out)  # CSV files, of which none may stay
    before = tree(tmp_path)
    write(OTHER, out)
    after = tree(tmp_path)
    assert not {name for name in after if name.endswith(".csv")} & {
        name for name in before if not name.endswith("rules.csv")
    }
    assert json.loads(after["result/manifest.json"])["subjects"] == {"unit": 4}
    assert names(tmp_path) == ["result"]


def test_an_empty_folder_is_taken_and_a_missing_parent_made(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for out in (tmp_path / "empty", tmp_path / "a" / "b" / "result"):
        write(TABLES, out)
        assert (out / "manifest.json").is_file()
    assert names(tmp_path) == ["a", "empty"]
    assert names(tmp_path / "a" / "b") == ["result"]


@pytest.mark.parametrize(
    "files",
    [
        {"notes.txt": "mine"},
        {"manifest.json": '{"name": "an application"}', "app.js": ""},
        {"manifest.json": "no JSON"},
        {"manifest.json": "[1]"},
        {"manifest.json": '{"schema": "consultrules.tables/1", "files": 5}'},
        {"below/notes.txt": "mine"},
    ],
)
def test_a_folder_with_other_things_is_refused_and_untouched(
    files: dict[str, str], tmp_path: Path
) -> None:
    out = tmp_path / "theirs"
    for name, text in files.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text(text, "utf-8")
    before = tree(tmp_path)
    asked: list[int] = []
    told = faults(TABLES, out=out, progress=lambda done, _: asked.append(done))
    assert [(fault.at, fault.code) for fault in told] == [(str(out), "unwritable")]
    assert asked == []  # said before anything is reckoned
    assert tree(tmp_path) == before


@pytest.mark.parametrize("name", ["notes.txt", "findings/notes.txt"])
def test_notes_in_an_earlier_result_are_not_lost(name: str, tmp_path: Path) -> None:
    out = tmp_path / "result"
    write(TABLES, out)
    (out / name).write_text("mine", "utf-8")
    before = tree(tmp_path)
    (fault,) = faults(OTHER, out=out)
    assert (fault.code, fault.value) == ("unwritable", f"not empty: {name}")
    assert tree(tmp_path) == before


def test_a_file_in_the_place_or_above_it_is_refused_and_untouched(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("mine", "utf-8")
    for out in (file, file / "result", tmp_path / ("long" * 99), tmp_path / "nul\0"):
        (fault,) = faults(TABLES, out=out)
        assert (fault.at, fault.code) == (str(out), "unwritable")
    assert tree(tmp_path) == {"file": b"mine"}


def test_of_a_link_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    write(TABLES, tmp_path / "result")
    (tmp_path / "latest").symlink_to(tmp_path / "result")
    write(OTHER, tmp_path / "latest")
    assert (tmp_path / "latest").is_symlink()
    assert names(tmp_path) == ["latest", "result"]
    manifest = json.loads((tmp_path / "result" / "manifest.json").read_text("utf-8"))
    assert manifest["subjects"] == {"unit": 4}


# Writes a first result, then a second with files kept smaller than a few bytes.
_FULL = """
import resource, sys
import consultrules as cr
from tables.places import arrow, sqlite
from tables.small import many
kind, out, when, most = *sys.argv[1:4], int(sys.argv[4])
rows = many(3000)
tables = {"unit": arrow(rows)} if kind == "frames" else sqlite({"facts_unit": rows})
result = cr.audit_tables(tables) if when == "after" else None
free = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (most, free[1]))
try:
    result.write(out) if result else cr.audit_tables(tables, out=out)
except cr.IntakeError as error:
    print([fault.code for fault in error.faults])
finally:
    resource.setrlimit(resource.RLIMIT_FSIZE, free)
    if result:
        result.close()
"""


@pytest.mark.parametrize("earlier", [False, True])
@pytest.mark.parametrize(
    ("kind", "when", "most"),
    [("frames", "during", 100), ("frames", "after", 2000), ("sqlite", "after", 2000)],
)
def test_a_full_disk_leaves_nothing_and_an_earlier_result_whole(
    kind: str, when: str, most: int, earlier: bool, tmp_path: Path
) -> None:
    out = tmp_path / "result"
    if earlier:
        write(TABLES, out)
    before = tree(tmp_path)
    told = run(_SHARED + _FULL, kind, out, when, most)
    assert (told.stdout, told.stderr) == ("['unwritable']\n", "")
    assert tree(tmp_path) == before
    assert names(tmp_path) == (["result"] if earlier else [])


_SHARED = f"import sys; sys.path.insert(0, {str(Path(__file__).parents[1])!r})\n"

# A table that has no end, so that the audit is in its middle whenever a signal comes.
_ENDLESS = """
import sys, duckdb
import consultrules as cr
connection = duckdb.connect()
connection.execute("CREATE VIEW facts_unit AS SELECT i AS subject, 2024 AS year, 320685000000 AS unit,"
    " 2 AS unit_kind, 1 AS rooms_registered, 0 AS work_committee FROM range(9000000000) t(i)")
watch = (lambda done, whole: None) if sys.argv[2] == "watched" else None
print("begun", flush=True)
try:
    cr.audit_tables(connection, out=sys.argv[1], progress=watch)
except KeyboardInterrupt:
    print(connection.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall())
"""


def begun(out: Path, watched: str) -> subprocess.Popen[str]:
    """A process that has begun such an audit, once its scratch folder is there."""
    command = [sys.executable, "-c", _ENDLESS, str(out), watched]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    while process.poll() is None and not any(out.parent.glob(".consultrules-*")):
        pass
    return process


@pytest.mark.parametrize("watched", ["watched", "alone"])
def test_an_interrupt_in_the_middle_leaves_nothing(watched: str, tmp_path: Path) -> None:
    process = begun(tmp_path / "result", watched)
    process.send_signal(signal.SIGINT)
    told, errors = process.communicate()
    assert (told, errors[-1500:], process.returncode) == ("[('facts_unit',)]\n", "", 0)
    assert names(tmp_path) == []


def test_a_killed_process_leaves_nothing_that_looks_whole(tmp_path: Path) -> None:
    out = tmp_path / "result"
    write(TABLES, out)
    before = tree(out)
    process = begun(tmp_path / "other", "watched")
    process.kill()
    process.communicate()
    assert not (tmp_path / "other").exists()
    assert not [*tmp_path.glob(".*/**/manifest.json")]
    assert tree(out) == before


def test_a_watch_that_raises_ends_the_audit_and_leaves_nothing(tmp_path: Path) -> None:
    out = tmp_path / "result"
    write(TABLES, out)
    before = tree(tmp_path)
    for stop in range(5):
        calls = iter(range(stop))

        def watch(_done: int, _whole: int, calls: Iterator[int] = calls) -> None:
            if next(calls, None) is None:
                raise KeyboardInterrupt

        for tables in (OTHER, sqlite({"facts_unit": many(4)})):
            with pytest.raises(KeyboardInterrupt):
                write(tables, out, progress=watch)
            assert tree(tmp_path) == before


def test_when_the_last_step_fails_the_earlier_result_stands_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "result"
    write(TABLES, out)
    before = tree(tmp_path)
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if target == out and ".part-" in self.name and not self.name.endswith(".old"):
            raise OSError("no")
        return rename(self, target)

    monkeypatch.setattr(output.Path, "rename", failing)
    (fault,) = faults(OTHER, out=out)
    assert (fault.code, fault.value) == ("unwritable", "no")
    assert tree(tmp_path) == before


# As root everything can be written: the rights are laid down once all modules are there.
_READ_ONLY = """
import os, sys
import consultrules as cr
from tables.places import arrow
from tables.small import many
tables = {"unit": arrow(many(10))}
cr.audit_tables(tables).close()
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
for out in sys.argv[1:]:
    try:
        cr.audit_tables(tables, out=out)
    except cr.IntakeError as error:
        print([(fault.at == out, fault.code) for fault in error.faults])
"""


def test_a_parent_that_is_only_read_is_refused_at_once() -> None:
    above = Path(tempfile.mkdtemp())  # other users come to it, which they do not to tmp_path
    try:
        write(TABLES, above / "result")
        above.chmod(0o555)
        before = tree(above)
        told = run(_SHARED + _READ_ONLY, above / "result", above / "new", above / "a" / "b")
        assert told.stderr == ""
        assert told.stdout == "[(True, 'unwritable')]\n" * 3
        assert tree(above) == before
    finally:
        above.chmod(0o755)
        shutil.rmtree(above)


def test_rows_without_subjects_leave_no_scratch(tmp_path: Path) -> None:
    faults({"unit": arrow([row(subject=None)])}, out=tmp_path / "result")
    assert names(tmp_path) == []
    assert keys_of(cr.audit_tables(OTHER))
