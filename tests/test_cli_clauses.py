"""``consultrules clauses``: the ledger on the command line, and a copy of the text compared."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import consultrules as cr
from consultrules.cli import main
from consultrules.policy.edition import Edition
from consultrules.policy.fingerprint import Fingerprints
from consultrules.policy.judging import Carrier

TEXT = "一、总则。要够十个人，群众代表够三分之一。题目先审定；没有调研不开。末句。"
QUOTES = {"3.3.s3a": "够十个人", "3.3.s3c": "群众代表够三分之一", "3.2.s4": "题目先审定"}


@pytest.fixture
def compare(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> object:
    """Compare a copy with a made-up text, in English, from an empty folder."""
    told = Fingerprints.of(TEXT, QUOTES)
    monkeypatch.setattr(Edition, "fingerprints", property(lambda _self: told))
    monkeypatch.chdir(tmp_path)

    def run(copy: str, *more: str, lang: str = "en") -> tuple[int, list[str]]:
        Path("copy.txt").write_text(copy, "utf-8")
        code = main(["clauses", "verify", "--text", "copy.txt", "--lang", lang, *more])
        said = capsys.readouterr()
        assert said.err == ""
        return code, said.out.splitlines()

    return run


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command prints that ends well."""
    assert main(["clauses", *arguments]) == 0
    return capsys.readouterr().out


def test_every_entry_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """With force, debtor, carrier, what carries it, and our wording; in Chinese unless asked."""
    out = said(capsys)
    policy = cr.edition()
    assert all(clause.zh in out for clause in policy.clauses.values())
    lines = out.splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("3.3.s3c "))
    reports = ", ".join(cr.ledger()["3.3.s3c"].names(Carrier.REPORT))
    assert "public_share" in reports
    assert lines[at] == (
        f"3.3.s3c  应当  协商议事室  规则  [规则 3.3.s3c；前置条件 hold；报表 {reports}]"
    )
    assert lines[at + 1].strip() == policy.clause("3.3.s3c").zh
    at = next(n for n, line in enumerate(lines) if line.startswith("1.s1 "))
    assert lines[at].endswith("[—]")
    assert lines[at + 2].strip() == f"无从查验：{policy.clause('1.s1').why('zh')}"


@pytest.mark.parametrize(
    ("address", "zh", "en"),
    [
        ("3.1.s9", "议事室", "room"),
        ("3.5.s3c", "协商活动", "session"),
        ("3.2.s2b", "议题", "topic"),
        ("4.3.s2c.i1", "群众代表", "public representative"),
        ("5.1.s2a", "县级政协", "county CPPCC"),
        ("6.3.s8", "市政协", "city CPPCC"),
        ("6.2.s1b", "市县政协", "CPPCC of city and county"),
    ],
)
def test_an_attestation_names_in_words_what_it_is_about(
    address: str, zh: str, en: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Beside the rule that asks for it."""
    assert f"证明 {zh}" in said(capsys, "--under", address).splitlines()[0].strip("]").split("；")
    english = said(capsys, "--under", address, "--lang", "en").splitlines()[0].strip("]")
    assert f"an attestation {en}" in english.split("; ")


def test_what_only_refers_and_what_is_left_are_printed_apart(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Nothing of another entry stands in the brackets of what carries this one."""
    policy = cr.edition()
    lines = said(capsys, "--under", "2.2.1.s1.i2").splitlines()
    assert lines[0].endswith("词表  [—]")
    assert lines[2] == "    参见 3.2.s3：规则 3.2.s3；前置条件 approve, hold；路径 approval"
    assert lines[-1] == f"    未涵盖：{policy.clause('2.2.1.s1.i2').rest_zh}"
    lines = said(capsys, "--under", "3.6.s1", "--lang", "en").splitlines()
    assert "[a rule 3.6.s1; " in lines[0]
    assert "a step of the lifecycle list_suggestions" in lines[0]
    assert lines[-2] == f"    not carried：{policy.clause('3.6.s1').rest_en}"


def test_options_narrow_the_ledger(capsys: pytest.CaptureFixture[str]) -> None:
    """Words by code or in Chinese; all of them have to hold."""
    out = said(capsys, "--under", "3.3", "--force", "宜", "--owed-by", "room", "--lang", "en")
    heads = [line.split()[0] for line in out.splitlines() if not line.startswith(" ")]
    expected = cr.ledger().filter(under="3.3", force="should", owed_by="room")
    assert heads == [entry.id for entry in expected]
    assert "readings C14" in out
    plain = json.loads(said(capsys, "--reading", "L13", "--json"))
    assert plain == cr.ledger().filter(reading="L13").to_dict()
    assert [row["id"] for row in plain["entries"]] == ["6.2.s3"]
    assert json.loads(said(capsys, "--kind", "许可", "--carrier", "field", "--json"))["entries"]
    assert said(capsys, "--checkability", "none", "--force", "may", "--under", "3.1") == "\n"


def test_entries_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    """A line each with the word, or JSON."""
    assert said(capsys, "--count", "force").splitlines()[0] == "  154  must  应当"
    assert said(capsys, "--count", "force", "--lang", "en").splitlines()[3].split()[:2] == [
        "74",
        "none",
    ]
    assert json.loads(said(capsys, "--count", "checkability", "--json")) == {
        "data": 171,
        "attested": 74,
        "none": 74,
    }
    assert said(capsys, "--under", "3.9", "--count", "heading").split() == ["6", "3.9"]


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--under", "9.9"], "9.9"),
        (["--force", "mst"], "must"),
        (["--reading", "F99"], "F99"),
        (["verify", "--text", "nowhere.txt"], "nowhere.txt"),
        (["verify", "--text", __file__, "--tests", "nowhere"], "nowhere"),
    ],
)
def test_what_cannot_be_read_is_exit_code_two(
    arguments: list[str], word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Said in both languages, and nothing on the other stream."""
    assert main(["clauses", *arguments]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 2
    assert all(word in line for line in told.err.splitlines())


def test_the_same_text_has_no_differences(compare) -> None:  # type: ignore[no-untyped-def]
    """In another dress as well; exit code zero."""
    dressed = "\ufeff" + TEXT.replace("，", ", ").replace("；", ";\r\n")
    for copy in (TEXT, dressed):
        code, lines = compare(copy)
        assert code == 0
        assert len(lines) == 1
        assert lines[0].endswith("no differences")
    assert compare(TEXT, lang="zh")[1][0].endswith("没有差异")


def test_a_changed_number_is_told_once_with_what_hangs_on_it(compare) -> None:  # type: ignore[no-untyped-def]
    """The entry that is gone, its rule, the files that name it; the other one is still there."""
    Path("tests").mkdir()
    named = {
        "a.py": "def test_3_3_s3a() -> None: ...",
        "b.json": '{"rule": "3.3.s3a"}',
        "c.py": "3.3.s3b and 3.3.s3 and 13.3.s3a",
        "d.bin": "3.3.s3a",
        "e.md": "of 3.3.s3a#people.",
        "f.txt": "3.3.s3a.i1 or 3.3.s3ab",
    }
    for name, text in named.items():
        Path("tests", name).write_text(text, "utf-8")
    code, lines = compare(TEXT.replace("十个", "九个"))
    assert code == 1
    assert lines[0].endswith("changed 1")
    assert lines[2].startswith("[changed] sentence 2; sentence 2 of the copy：要够九个人")
    assert [line.split()[:4] for line in lines[3:4]] == [["no", "longer", "there", "3.3.s3a"]]
    assert lines[4].strip().startswith("a rule 3.3.s3a; a guard of a step hold; a report ")
    files = ", ".join(str(Path("tests", name)) for name in ("a.py", "b.json", "e.md"))
    assert lines[5].strip() == f"tests {files}"
    assert lines[6].strip() == "still there 3.3.s3c"
    assert len(lines) == 7


def test_each_kind_of_difference_is_told_once(compare) -> None:  # type: ignore[no-untyped-def]
    """Moved, missing and new at once; routes hang on an entry as rules do."""
    copy = "末句。一、总则。要够十个人，群众代表够三分之一。没有调研不开。又添一句。"
    code, lines = compare(copy, lang="zh")
    assert code == 1
    assert lines[0].endswith("移动了位置 1；缺少 1；多出 1")
    heads = [line.split("：")[0] for line in lines if line.startswith("[")]
    assert heads == [
        "[移动了位置] 第 5 句；副本第 1 句",
        "[缺少] 第 3 句",
        "[多出] 副本第 5 句",
    ]
    assert any("规则 3.2.s4" in line and "路径 approval" in line for line in lines)


def test_what_moved_names_what_hangs_on_it(compare) -> None:  # type: ignore[no-untyped-def]
    """Its entries are still there, and their rules are named together."""
    _, lines = compare("要够十个人，群众代表够三分之一。一、总则。题目先审定；没有调研不开。末句。")
    assert lines[0].endswith("moved 2")
    at = next(n for n, line in enumerate(lines) if line.startswith("[moved] sentence 2"))
    assert lines[at + 1].strip() == "still there 3.3.s3a, 3.3.s3c"
    hanging = lines[at + 2].strip()
    assert hanging.startswith("a rule 3.3.s3a, 3.3.s3c; a guard of a step hold; a report ")
    assert hanging.count("composition_sound") == 1


def test_tests_are_looked_for_where_one_says(compare, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Another folder, searched to its bottom."""
    deep = tmp_path / "cases" / "deep"
    deep.mkdir(parents=True)
    (deep / "one.toml").write_text('rule = "3.3.s3c"', "utf-8")
    _, lines = compare(TEXT.replace("三分", "四分"), "--tests", "cases")
    assert any(line.endswith("one.toml") and "tests " in line for line in lines)


def test_the_language_may_stand_before_or_after(
    compare,  # type: ignore[no-untyped-def]
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The nearer one wins."""
    compare(TEXT)
    for arguments, word in (
        (["--lang", "en", "verify"], "no differences"),
        (["--lang", "en", "verify", "--lang", "zh"], "没有差异"),
        (["verify"], "没有差异"),
    ):
        assert main(["clauses", *arguments, "--text", "copy.txt"]) == 0
        assert word in capsys.readouterr().out
