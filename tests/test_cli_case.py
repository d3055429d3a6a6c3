"""The command ``case``: a village topic walked from collection to closure, and what is refused on the way."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import consultrules as cr
from consultrules.cli import main
from samples import TOWN, VILLAGE
from village_life import CONVENER, OPENED_ON, ROOM, SITTING, STEPS, TOPIC, begun, lived

Run = Callable[..., tuple[int, str]]
BY_CONVENER, BY_TOWN = f"ROOM:{VILLAGE}:p1", f"PARTY_COMMITTEE:{TOWN}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the files that a clerk has."""
    (tmp_path / "topic.json").write_text(json.dumps(TOPIC), "utf-8")
    (tmp_path / "room.json").write_text(json.dumps(ROOM, ensure_ascii=False), "utf-8-sig")
    (tmp_path / "by.json").write_text(json.dumps(CONVENER), "utf-8")
    return tmp_path


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command on the journal of the folder: exit code and what it says on either stream."""

    def run(command: str, *arguments: str, lang: str = "zh") -> tuple[int, str]:
        told = ["--journal", str(folder / "cases.jsonl"), "--lang", lang]
        code = main(["case", command, *told, *arguments])
        said = capsys.readouterr()
        assert (said.err == "") is (code != 2), said.err
        return code, said.out + said.err

    return run


@pytest.fixture
def opened(run: Run, folder: Path) -> Run:
    """The same, with a topic that was collected."""
    code, _ = run("open", *files(folder), "--by", BY_CONVENER, "--on", OPENED_ON)
    assert code == 0
    return run


def files(folder: Path) -> list[str]:
    """Topic and room."""
    return ["--topic", str(folder / "topic.json"), "--room", str(folder / "room.json")]


def stored(folder: Path, case: cr.Case) -> None:
    """Keep a case in the journal of the folder."""
    cr.LinesStore(folder / "cases.jsonl").save(case)


def test_a_topic_is_walked_from_collection_to_closure(run: Run, folder: Path) -> None:
    """Every step by a command, each with what may be done next; in the end it is the same case."""
    code, said = run("open", *files(folder), "--by", str(folder / "by.json"), "--on", OPENED_ON)
    assert (code, said.splitlines()[0]) == (0, "t1 已记录：征集 → 已征集 #1")
    assert said.splitlines()[1].startswith("现在可办：比选、提请")
    for step, by, on, record in STEPS:
        given = ["--by", json.dumps(by), "--on", on]
        if record is not None:
            file = folder / f"{step}.json"
            file.write_text(json.dumps(record, ensure_ascii=False), "utf-8")
            given += ["--record", f"@{file}" if len(str(record)) > 60 else json.dumps(record)]
        code, said = run("take", "t1", step, *given)
        assert code == 0, said
    assert said.startswith("t1 已记录：评估 → 已办结 #18")
    assert cr.LinesStore(folder / "cases.jsonl").load("t1") == lived()
    assert run("verify") == (0, "t1 核验无误（18 条）\n")


def test_a_refusal_prints_every_reason_and_who_may_act(opened: Run, folder: Path) -> None:
    """With the clause in our words and the remedy; nothing is written."""
    opened("take", "t1", "submit", "--by", BY_CONVENER, "--on", "2025-02-05")
    before = (folder / "cases.jsonl").read_bytes()
    for lang, words in (
        ("zh", ["这一步现在不能办理", "[3.2.s4]", "白甸镇政府", "→ ", "可由：白甸镇党委"]),
        ("en", ["the step is refused", "[3.2.s4]", "→ ", "for: Party committee of 白甸镇"]),
    ):
        code, said = opened(
            *("take", "t1", "approve", "--by", f"政府:{TOWN}", "--on", "2025-02-10"), lang=lang
        )
        assert code == 1
        for word in (*words, cr.edition().clause("3.2.s4").text(lang)):
            assert word in said
        assert said.splitlines()[-1].startswith(words[-1])
    assert (folder / "cases.jsonl").read_bytes() == before


def test_a_refused_session_names_every_shortfall(run: Run, folder: Path) -> None:
    """And recorded despite them it is a breach, which is shown ever after."""
    stored(folder, lived(5))
    few = SITTING | {"participants": 9, "public_representatives": 2}
    few = json.dumps(few | {"stakeholder_representatives": 1})
    session = ["take", "t1", "开展协商", "--by", BY_CONVENER, "--on", "2025-03-01", "--record", few]
    code, said = run(*session)
    assert code == 1
    assert said.count("  → ") == said.count("- [") >= 2
    code, said = run(*session, "--despite", "已经开过")
    assert code == 0
    assert "不符合而仍记录的" in said
    assert "[3.3.s3a]" in said
    assert "[3.3.s3a]" in run("show", "t1")[1]
    assert "recorded all the same" in run("show", "t1", lang="en")[1]
    assert "仍予记录：已经开过" in run("show", "t1", "--entries")[1]


def test_a_step_that_is_not_there_is_refused(opened: Run) -> None:
    """Exit code 1, like any refusal."""
    code, said = opened("take", "t1", "close", "--by", BY_CONVENER, "--on", "2025-02-05")
    assert code == 1
    assert said.startswith("当前状态下没有这一步")


def test_show_tells_state_and_milestones(run: Run, folder: Path) -> None:
    """By day, in either language; all cases on a line each without an id."""
    stored(folder, lived())
    stored(folder, begun("t2"))
    code, said = run("show", "t1")
    assert code == 0
    assert said.splitlines()[:3] == ["t1 村道拓宽", "状态：已办结（18 条记录）", "已办："]
    assert "  2025-02-10 审定" in said
    assert "  2025-02-10 approval" in run("show", "t1", lang="en")[1]
    days = [line.split()[0] for line in said.splitlines() if line.startswith("  2025")]
    assert days == sorted(days)
    assert run("show") == (0, "t1 已办结 #18 r1\nt2 已征集 #1 r1\n")


def test_ids_of_persons_are_printed_when_asked_for_only(run: Run, folder: Path) -> None:
    """Offices stand by name; nothing else prints a person."""
    stored(folder, lived())
    for command in (
        ["show", "t1"],
        ["show", "t1", "--entries"],
        ["options", "t1", "--on", "2025-07-01"],
        ["verify"],
        ["diagram", "t1"],
        ["path", "t1", "closed"],
    ):
        assert "p1" not in run(*command)[1].replace("s1", "")
    assert "刘季村委会协商议事室 p1" in run("show", "t1", "--entries", "--personal")[1]


def test_options_are_printed_with_what_is_missing(opened: Run) -> None:
    """By whom, with which record; one may be tried."""
    code, said = opened("options", "t1", "--on", "2025-02-02")
    assert code == 0
    assert "✓ select 比选（刘季村委会协商议事室） · 记录 Selection" in said
    assert "✗ hold 开展协商" in said
    assert "    - [3.2.s2c] " in said
    assert "✗ select" in opened("options", "t1", "--on", "2025-02-02", "--by", BY_TOWN)[1]
    tried = opened("options", "t1", "--on", "2025-02-02", "--record", 'select={"x": 1}')[1]
    assert "✗ select" in tried


def test_the_shortest_way_is_printed_step_by_step(opened: Run) -> None:
    """With who may act and what it puts on record; none is an answer too."""
    code, said = opened("path", "t1", "公布")
    assert code == 0
    assert said.splitlines()[0].startswith("1. 提请（刘季村委会协商议事室")
    assert "审定（白甸镇党委） [3.2.s2c] · 记录 Approval" in said
    assert opened("path", "t1", "collected") == (0, "已经到达\n")
    opened("take", "t1", "withdraw", "--by", BY_CONVENER, "--on", "2025-02-05", "--reason", "撤")
    assert opened("path", "t1", "closed")[0] == 1


def test_the_room_of_today_decides(run: Run, folder: Path) -> None:
    """A new convener acts once the room is given as it is now."""
    stored(folder, lived(3))
    record = json.dumps(dict(STEPS[3][3]))
    research = ["take", "t1", "research", "--by", f"ROOM:{VILLAGE}:p9", "--on", "2025-02-20"]
    research += ["--record", record]
    assert run(*research)[0] == 1
    now = ROOM | {"conveners": [{"person": "p9", "post": "party_secretary"}]}
    assert run(*research, "--room", json.dumps(now))[0] == 0


def test_everything_that_an_entry_can_tell_can_be_given(opened: Run) -> None:
    """Reason, documents, recorder and day, key; the same key adds nothing."""
    suspend = ["take", "t1", "suspend", "--by", BY_TOWN, "--on", "2025-02-07", "--reason", "等资料"]
    suspend += ["--document", "a.pdf", "--document", "b.pdf", "--key", "k1"]
    suspend += ["--recorded-by", BY_CONVENER, "--recorded-on", "2025-02-08"]
    assert opened(*suspend)[0] == 0
    assert opened(*suspend) == (0, "t1 此前已记录，没有新增\n")
    said = opened("show", "t1", "--entries")[1]
    for words in (
        "#2 2025-02-07 中止 白甸镇党委",
        "刘季村委会协商议事室 2025-02-08 记录",
        "理由：等资料",
        "文件：a.pdf、b.pdf",
    ):
        assert words in said


def test_a_case_is_corrected_and_taken_up_again(run: Run, folder: Path) -> None:
    """By whoever keeps the journal, with a reason."""
    stored(folder, lived())
    told = ["t1", "--by", f"WORK_COMMITTEE:{TOWN}", "--on", "2025-07-01", "--reason", "有新意见"]
    assert run("correct", *told, "--record", '{"topic": {"text": "村道拓宽和亮化"}}')[0] == 0
    assert run("show", "t1")[1].startswith("t1 村道拓宽和亮化")
    code, said = run("reopen", *told)
    assert (code, said.splitlines()[0]) == (0, "t1 已记录：重新办理 → 已反馈 #20")
    assert run("reopen", *told)[0] == 1


def test_a_paper_record_is_imported_and_comes_out_again(run: Run, folder: Path) -> None:
    """What ``record`` prints is a line of a registry, and what ``import`` reads."""
    stored(folder, lived())
    code, line = run("record", "t1")
    assert code == 0
    (folder / "case.json").write_text(line, "utf-8")
    assert json.loads(line)["record"] == "case"
    (folder / "cases.jsonl").unlink()
    paper = ["--record", str(folder / "case.json"), "--room", str(folder / "room.json")]
    code, said = run("import", *paper, "--by", BY_CONVENER, "--recorded-on", "2025-07-01")
    assert code == 0, said
    assert said.startswith("t1 已记录：征集、")
    assert run("record", "t1") == (0, line)
    assert run("import", *paper, "--by", BY_CONVENER, "--recorded-on", "2025-07-01") == (
        *(0, "t1 此前已记录，没有新增\n"),
    )
    assert run("verify")[0] == 0


def test_the_records_of_all_cases_are_a_registry_to_audit(
    run: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As it is printed it is audited."""
    stored(folder, lived())
    stored(folder, begun("t2"))
    registry = folder / "registry.jsonl"
    registry.write_text(run("record")[1], "utf-8")
    assert {case.id for case in cr.Registry.load(registry).cases} == {"t1", "t2"}
    audit = ["audit", "--registry", str(registry), "--year", "2025", "--as-of", "2025-12-31"]
    assert main(audit) in (0, 1)
    assert "2025" in capsys.readouterr().out


def test_a_diagram_marks_where_the_case_stands(opened: Run) -> None:
    """Without an id it is that of the process."""
    assert opened("diagram", "t1") == (0, f"{begun():mermaid}\n")
    assert opened("diagram", lang="en") == (0, f"{cr.process():mermaid-en}\n")


def test_a_journal_that_was_touched_does_not_verify(run: Run, folder: Path) -> None:
    """Named by entry, case by case, with exit code 1; nothing is added to it."""
    stored(folder, lived(2))
    stored(folder, begun("t2"))
    journal = folder / "cases.jsonl"
    journal.write_bytes(journal.read_bytes().replace(b'"on":"2025-02-05"', b'"on":"2025-02-04"'))
    code, said = run("verify")
    assert code == 1
    assert said.splitlines()[0] == "t1 核验有误"
    assert "entries[2].hash" in said
    assert said.splitlines()[-1] == "t2 核验无误（1 条）"
    assert run("verify", "t2")[0] == 0
    before = journal.read_bytes()
    code, said = run("take", "t1", "approve", "--by", BY_TOWN, "--on", "2025-02-10")
    assert (code, said.splitlines()[0]) == (1, "t1 核验有误")
    assert journal.read_bytes() == before
    assert "t1 核验有误" in run("show", "t1")[1]


def test_entries_that_are_missing_do_not_verify(run: Run, folder: Path) -> None:
    """They do not even add up to a case."""
    stored(folder, lived(3))
    journal = folder / "cases.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join([lines[0], *lines[2:]]))
    code, said = run("verify")
    assert code == 1
    assert "序号不连续" in said


def test_a_torn_file_is_named_and_mended(run: Run, folder: Path) -> None:
    """Exit code 2 with the line, then repaired by the command that the message names."""
    stored(folder, lived(2))
    journal = folder / "cases.jsonl"
    whole = journal.read_bytes()
    journal.write_bytes(whole + b'{"half')
    code, said = run("verify")
    assert code == 2
    assert "cases.jsonl: line 4: " in said
    assert "mend" in said
    assert run("mend") == (0, "截去写入中断的 6 字节\n")
    assert run("mend") == (0, "文件完整，没有截去什么\n")
    assert journal.read_bytes() == whole


def test_somebody_who_wrote_first_is_exit_code_one(opened: Run, folder: Path) -> None:
    """The same opening adds nothing, another is a conflict."""
    again = ["open", *files(folder), "--by", BY_CONVENER, "--on", OPENED_ON]
    assert opened(*again) == (0, "t1 此前已记录，没有新增\n")
    code, said = opened(*again, "--reason", "又一次")
    assert code == 1
    assert "他人已先写入" in said


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["take", "t9", "submit", "--by", BY_CONVENER, "--on", "2025-02-05"], "t9"),
        (["take", "t1", "submti", "--by", BY_CONVENER, "--on", "2025-02-05"], "submit"),
        (["take", "t1", "submit", "--by", "ROOM:1", "--on", "2025-02-05"], "--by"),
        (["take", "t1", "submit", "--by", "nobody", "--on", "2025-02-05"], "nobody"),
        (["take", "t1", "submit", "--by", "{", "--on", "2025-02-05"], "--by"),
        (
            ["take", "t1", "select", "--by", BY_CONVENER, "--on", "2025-02-05", "--record", "{1"],
            "--record",
        ),
        (
            [
                *("take", "t1", "select", "--by", BY_CONVENER, "--on", "2025-02-05"),
                *("--record", '{"candidates": 3}'),
            ],
            "candidates_compared",
        ),
        (
            [
                *("take", "t1", "select", "--by", BY_CONVENER),
                *("--on", "2025-01-05", "--recorded-on", "2025-01-05"),
            ],
            "recorded_on",
        ),
        (["show", "t9"], "t9"),
        (["path", "t1", "nowhere"], "nowhere"),
        (["options", "t1", "--on", "2025-02-02", "--record", "hlod={}"], "hold"),
        (["import", "--record", "{}", "--room", "{}", "--by", BY_CONVENER], "--record"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else value,
)
def test_what_cannot_be_read_is_exit_code_two(opened: Run, arguments: list[str], word: str) -> None:
    """Said on the error stream, with the option, the file or the word meant."""
    code, said = opened(*arguments)
    assert code == 2
    assert word in said


def test_a_journal_that_is_not_there_is_exit_code_two(run: Run, folder: Path) -> None:
    """Only opening and importing make one."""
    for command in (
        ["show"],
        ["verify"],
        ["record"],
        ["mend"],
        ["options", "t1", "--on", OPENED_ON],
    ):
        code, said = run(*command)
        assert code == 2
        assert "cases.jsonl" in said
    assert not (folder / "cases.jsonl").exists()


def test_a_reading_is_chosen_when_the_case_is_opened(run: Run, folder: Path) -> None:
    """And goes with it."""
    told = ["open", *files(folder), "--by", BY_CONVENER, "--on", OPENED_ON]
    assert run(*told, "--reading", "L18=dya_before")[0] == 2
    assert run(*told, "--reading", "L18=day_before")[0] == 0
    case = cr.LinesStore(folder / "cases.jsonl").load("t1")
    assert dict(case.policy.readings.chosen) == {"L18": "day_before"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["case"],
        ["case", "opne"],
        ["case", "show", "t1"],
        ["case", "take", "t1", "--journal", "x"],
        ["case", "take", "t1", "submit", "--journal", "x", "--by", "x", "--on", "2025-02-31"],
    ],
    ids=" ".join,
)
def test_arguments_that_cannot_be_read_show_the_usage(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Refused before any work."""
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_short_forms_of_an_actor_are_words_of_the_vocabulary(opened: Run) -> None:
    """Organ by code or Chinese word, unit by code, person by id."""
    for by in (f"ROOM:{VILLAGE}:p1", f"协商议事室:{VILLAGE}:p1"):
        opened("take", "t1", "select", "--by", by, "--on", "2025-02-03")
    told: Any = opened("show", "t1", "--entries", "--personal")[1]
    assert told.count("比选 刘季村委会协商议事室 p1") == 2


@pytest.mark.parametrize("by", ["ROOM", "p1", "ROOM:320685111200:p1:x", ""])
def test_an_actor_in_no_form_is_told_the_forms(opened: Run, by: str) -> None:
    """Not that there is no such file."""
    code, said = opened("take", "t1", "submit", "--by", by, "--on", "2025-02-05")
    assert code == 2
    zh, en = said.splitlines()
    assert zh.startswith("--by: 类型不对")
    assert zh.endswith("可用：ORGAN:UNIT[:PERSON], JSON, FILE.json")
    assert en.endswith("accepted: ORGAN:UNIT[:PERSON], JSON, FILE.json")


def test_a_file_that_is_not_there_is_told_by_its_option(run: Run, folder: Path) -> None:
    """In both languages; so is one in another encoding."""
    (folder / "gb.json").write_bytes('{"text": "样例"}'.encode("gb18030"))
    for name, why in (("none.json", "没有这个文件或文件夹"), ("gb.json", "请另存为 UTF-8")):
        topic, room = ("--topic", str(folder / name)), files(folder)[2:]
        code, said = run("open", *topic, *room, "--by", BY_CONVENER, "--on", OPENED_ON)
        assert code == 2
        zh, en = said.splitlines()
        assert zh.startswith(f"--topic: {folder / name}: 文件无法读取 (")
        assert why in zh
        assert en.startswith(f"--topic: {folder / name}: the file cannot be read (")
    code, said = run("show", "t1")
    assert (code, said.splitlines()[0][:10]) == (2, "--journal:")
