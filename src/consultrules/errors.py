"""Every error of the library. Codes and figures live here; sentences are made at the edge.

A breach of the policy is never an error: it is a finding. Errors are for input that cannot be read,
places that cannot be resolved, and editions that must not exist.
"""

from __future__ import annotations

import difflib
import reprlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

_SHOWN = 80  # longest piece of a faulty value that an error repeats: 40 MB stay out of the log

_SENTENCES: Mapping[str, tuple[str, str]] = {
    "unknown_word": ("不在词表中", "not a word of the closed list"),
    "unknown_key": ("没有这个字段", "no such field"),
    "missing_key": ("缺少必填字段", "a required field is missing"),
    "wrong_type": ("类型不对", "wrong type"),
    "out_of_bounds": ("超出允许范围", "out of bounds"),
    "bad_day": ("不是真实的日期", "not a real day (YYYY-MM-DD)"),
    "too_long": ("文字过长", "text too long"),
    "bad_text": ("空白或含控制字符", "blank, or with control characters"),
    "twice_in_object": ("同一字段写了两次", "the same field is written twice"),
    "too_deep": ("嵌套过深", "nested too deep"),
    "not_json": ("不是合法的 JSON", "not JSON"),
    "unknown_unit": ("行政区划中没有这个代码", "no unit with this code in the gazetteer"),
    "dangling_id": ("引用了不存在的标识", "refers to an id that does not exist"),
    "duplicate_id": ("标识重复", "the id is used twice"),
    "twice_on_roll": ("同一人在名册中出现两次", "one person stands twice on the roll"),
    "impossible": ("数据自相矛盾", "the facts contradict each other"),
    "unreadable": ("文件无法读取", "the file cannot be read"),
    "unwritable": ("文件无法写入", "the file cannot be written"),
    "empty": ("没有任何记录", "holds no record at all"),
    "place_missing": ("缺少确定去向所需的字段", "a field needed to find the address is missing"),
    "open_choice": ("尚有选择未定", "a choice is still open"),
    "unknown_reading": ("没有这个读法或选项", "no such reading or option"),
    "recorded_only": (
        "该读法只作记录，不能切换",
        "this reading is only recorded; it has no switch",
    ),
    "laxer": ("地方标准只能更严", "a local number may only be stricter"),
    "unknown_edition": ("没有这个版本", "no such edition"),
    "broken_edition": ("版本数据有误", "the data of the edition are broken"),
    "not_attested": ("这一条不靠证明承担", "no attestation carries this entry"),
    "unknown_clause": ("没有这个条款地址", "no such clause"),
    "unknown_rule": ("没有这条规则", "no such rule"),
    "unknown_schema": ("不认识这种格式", "a form that this version does not know"),
    "not_taken": (
        "这一步还没有办过，更正不能代替；请用 take 办理，已发生的加 despite",
        "the step has not been taken and no correction takes it: take it, with despite if it happened",
    ),
    "not_a_guard": ("不是这一步的前置条件", "not a guard of the edge"),
    "several_grains": (
        "一步的前置条件只能看一类对象",
        "the guards of an edge look at one kind of subject",
    ),
    "no_actor": ("没有写明由谁办理", "nobody may act"),
    "no_clause": ("没有写明依据", "no clause, and not marked as ours"),
    "no_opening": ("起始步骤应恰有一个", "there has to be exactly one edge that starts nowhere"),
    "ambiguous_edge": ("同一状态下同一步骤有两条去路", "two edges of one step in one state"),
    "other_record": (
        "同一步骤的记录和里程碑应当相同",
        "edges of one step differ in what they put on record or reach",
    ),
    "unreachable": ("没有步骤能到达这个状态", "nothing leads to the state"),
    "no_end": ("这个状态走不到终点", "the state leads to no end"),
    "exit_from_end": ("终点之后不应再有去路", "an end leads on"),
    "refused": ("这一步现在不能办理", "the step is refused"),
    "not_here": ("当前状态下没有这一步", "no such step in this state"),
    "conflict": (
        "他人已先写入，请重新读取后再办",
        "somebody else wrote first; read and decide again",
    ),
    "clock_backwards": (
        "记录日早于上一条的记录日",
        "recorded before the entry that it follows",
    ),
    "after_recorded": ("发生日晚于记录日", "happened after it was recorded"),
    "before_collection": ("早于议题征集日", "before the topic was collected"),
    "before_end": ("早于办结或撤回之日", "before the case was closed or withdrawn"),
    "key_used": ("同一幂等键已用于另一条", "the idempotency key belongs to another entry"),
    "other_case": ("属于另一个议题", "belongs to another case"),
    "gap_in_journal": ("序号不连续", "an entry is missing, or out of order"),
    "broken_hash": ("内容与摘要不符", "the entry does not match its hash"),
    "broken_chain": ("与上一条的摘要不衔接", "the entry does not follow the one before"),
    "illegal_entry": ("流程中没有这一步", "the process has no such edge"),
    "unknown_process": ("没有这个流程定义", "no process with this digest is at hand"),
    "empty_journal": ("没有任何条目", "holds no entry"),
    "no_way": ("没有通向那里的路", "no way leads there"),
    "torn_line": (
        "写入时中断，此行起不完整；mend 可截去",
        "cut short while it was written, from this line on; mend cuts it off",
    ),
    "not_with_this": ("与所选来源不能同用", "does not go with this source"),
    "no_table": ("没有可判定的事实表", "no table of facts to judge"),
    "missing_extra": ("缺少可选的软件包", "an optional package is not installed"),
    "not_judged": ("这类对象没有可判定的条款", "nothing to judge about such a subject"),
}


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


def sentence(code: str, lang: str = "zh") -> str:
    """The words of an error code in ``zh`` or ``en``."""
    zh, en = _SENTENCES.get(code, (code, code))
    return zh if lang == "zh" else en


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with one place of the input.

    ``at`` is the path of the place (``rooms[3].kind``, ``line 7: topic``), ``accepted`` what could
    stand there, ``hint`` the likeliest of these.
    """

    at: str
    code: str
    value: str = ""
    accepted: tuple[str, ...] = ()
    hint: str | None = None

    def text(self, lang: str = "zh") -> str:
        """The fault as one line."""
        line = f"{self.at or '.'}: {sentence(self.code, lang)}"
        if self.value:
            line += f" ({self.value})"
        if self.hint:
            ask = "；是否指 {}？" if lang == "zh" else "; did you mean {}?"
            line += ask.format(self.hint)
        elif self.accepted:
            choices = ", ".join(self.accepted)
            line += f"；可用：{choices}" if lang == "zh" else f"; accepted: {choices}"
        return line

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
        at = f"{place}{dot}{self.at}"
        return Fault(at, self.code, self.value, self.accepted, self.hint)


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
        figures = ", ".join(f"{name}={shown(value)}" for name, value in self.figures.items())
        return f"{sentence(self.code, lang)}{': ' + figures if figures else ''}"

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
