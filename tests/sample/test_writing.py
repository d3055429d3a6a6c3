"""The sample as files: the same bytes for a seed, marked as made up, audited by one command."""

import ast
import datetime as dt
import json
from pathlib import Path

import pytest

import consultrules as cr
from consultrules.cli import main
from consultrules.sample.key import differences, read_key
from consultrules.sample.making import AS_OF, CORRECTIONS, KEY, PLANTED, REGISTRY, make
from sample.audited import found

COUNTY = "320671"
SOURCE = Path(cr.__file__).parent / "sample"


def written(folder: Path, *more: str, seed: int = 2025) -> Path:
    """What the command writes for one county."""
    command = ["sample", "--seed", str(seed), "--county", COUNTY, "--out", str(folder), *more]
    assert main(command) == 0
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_one_seed_makes_the_same_bytes_and_another_makes_others(tmp_path: Path) -> None:
    """Registry, key and faults; what is assumed stays the same."""
    first, again, other = (
        contents(written(tmp_path / name, seed=seed))
        for name, seed in (("a", 1), ("b", 1), ("c", 2))
    )
    assert first == again
    assert {name for name in first if first[name] != other[name]} >= {REGISTRY, KEY, PLANTED}
    assert first[CORRECTIONS] == other[CORRECTIONS]


def test_a_county_is_the_same_in_any_part_of_the_city() -> None:
    """Before faults are planted, its rooms do not hang on which other counties there are."""
    alone = make(3, counties=[COUNTY], faults=False).city
    among = make(3, counties=[COUNTY, "320685"], faults=False).city
    mine, same = (
        next(area for area in city.counties if area.unit.code.startswith(COUNTY))
        for city in (alone, among)
    )
    assert [site.room for site in mine.sites] == [site.room for site in same.sites]
    assert [site.cases for site in mine.sites] == [site.cases for site in same.sites]


def test_one_command_audits_what_another_wrote(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command that is printed works as it stands, and its result is the key."""
    folder, out = written(tmp_path / "city"), tmp_path / "out.json"
    command = capsys.readouterr().out.splitlines()[-1].split()
    assert command[0] == "consultrules"
    assert main([*command[1:], "--out", str(out)]) == 1
    findings = json.loads(out.read_text("utf-8"))["findings"]
    told = {(f["grain"], f["subject"], f["rule"], f["verdict"]) for f in findings}
    assert told == {tuple(entry) for entry in read_key(folder / KEY)}


def test_a_sound_city_is_exit_code_zero(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without faults nothing binding is wrong, and the key is empty."""
    folder = written(tmp_path, "--sound")
    command = capsys.readouterr().out.splitlines()[-1].split()
    assert main(command[1:]) == 0
    assert read_key(folder / KEY) == ()


def test_without_the_corrections_nobody_knows_who_serves_the_zone(tmp_path: Path) -> None:
    """The assumption is needed, and it stands in a file of its own."""
    folder = written(tmp_path)
    units = cr.Gazetteer.nantong()
    assert units["320671001001"].county_cppcc is None
    served = units.corrected(folder / CORRECTIONS)
    assert served["320671001001"].county_cppcc == served["320613000000"]
    as_of = dt.date.fromisoformat(AS_OF)
    registry = cr.Registry.load(folder / REGISTRY, units=units)
    result = cr.audit(registry, year=2025, as_of=as_of, units=units)
    lost = differences(found(result.report.rows), read_key(folder / KEY))
    assert {difference.rule for difference in lost} >= {"4.2.s6", "4.2.s7"}


def test_every_person_room_and_topic_says_that_it_is_made_up(tmp_path: Path) -> None:
    """Names of people, rooms and topics begin with the mark."""
    folder = written(tmp_path)
    for line in (folder / REGISTRY).read_text("utf-8").splitlines():
        record = json.loads(line)
        names = {
            "room": record.get("name"),
            "person": record.get("name"),
            "case": record.get("topic", {}).get("text"),
        }
        name = names.get(record["record"])
        assert name is None or name.startswith("样例")
    told = (folder / "README.md").read_text("utf-8")
    assert "虚构" in told
    assert "made up" in told or "made\nup" in told


@pytest.mark.parametrize("code", ["999999", "32060", "abc", "320671001"])
def test_a_county_that_is_none_is_exit_code_two(
    code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Refused with the codes there are; no file is written."""
    with pytest.raises(SystemExit) as stopped:
        main(["sample", "--county", code, "--out", str(tmp_path / "none")])
    assert stopped.value.code == 2
    assert "320671000000" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


def test_the_sample_imports_records_and_nothing_that_judges() -> None:
    """Its key cannot come from the audit; the contract in pyproject.toml says the same."""
    ours = set()
    for path in SOURCE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                ours.add(node.module)
            elif isinstance(node, ast.Import):
                ours |= {name.name for name in node.names}
    inside = {name for name in ours if name.startswith("consultrules")}
    assert {".".join(name.split(".")[:2]) for name in inside} == {
        "consultrules.models",
        "consultrules.sample",
    }
