"""A store in one file: JSON Lines, an entry a line, appended to and never rewritten."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from consultrules.errors import Fault, IntakeError, LifecycleError
from consultrules.models.base import loads
from consultrules.models.files import file_fault, real
from consultrules.models.gazetteer import Gazetteer
from consultrules.store.index import MORE, Index, at_line, goes_on, head_of
from consultrules.store.keeper import Keeper
from consultrules.store.lock import locked
from consultrules.workflow.entry import Entry, read_entry
from consultrules.workflow.port import fitting
from consultrules.workflow.standing import Head


class LinesStore(Keeper):
    """Journals of many cases in one append-only file of JSON Lines.

    Several threads and processes may write to it: they take turns by a lock on a file beside it
    (``NAME.lock``), and each looks at what the others wrote before it appends. An append is written and
    synchronised at once, whole or not at all: a line that its append goes on after begins with a blank.
    Positions are line numbers. ``units`` resolves the codes of another city's units.

    After a crash while writing, the last append may be incomplete. It is never read as an entry and
    nothing is written behind it: every call raises ``torn_line`` with its number until ``mend()`` has
    cut it.

    Examples:
        >>> from tempfile import mkdtemp
        >>> LinesStore(Path(mkdtemp()) / "cases.jsonl").cases()
        ()
    """

    def __init__(self, path: str | Path, *, units: Gazetteer | None = None) -> None:
        self.path = Path(path)
        self.units = units
        self._guard = threading.RLock()
        self._index = Index()
        self._file: tuple[int, int] | None = None

    def append(self, entries: Sequence[Entry], *, expected: int) -> None:
        """Add further entries of one case, all of them or none.

        Raises:
            Conflict: when somebody else wrote first.
            LifecycleError: for entries that do not follow one another.
            IntakeError: for a file with a bad or torn line: nothing is written behind one.
            OSError: when it cannot be written; the file stays as it was.
        """
        if not entries:
            return
        with self._guard, self._turn():
            self._catch_up()
            self._whole()
            fitting(entries, expected, self._index.heads.get(entries[0].case))
            lines = [
                entry.to_json().encode("utf-8", "backslashreplace") + b"\n" for entry in entries
            ]
            self._write(b"".join([*(MORE + line for line in lines[:-1]), lines[-1]]))

    def read(self, case_id: str) -> tuple[Entry, ...]:
        """The entries of a case; none for a case that is not there.

        Raises:
            IntakeError: for a file with a bad or torn line, naming its number.
        """
        with self._guard:
            index = self._looked_at()
            numbers = tuple(index.numbers.get(case_id, ()))
        return tuple(entry for _, entry in self._entries(index, numbers))

    def since(self, position: int = 0) -> Iterator[tuple[int, Entry]]:
        """Everything that was appended after a line, with the number of its own line.

        Raises:
            IntakeError: for a file with a bad or torn line, naming its number.
        """
        with self._guard:
            index = self._looked_at()
            numbers = range(max(position, 0) + 1, len(index.starts) + 1)
        return self._entries(index, numbers)

    def head(self, case_id: str) -> Head | None:
        """Where one case stands; ``None`` for a case that is not there."""
        with self._guard:
            return self._looked_at().heads.get(case_id)

    def heads(self) -> Mapping[str, Head]:
        """Where each case stands, by its id, in the order in which they were opened."""
        with self._guard:
            return dict(self._looked_at().heads)

    def mend(self) -> bytes:
        """Repair a file after a crash: cut an incomplete last append, and give back what was cut.

        A last line that lacks nothing but its end gets it, and nothing is cut. Whole lines are never
        touched; a file with a bad line elsewhere is not repaired.

        Raises:
            IntakeError: for a bad line.
            OSError: when the file cannot be written.
        """
        with self._guard, self._turn():
            self._catch_up()
            if not self._index.torn:
                return b""
            with self.path.open("r+b", buffering=0) as file:
                file.seek(self._index.end)
                tail = file.readall()
                if self._is_whole(tail):
                    file.write(b"\n")
                    tail = b""
                else:
                    file.truncate(self._index.end)
                os.fsync(file.fileno())
            self._catch_up()
            return tail

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Nobody else writes meanwhile."""
        self._regular()
        own = real(self.path)  # by whichever link writers come, they take turns at one lock
        with locked(own.with_name(own.name + ".lock")):
            yield

    def _regular(self) -> None:
        """Refuse what no journal can lie in; a pipe would be waited for, and a device never holds one."""
        if self.path.exists() and not self.path.is_file():
            reason = "is_folder" if self.path.is_dir() else "no_regular_file"
            raise IntakeError([Fault(str(self.path), "unreadable", reason)])

    def _looked_at(self) -> Index:
        """The index of the file as it is now.

        What looks torn may be half of what somebody is writing just now: it is looked at again in turn.
        """
        self._catch_up()
        if self._index.torn:
            try:
                with self._turn():
                    self._catch_up()
            except OSError:
                pass  # where nothing can be written, nobody is writing
        return self._whole()

    def _whole(self) -> Index:
        torn = self._index.torn
        if torn:
            raise IntakeError([Fault(f"line {torn}", "torn_line")], self.path.name)
        return self._index

    def _catch_up(self) -> None:
        """Look at what has been written since; a file that is another one is looked at anew."""
        self._regular()
        try:
            with self.path.open("rb") as file:
                found = os.fstat(file.fileno())
                known = (found.st_dev, found.st_ino)
                if known != self._file or found.st_size < self._index.end:
                    self._index, self._file = Index(), known
                file.seek(self._index.end)
                self._index.add(file)
        except FileNotFoundError:
            self._index, self._file = Index(), None
        except IntakeError as error:
            raise IntakeError(error.faults, self.path.name) from None
        except OSError as error:
            raise IntakeError([file_fault(self.path, error)]) from error

    def _entries(self, index: Index, numbers: Sequence[int]) -> Iterator[tuple[int, Entry]]:
        """The entries on these lines, read one by one; blank lines are passed over."""
        if not numbers:
            return
        with self.path.open("rb") as file:
            for number in numbers:
                file.seek(index.starts[number - 1])
                line = file.readline()
                if line.strip():
                    yield number, self._entry(number, line)

    def _entry(self, number: int, line: bytes) -> Entry:
        try:
            return read_entry(loads(line), units=self.units)
        except IntakeError as error:
            raise IntakeError(at_line(number, error), self.path.name) from None

    def _write(self, data: bytes) -> None:
        """Write behind the last line, through to the disk; if that fails, as if nothing had been."""
        made = not self.path.exists()
        with self.path.open("ab", buffering=0) as file:
            start = file.seek(0, os.SEEK_END)
            try:
                _write_all(file, data)
                os.fsync(file.fileno())
            except BaseException:
                file.truncate(start)
                raise
        if made:
            _keep_name(self.path.parent)

    def _is_whole(self, tail: bytes) -> bool:
        """Whether a torn line is a last entry that lacks its end only."""
        if b"\n" in tail or goes_on(tail):
            return False
        try:
            entry = read_entry(loads(tail), units=self.units)
            head = self._index.heads.get(head_of(tail).id)
            fitting((entry,), entry.seq - 1, head)
        except (IntakeError, LifecycleError):
            return False
        return True


def _write_all(file: IO[bytes], data: bytes) -> None:
    """One write; a system that takes part of it is asked again."""
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]


def _keep_name(folder: Path) -> None:
    """Have the name of a new file outlast a power failure, where a folder can be synchronised."""
    if os.name == "posix":
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
