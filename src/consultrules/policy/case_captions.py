"""The words of what people read about a case of the lifecycle; our words."""

from __future__ import annotations

from consultrules.policy.word import Word


class CaseCaption(Word):
    """Words and sentences about a case; ``{…}`` is filled in by ``fill``."""

    STATE = "state", "状态：{state}（{n} 条记录）", "state: {state} ({n} entries)"
    REACHED = "reached", "已办", "reached"
    BREACHES = "breaches", "不符合而仍记录的 {n} 项", "recorded all the same, {n} breaches"
    ENTRIES = "entries", "经过", "journal"
    RECORDED_BY = "recorded_by", "{name} {day} 记录", "recorded by {name} on {day}"
    DESPITE = "despite", "仍予记录：{text}", "recorded despite: {text}"
    REASON = "reason", "理由：{text}", "reason: {text}"
    DOCUMENTS = "documents", "文件：{text}", "documents: {text}"
    DONE = "done", "已记录", "recorded"
    KNOWN = "known", "此前已记录，没有新增", "recorded before; nothing was added"
    POSSIBLE = "possible", "现在可办", "possible now"
    WHO = "who", "可由", "for"
    PUTS = "puts", "记录", "record"
    THERE = "there", "已经到达", "there already"
    HOLDS = "holds", "{case} 核验无误（{n} 条）", "{case} holds ({n} entries)"
    BROKEN = "broken", "{case} 核验有误", "{case} does not hold"
    NOTHING = "nothing", "没有议题", "no case"
    WHOLE = "whole", "文件完整，没有截去什么", "the file is whole; nothing was cut"
    CUT = "cut", "截去写入中断的 {n} 字节", "cut {n} bytes that were written by halves"

    def fill(self, lang: str, **values: object) -> str:
        """The caption in ``zh`` or ``en`` with its blanks filled in."""
        return self.name_in(lang).format(**values)
