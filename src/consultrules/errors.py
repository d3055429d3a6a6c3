"""Every error of the library. Codes and figures live here; sentences are made at the edge.

A breach of the policy is never an error: it is a finding. Errors are for input that cannot be read,
places that cannot be resolved, and editions that must not exist.
"""

from __future__ import annotations

import difflib
import reprlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from consultrules.sentences import sentence

_FOR_A_REASON = ("unreadable", "unwritable")  # their value is a code too, where the reason is known
_SHOWN = 80  # longest piece of a faulty value that an error repeats: 40 MB stay out of the log

_REPR = reprlib.Repr()
_REPR.maxlevel = 3
_REPR.maxstring = _REPR.maxother = _REPR.maxlong = _SHOWN
_LONGEST = 10**_SHOWN


def shown(value: object) -> str:
    r"""A short, printable form of any value, never longer than a line.

    Examples:
        >>> print(shown("村\n"), shown([[[["deep"]]]]))
        村\n [[[[...]]]]
    """
    text = value[: _SHOWN + 1] if isinstance(value, str) else _short(value)
    if not text.isprintable():
        # Control characters steer a terminal; half of a surrogate pair cannot be written at all.
        text = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def _short(value: object) -> str:
    if isinstance(value, int) and not -_LONGEST < value < _LONGEST:
        return "±1e80…"  # Python refuses to write out thousands of digits
    try:
        return _REPR.repr(value)
    except Exception:  # noqa: BLE001  # a foreign __repr__ may raise anything
        return type(value).__name__


def nearest(value: object, accepted: Iterable[str]) -> str | None:
    """The accepted word that looks most like ``value``, for “did you mean”."""
    if not isinstance(value, str) or len(value) > _SHOWN:
        return None
    found = difflib.get_close_matches(value, list(accepted), n=1, cutoff=0.6)
    return found[0] if found else None


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with one place of the input.

    ``at`` is the path of the place (``rooms[3].kind``, ``line 7: topic``), ``accepted`` what could
    stand there, ``hint`` the likeliest of these, ``names`` their Chinese words where they are codes.
    """

    at: str
    code: str
    value: str = ""
    accepted: tuple[str, ...] = ()
    hint: str | None = None
    names: tuple[str, ...] = ()

    def text(self, lang: str = "zh") -> str:
        """The fault as one line."""
        line = f"{self.at or '.'}: {sentence(self.code, lang)}"
        value = sentence(self.value, lang) if self.code in _FOR_A_REASON else self.value
        if value:
            line += f" ({value})"
        return line + _instead(self.hint and self._name(self.hint, lang), self._choices(lang), lang)

    def _choices(self, lang: str) -> str:
        return ", ".join(self._name(code, lang) for code in self.accepted)

    def _name(self, code: str, lang: str) -> str:
        """A code, in Chinese with its word."""
        if lang != "zh" or len(self.names) != len(self.accepted) or code not in self.accepted:
            return code
        return f"{code} {self.names[self.accepted.index(code)]}"

    def to_dict(self) -> dict[str, object]:
        """The fault as plain data, in the form of the plain-data door."""
        answer: dict[str, object] = {"code": self.code, "at": self.at, "value": self.value}
        answer["accepted"] = list(self.accepted)
        if self.hint:
            answer["hint"] = self.hint
        return answer

    def under(self, place: str) -> Fault:
        """The same fault, seen from one level further out."""
        dot = "." if place and self.at and not self.at.startswith("[") else ""
        return replace(self, at=f"{place}{dot}{self.at}")

    def in_line(self, number: int) -> Fault:
        """The same fault, seen from the file that the line stands in."""
        return replace(self, at=f"line {number}: {self.at}".rstrip(": "))


def _instead(hint: object, accepted: object, lang: str) -> str:
    """What to write instead: the likeliest, or all that may stand there; nothing where neither is known."""
    if hint:
        return f"；是否指 {hint}？" if lang == "zh" else f"; did you mean {hint}?"
    if accepted:
        return f"；可用：{accepted}" if lang == "zh" else f"; accepted: {accepted}"
    return ""


class ConsultRulesError(Exception):
    """Base of all errors of this library; ``code`` is stable, ``text(lang)`` is for people."""

    def __init__(self, code: str, **figures: object) -> None:
        super().__init__(code)
        self.code = code
        self.figures = figures

    def __reduce__(self) -> tuple[Any, ...]:
        """Errors travel between processes whole: made anew without the constructor."""
        return type(self).__new__, (type(self), *self.args), self.__dict__

    def text(self, lang: str = "zh") -> str:
        """What is wrong, in ``zh`` or ``en``."""
        told = {name: shown(value) for name, value in self.figures.items()}
        told.pop(
            "accepted", None
        )  # our own words, and all of them: nobody else's value is shown whole
        accepted = self.figures.get("accepted")
        instead = _instead(told.pop("did_you_mean", ""), accepted, lang)
        figures = ", ".join(f"{name}={value}" for name, value in told.items() if value)
        return f"{sentence(self.code, lang)}{': ' + figures if figures else ''}{instead}"

    def __str__(self) -> str:
        return f"{self.text('zh')} | {self.text('en')}"

    def to_dict(self) -> dict[str, object]:
        """The error as plain data, in the form of the plain-data door."""
        figures = {name: shown(value) for name, value in self.figures.items()}
        return {"code": self.code, "at": "", "value": "", "accepted": [], **figures}


class IntakeError(ConsultRulesError, ValueError):
    """Input that cannot be read. Carries every fault of the whole input at once."""

    def __init__(self, faults: Iterable[Fault], source: str = "") -> None:
        self.faults = tuple(faults) or (Fault("", "unreadable"),)
        self.source = source
        super().__init__(self.faults[0].code)

    def text(self, lang: str = "zh") -> str:
        """Every fault on a line of its own."""
        head = f"{self.source}: " if self.source else ""
        return "\n".join(head + fault.text(lang) for fault in self.faults)

    def __str__(self) -> str:
        return "\n".join(f"{fault.text('zh')} | {fault.text('en')}" for fault in self.faults)

    def to_dict(self) -> dict[str, object]:
        """The first fault, and all of them under ``faults`` where there are several."""
        answer = self.faults[0].to_dict()
        if len(self.faults) > 1:
            answer["faults"] = [fault.to_dict() for fault in self.faults]
        return answer


class RoutingError(ConsultRulesError, LookupError):
    """An address that cannot be found: ``field`` names what has to be filled in."""

    def __init__(self, code: str, *, field: str, subject: str = "", clause: str = "") -> None:
        super().__init__(code, field=field, subject=subject, clause=clause)
        self.field = field
        self.subject = subject
        self.clause = clause

    def to_dict(self) -> dict[str, object]:
        """The error as plain data; ``at`` is the field to fill."""
        return {
            "code": self.code,
            "at": self.field,
            "value": self.subject,
            "accepted": [],
            "clause": self.clause,
        }


class EditionError(ConsultRulesError, ValueError):
    """An edition that must not exist: unknown, broken, or laxer than the one it should tighten."""

    def __init__(
        self, code: str, *, witness: Mapping[str, object] | None = None, **figures: object
    ) -> None:
        super().__init__(code, **figures)
        self.witness = dict(witness) if witness else None

    def text(self, lang: str = "zh") -> str:
        """What is wrong, with the case that would slip through."""
        line = super().text(lang)
        if self.witness:
            line += ("；反例：" if lang == "zh" else "; witness: ") + shown(self.witness)
        return line


class ReadingError(EditionError):
    """A reading or option that is unknown, or that is recorded and cannot be switched."""


class LifecycleError(ConsultRulesError):
    """A step that cannot be taken, or a journal that cannot be."""

    def to_dict(self) -> dict[str, object]:
        """The error as plain data; ``at`` is the argument or the entry that is wrong."""
        plain = super().to_dict()
        return {**plain, "at": str(self.figures.get("at", ""))}


class Conflict(LifecycleError):
    """Somebody else wrote to the journal first: read it again, and decide again."""

    def __init__(self, case: str, *, expected: int, found: int) -> None:
        super().__init__("conflict", case=case, expected=expected, found=found)
        self.case = case
        self.expected = expected
        self.found = found
