"""A clause: one sentence or listed item of the text, in our own words, with its force and its debtor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from consultrules.policy.judging import Carrier, Checkability, ClauseKind, Debtor, Force

_CHECKABLE = {
    "yes": Checkability.DATA,
    "attestable": Checkability.ATTESTED,
    "no": Checkability.NONE,
}


@dataclass(frozen=True, slots=True)
class Clause:
    """One entry of the edition.

    ``id`` is its address (``3.3.s3c``: part 3, heading 3, third sentence, piece c; ``.i2`` a listed item).
    ``force`` and ``owed_by`` are columns of the edition, ``numbers`` what the clause fixes.
    ``attested_of`` says what an attestation of it is about: a ``room``, ``session``, ``case`` or
    ``person``, or the CPPCC and its partners of a ``county``, of the ``city``, or of ``both``.
    ``see`` are the addresses whose rules carry an entry that has none of its own; ``why_zh`` and
    ``why_en`` say why nothing can show it, where its kind does not say so already; ``rest_zh`` and
    ``rest_en`` what of an entry that is carried nothing here carries.
    """

    id: str
    kind: ClauseKind
    force: Force
    owed_by: Debtor
    carrier: Carrier
    checkable: str
    readings: tuple[str, ...]
    zh: str
    en: str
    numbers: Mapping[str, Any]
    attested_of: str = ""
    see: tuple[str, ...] = ()
    why_zh: str = ""
    why_en: str = ""
    rest_zh: str = ""
    rest_en: str = ""

    @classmethod
    def from_toml(cls, address: str, data: Mapping[str, Any]) -> Clause:
        """Read one table of a clause file."""
        return cls(
            id=address,
            kind=ClauseKind.parse(data["kind"]),
            force=Force.parse(data["force"]),
            owed_by=Debtor.parse(data["owed_by"]),
            carrier=Carrier.parse(data["carrier"]),
            checkable=data["checkable"],
            readings=tuple(data["readings"]),
            zh=data["zh"],
            en=data["en"],
            numbers=data.get("numbers", {}),
            attested_of=data.get("attested_of", ""),
            see=tuple(data.get("see", ())),
            why_zh=data.get("why_zh", ""),
            why_en=data.get("why_en", ""),
            rest_zh=data.get("rest_zh", ""),
            rest_en=data.get("rest_en", ""),
        )

    @property
    def checkability(self) -> Checkability:
        """Whether data, an attestation or nothing can show that the entry is met."""
        return _CHECKABLE[self.checkable]

    def why(self, lang: str = "zh") -> str:
        """Why nothing can show the entry, in ``zh`` or ``en``; empty where something can."""
        if self.checkability is not Checkability.NONE:
            return ""
        return (self.why_zh if lang == "zh" else self.why_en) or self.kind.asks(lang)

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
