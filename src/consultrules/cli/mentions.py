"""Which files of a folder of tests name an entry of the text, or a rule."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from consultrules.errors import Fault, IntakeError

_KINDS = frozenset({".py", ".json", ".jsonl", ".toml", ".yaml", ".yml", ".csv", ".md", ".txt"})
# 3.3.s3c, 3.5.s2.i5, 3.7.s2c#made; in the name of a function 3_3_s3c
_ADDRESS = re.compile(
    r"(?<![0-9A-Za-z.])\d+b?(?:[._]\d+)*[._]s\d+[a-z]?(?:[._]i\d+)?(?:#[a-z_]+)?(?![0-9A-Za-z])"
)


class Mentions:
    """The addresses and rule keys that each file names."""

    def __init__(self, named: dict[str, frozenset[str]]) -> None:
        self._named = named

    @classmethod
    def read(cls, folder: Path, *, required: bool) -> Mentions:
        """Look through a folder; one that nobody asked for may be lacking.

        Raises:
            IntakeError: when a folder that is required is none.
        """
        if not folder.is_dir():
            if required:
                raise IntakeError([Fault(str(folder), "unreadable", "", ("folder",))])
            return cls({})
        named = {}
        for path in sorted(folder.rglob("*")):
            if path.suffix in _KINDS and path.is_file():
                text = path.read_text("utf-8", errors="replace")
                found = {_plain(told) for told in _ADDRESS.findall(text)}
                named[str(path)] = frozenset(found | {a.partition("#")[0] for a in found})
        return cls(named)

    def files(self, names: Iterable[str]) -> tuple[str, ...]:
        """The files that name any of these."""
        wanted = set(names)
        return tuple(path for path, named in self._named.items() if named & wanted)


def _plain(told: str) -> str:
    address, mark, aspect = told.partition("#")
    return address.replace("_", ".") + mark + aspect
