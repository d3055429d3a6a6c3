"""Files that people name: read or written whole, and what is wrong with one told in our own words."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from pathlib import Path

from consultrules.errors import Fault, IntakeError, shown

_REASONS = {
    errno.ENOENT: "no_such_file",
    errno.EISDIR: "is_folder",
    errno.EEXIST: "not_a_folder",  # where a folder is to be made, a file lies
    errno.ENOTDIR: "not_a_folder",
    errno.EACCES: "no_permission",
    errno.EPERM: "no_permission",
    errno.EROFS: "no_permission",
    errno.ENOSPC: "disk_full",
    errno.ELOOP: "links_in_a_circle",
}


def file_fault(path: object, error: Exception, code: str = "unreadable") -> Fault:
    """What the system or a decoder says of a file, as a fault; a usual reason by its code."""
    if isinstance(error, UnicodeError):
        reason = "not_utf8"
    else:
        number = error.errno if isinstance(error, OSError) else None
        reason = _REASONS.get(number or 0) or shown(getattr(error, "strerror", None) or str(error))
    return Fault(str(path), code, reason)


def read_text(path: Path) -> str:
    """The text of a file in UTF-8, with a byte order mark or without.

    Raises:
        IntakeError: naming the file and why it cannot be read.
    """
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise IntakeError([file_fault(path, error)]) from error


def real(path: Path) -> Path:
    """Where a path leads: of a link, what it leads to."""
    return Path(os.path.realpath(path))


def same_file(one: Path, other: Path) -> bool:
    """Whether two paths mean one file, however they are spelt and whether or not it is there yet."""
    if real(one) == real(other):
        return True
    try:
        return one.samefile(other)
    except OSError:
        return False


def writable(path: Path) -> None:
    """Refuse a path that no file can be written to, before any work is done for it.

    Raises:
        IntakeError: for a folder.
    """
    if path.is_dir():
        raise IntakeError([Fault(str(path), "unwritable", "is_folder")])


def make_folder(path: Path) -> None:
    """Make a folder and those above it, where they are not there.

    Raises:
        IntakeError: when it cannot be made.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise IntakeError([file_fault(path, error, "unwritable")]) from error


def write_whole(path: Path, lines: Iterable[str]) -> None:
    """Write a file whole or not at all.

    Of a link, the file that it leads to is written and the link stays. A pipe or device, which nothing
    can take the place of, is written to as it is.

    Raises:
        IntakeError: when it cannot be written; a file that was there stays as it was.
    """
    writable(path)
    try:
        if path.exists() and not path.is_file():
            with path.open("w", encoding="utf-8", newline="\n") as stream:
                stream.writelines(line + "\n" for line in lines)
        else:
            _replace(real(path), lines)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise IntakeError([file_fault(path, error, "unwritable")]) from error


def _replace(target: Path, lines: Iterable[str]) -> None:
    """Put a new file in the place of what is there, when all of it is written."""
    if target.is_symlink():  # followed to its end it is still a link: it leads round in a circle
        raise OSError(errno.ELOOP, "links in a circle")
    draft = target.with_name(target.name + ".part")
    try:
        with draft.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(line + "\n" for line in lines)
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
