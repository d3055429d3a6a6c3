"""A clause: one sentence or listed item of the text, in our own words, with its force and its debtor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from consultrules.policy.judging import Carrier, Debtor, Force


@dataclass(frozen=True, slots=True)
class Clause:
    """One entry of the edition.

    ``id`` is its address (``3.3.s3c``: part 3, heading 3, third sentence, piece c; ``.i2`` a listed item).
    ``force`` and ``owed_by`` are columns of the edition, ``numbers`` what the clause fixes.
    """

    id: str
    kind: str
    force: Force
    owed_by: Debtor
    carrier: Carrier
    checkable: str
    readings: tuple[str, ...]
    zh: str
    en: str
    numbers: Mapping[str, Any]

    @classmethod
    def from_toml(cls, address: str, data: Mapping[str, Any]) -> Clause:
        """Read one table of a clause file."""
        return cls(
            id=address,
            kind=data["kind"],
            force=Force.parse(data["force"]),
            owed_by=Debtor.parse(data["owed_by"]),
            carrier=Carrier.parse(data["carrier"]),
            checkable=data["checkable"],
            readings=tuple(data["readings"]),
            zh=data["zh"],
            en=data["en"],
            numbers=data.get("numbers", {}),
        )

    def text(self, lang: str = "zh") -> str:
        """Our wording in ``zh`` or ``en``."""
        return self.zh if lang == "zh" else self.en


def is_under(address: str, scope: str) -> bool:
    """Whether an address is the scope itself or lies below it.

    Examples:
        >>> (
        ...     is_under("3.3.s3c", "3.3"),
        ...     is_under("3.3.s2a.i1", "3.3.s2a"),
        ...     is_under("3.3.s3c", "3.3.s3"),
        ... )
        (True, True, True)
        >>> is_under("3.10.s1", "3.1")
        False
    """
    if not address.startswith(scope):
        return False
    rest = address[len(scope) :]
    return (
        not rest or rest[0] in ".#" or (rest[0].isalpha() and scope[-1].isdigit() and "s" in scope)
    )
