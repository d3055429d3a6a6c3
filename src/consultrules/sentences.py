"""The sentences of every error, in zh and en, by its code."""

from __future__ import annotations

from collections.abc import Mapping

_SENTENCES: Mapping[str, tuple[str, str]] = {
    "unknown_word": ("不在词表中", "not a word of the closed list"),
    "unknown_key": ("没有这个字段", "no such field"),
    "missing_key": ("缺少必填字段", "a required field is missing"),
    "wrong_type": ("类型不对", "wrong type"),
    "out_of_bounds": ("超出允许范围", "out of bounds"),
    "bad_day": ("不是真实的日期，应写 YYYY-MM-DD", "not a real day (YYYY-MM-DD)"),
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
    "no_such_file": ("没有这个文件或文件夹", "there is no such file or folder"),
    "is_folder": ("这是文件夹，请写文件名", "it is a folder; name a file"),
    "not_a_folder": ("路径中有一段不是文件夹", "a part of the path is no folder"),
    "no_regular_file": ("这是管道或设备，不是普通文件", "it is a pipe or device, no regular file"),
    "no_permission": ("没有权限", "not permitted"),
    "disk_full": ("磁盘已满", "the disk is full"),
    "links_in_a_circle": ("链接互相指向，没有尽头", "links that lead round in a circle"),
    "not_utf8": ("不是 UTF-8 编码，请另存为 UTF-8", "not in UTF-8; save it as UTF-8"),
    "same_file": (
        "与另一个选项是同一个文件",
        "the same file as that of another option",
    ),
    "empty": ("没有任何记录", "holds no record at all"),
    "place_missing": ("缺少确定去向所需的字段", "a field needed to find the address is missing"),
    "no_ruler": (
        "须是镇级以上的党委（党工委）或政府",
        "has to be the Party (working) committee or government of a town level or above",
    ),
    "open_choice": ("尚有选择未定", "a choice is still open"),
    "unknown_reading": ("没有这个读法或选项", "no such reading or option"),
    "recorded_only": (
        "该读法只作记录，不能切换",
        "this reading is only recorded; it has no switch",
    ),
    "laxer": ("地方标准只能更严", "a local number may only be stricter"),
    "empty_band": (
        "规模的下限高于上限，哪次活动也做不到",
        "the least size is above the greatest: no session can be both",
    ),
    "unknown_number": ("没有这个数", "no such number"),
    "not_whole": ("应为整数，0 至 100000", "a whole number is needed, 0 to 100000"),
    "not_a_share": (
        "应为 0 至 1 的分数，如 1/2",
        "a fraction from 0 to 1 is needed, such as 1/2",
    ),
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


def sentence(code: str, lang: str = "zh") -> str:
    """The words of an error code in ``zh`` or ``en``."""
    zh, en = _SENTENCES.get(code, (code, code))
    return zh if lang == "zh" else en
