"""The command line: exit codes, streams, files whole or not at all, colour on a terminal only."""

import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import consultrules as cr
from consultrules.cli import main
from demo import DEMO
from samples import BY_FACTS, room
from small_city import NAMES


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """It is."""
        return True


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    """A registry of one village room."""
    path = tmp_path / "reg.jsonl"
    cr.Registry.read({"rooms": [room(since="2021-01-01")]}).save(path)
    return path


def audit(path: object, *more: str, year: str = "2025", as_of: str = "2025-12-31") -> list[str]:
    """The arguments of an audit."""
    return ["audit", "--registry", str(path), "--year", year, "--as-of", as_of, *more]


def test_breaches_are_exit_code_one_and_lead_the_text(
    stored: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Title first, then what is wrong."""
    assert main(audit(stored, "--lang", "en")) == 1
    out, err = capsys.readouterr()
    assert out.splitlines()[1].startswith("violations ")
    assert err == ""


def test_a_registry_in_good_order_is_exit_code_zero(
    stored: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only a report whose binding rules are all met or do not apply."""
    monkeypatch.setattr("consultrules.rules.report.Report.ok", property(lambda _self: True))
    assert main(audit(stored)) == 0
    assert "2025" in capsys.readouterr().out


@pytest.mark.parametrize(
    "content", [b"", b"{nope\n", b"\xff\xfe", b'{"record": "rom"}\n', None], ids=range(5)
)
def test_input_that_cannot_be_read_is_exit_code_two(
    tmp_path: Path, content: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    """Said in both languages on the error stream, and nothing on the other."""
    path = tmp_path / "reg.jsonl"
    if content is not None:
        path.write_bytes(content)
    out = tmp_path / "out.json"
    assert main(audit(path, "--out", str(out))) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "reg.jsonl" in said.err
    assert len(said.err.splitlines()) == 2
    assert not out.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["adit"],
        ["audit"],
        audit("x", year="abc"),
        audit("x", as_of="2025-02-31"),
        audit("x", as_of="20251231"),
        audit("x", as_of="2025-W01-1"),
        audit("x", as_of="1900-01-01"),
        audit("x", "--lang", "fr"),
        audit("x", "--most", "-1"),
        audit("x", "--most", "many"),
        ["sample", "--seed", "x", "--out", "y"],
        ["sample", "--seed", "9" * 5000, "--out", "y"],
    ],
    ids=lambda arguments: " ".join(arguments)[:80] or "nothing",
)
def test_arguments_that_cannot_be_read_are_exit_code_two(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Refused before any work, with the usage."""
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    said = capsys.readouterr().err
    assert "usage" in said
    assert not re.search("invalid .* value", said)


@pytest.mark.parametrize(
    ("more", "word"),
    [
        (("--reading", "F99=full"), "F99"),
        (("--reading", "F2=ful"), "full"),
        (("--reading", "F2"), "F2"),
        (("--reading", "=full"), "readings."),
        (("--reading", "self=x"), "self"),
        (("--reading", "F1=own_year"), "F1"),
        (("--units", "nowhere.csv"), "nowhere.csv"),
    ],
)
def test_readings_and_lists_that_do_not_exist_are_exit_code_two(
    stored: Path, more: tuple[str, ...], word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The error names them."""
    assert main(audit(stored, *more)) == 2
    said = capsys.readouterr()
    assert word in said.err
    assert said.out == ""


def test_a_year_without_a_policy_is_exit_code_two(
    stored: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """There is nothing to judge before 2020."""
    assert main(audit(stored, year="2019")) == 2
    assert "2020" in capsys.readouterr().err


def test_a_reading_changes_the_result(stored: Path, tmp_path: Path) -> None:
    """Chosen on the command line, printed in the result; the last one of the same wins."""
    out = tmp_path / "deep" / "out.json"
    for more, option in (((), "exempt"), (("--reading", "F2=full"), "full")):
        main(audit(stored, "--out", str(out), *more))
        assert json.loads(out.read_text("utf-8"))["readings"]["F2"] == option


def test_the_result_is_written_whole_or_not_at_all(
    stored: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What stood there stays when writing fails, no draft is left, and the exit code says so."""
    out = tmp_path / "out.json"
    out.write_text("old", encoding="utf-8")

    def full(*_: Any) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr("pathlib.Path.replace", full)
        assert main(audit(stored, "--out", str(out))) == 2
    assert "disk full" in capsys.readouterr().err
    assert out.read_text("utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.json", "reg.jsonl"]
    main(audit(stored, "--out", str(out)))
    assert json.loads(out.read_text("utf-8"))["schema"] == "consultrules.audit/1"


def test_a_folder_is_no_place_for_a_result(
    stored: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An error of the system is bad input too, never a breach."""
    assert main(audit(stored, "--out", str(tmp_path))) == 2
    assert str(tmp_path) in capsys.readouterr().err


@pytest.mark.parametrize(
    ("stream", "more", "environment", "coloured"),
    [
        (Terminal, (), {}, True),
        (Terminal, (), {"NO_COLOR": ""}, True),
        (Terminal, (), {"NO_COLOR": "1"}, False),
        (Terminal, ("--no-colour",), {}, False),
        (io.StringIO, (), {}, False),
    ],
)
def test_colour_is_for_terminals_that_want_it(
    stored: Path,
    monkeypatch: pytest.MonkeyPatch,
    stream: type[io.StringIO],
    more: tuple[str, ...],
    environment: dict[str, str],
    coloured: bool,
) -> None:
    """A pipe, NO_COLOR and --no-colour each switch it off."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    out = stream()
    monkeypatch.setattr(sys, "stdout", out)
    assert main(audit(stored, *more)) == 1
    assert ("\x1b[" in out.getvalue()) is coloured


def test_another_city_brings_its_own_list(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Units, corrections and registry of the same place."""
    units, fixes, path = (tmp_path / name for name in ("u.csv", "c.csv", "reg.jsonl"))
    units.write_text("code,name\n" + "".join(f"{c},{n}\n" for c, n in NAMES.items()), "utf-8")
    fixes.write_text("code,treat_as,served_by,reason\n320101401000,none,,农场\n", "utf-8")
    path.write_text(
        '{"record": "room", "id": "r", "kind": "town", "unit": "320101100000"}', "utf-8"
    )
    assert main(audit(path)) == 2
    assert main(audit(path, "--units", str(units), "--corrections", str(fixes))) == 1
    said = capsys.readouterr()
    assert "unknown" in said.err or "没有这个代码" in said.err
    assert "农场 1" in said.out


def test_ids_of_persons_are_printed_when_asked_for_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """On the page their names; an id may itself be a name."""
    page = tmp_path / "page.html"
    people = {person.id for person in cr.Registry.load(DEMO).people or ()}
    for more, told in (((), False), (("--personal",), True)):
        main(audit(DEMO, "--html", str(page), *more))
        words = set(re.findall(r"p\d+-\d+", capsys.readouterr().out))
        assert bool(words & people) is told
        assert bool(set(re.findall(r"p\d+-\d+", page.read_text("utf-8"))) & people) is told


LINES = [json.dumps(BY_FACTS), "", "garbage", '{"do": "chekc", "id": 3}', json.dumps(BY_FACTS)]


def judged(content: bytes, *arguments: str) -> list[dict[str, Any]]:
    """What a fresh process answers to these bytes on its standard input."""
    done = subprocess.run(
        [sys.executable, "-m", "consultrules.cli", "judge", *arguments],
        input=content,
        capture_output=True,
        check=True,
    )
    assert done.stderr == b""
    return [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]


def test_judge_answers_a_file_and_standard_input_alike(tmp_path: Path) -> None:
    """Line by line, a byte order mark and blank lines passed over."""
    content = "\n".join(LINES).encode("utf-8-sig")
    (tmp_path / "in.jsonl").write_bytes(content)
    answers = judged(content)
    assert answers == judged(b"", str(tmp_path / "in.jsonl"))
    assert [answer.get("ok") for answer in answers] == [True, None, None, True]
    assert answers[2]["id"] == 3
    assert answers[2]["error"]["hint"] == "check"


def test_a_line_in_another_encoding_does_not_end_the_stream() -> None:
    """Neither does half a surrogate pair, which comes back as its escape."""
    good = json.dumps(BY_FACTS).encode()
    half = json.dumps(BY_FACTS | {"id": "\ud800"}).encode()
    answers = judged(b"\n".join([good, "村委会".encode("gb18030"), b"\x00\xff", half, good]))
    assert [answer.get("ok") for answer in answers] == [True, None, None, True, True]
    assert [a["error"]["code"] for a in answers[1:3]] == ["not_utf8", "not_utf8"]
    assert [a["error"]["at"] for a in answers[1:3]] == ["line 2", "line 3"]
    assert answers[3]["id"] == "\ud800"


def test_a_bad_line_says_which_it_is() -> None:
    """Blank lines count; a request with an id is known by that, and its error keeps the place in it."""
    lines = ["", json.dumps(BY_FACTS), "  ", "{nope", '{"do": 1, "do": 2}', "[]", '{"do": "chekc"}']
    answers = judged("\n".join([*lines, '{"do": "chekc", "id": 3}']).encode())
    assert [a["error"]["at"] for a in answers[1:]] == [
        *("line 4", "line 5: do", "line 6", "line 7: do", "do")
    ]


def test_judging_a_file_that_is_not_there_is_exit_code_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file or a folder: both languages, and no words of the system's."""
    for path, why in (
        (tmp_path / "none.jsonl", "没有这个文件或文件夹"),
        (tmp_path, "这是文件夹，请写文件名"),
    ):
        assert main(["judge", str(path)]) == 2
        zh, en = capsys.readouterr().err.splitlines()
        assert zh == f"FILE: {path}: 文件无法读取 ({why})"
        assert en.startswith(f"FILE: {path}: the file cannot be read (")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
@pytest.mark.parametrize("name", ["reg.jsonl", "reg.json"])
def test_a_registry_in_another_encoding_says_to_save_it_as_utf_8(
    tmp_path: Path, name: str, encoding: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """As spreadsheets and editors on Windows write them; the file is named."""
    path = tmp_path / name
    path.write_bytes('{"record": "note", "text": "样例"}\n'.encode(encoding))
    assert main(audit(path)) == 2
    zh, en = capsys.readouterr().err.splitlines()
    assert zh == f"{path}: 文件无法读取 (不是 UTF-8 编码，请另存为 UTF-8)"
    assert en == f"{path}: the file cannot be read (not in UTF-8; save it as UTF-8)"


def test_the_command_runs_on_the_demonstration_county() -> None:
    """The main job, as a user starts it: findings on one stream, nothing on the other."""
    done = subprocess.run(
        [sys.executable, "-m", "consultrules.cli", *audit(DEMO)], capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (1, b"")
    assert "如东" in done.stdout.decode("utf-8")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (audit(DEMO, "--most", "0"), 1),
        (["clauses"], 0),
        (["judge", "many.jsonl"], 141),
    ],
    ids=["breaches", "clean", "unknown"],
)
def test_a_reader_that_goes_away_does_not_change_the_code(
    tmp_path: Path, arguments: list[str], code: int
) -> None:
    """Piped into something that reads nothing, the command ends quietly, by its own code if it has one."""
    (tmp_path / "many.jsonl").write_text((json.dumps(BY_FACTS) + "\n") * 300, "utf-8")
    command = f'"{sys.executable}" -m consultrules.cli {" ".join(arguments)}'
    command += " | (exec <&-; sleep 0.2); echo ${PIPESTATUS[0]}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=True, cwd=tmp_path)
    assert done.stderr == b""
    assert done.stdout.decode().split() == [str(code)]


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["--registry", "reg.jsonl", "--memory", "1GB"], "--memory"),
        (["--registry", "reg.jsonl", "--only", "3.3"], "--only"),
        (["--tables", ".", "--personal"], "--personal"),
        (["--tables", ".", "--html", "x"], "--html"),
    ],
    ids=lambda told: " ".join(told) if isinstance(told, list) else "",
)
def test_what_says_nothing_about_a_source_is_refused(
    arguments: list[str],
    named: str,
    stored: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Rather than passed over in silence."""
    monkeypatch.chdir(stored.parent)
    when = ["--year", "2025", "--as-of", "2025-12-31"] if "--registry" in arguments else []
    assert main(["audit", *arguments, *when]) == 2
    zh, en = capsys.readouterr().err.splitlines()
    assert zh == f"{named}: 与所选来源不能同用"
    assert en == f"{named}: does not go with this source"


@pytest.mark.parametrize("module", ["consultrules", "consultrules.cli"])
def test_the_package_runs_as_a_module_and_tells_its_version(module: str) -> None:
    """Where the installed name is not on the path."""
    command = [sys.executable, "-m", module, "--version"]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    assert done.stdout == f"consultrules {cr.__version__}\n"
