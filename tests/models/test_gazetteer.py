"""Nantong's units by public code, our corrections, and gazetteers of other places."""

import csv
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest

import consultrules as cr
from consultrules.models.divisions import kind_of, parent_of
from samples import named

UNITS = cr.Gazetteer.nantong()
DATA = files("consultrules.models") / "data"
ZONE = "320671000000"


def table(name: str) -> list[dict[str, str]]:
    """The lines of one of our tables."""
    return list(csv.DictReader((DATA / name).read_text("utf-8").splitlines()))


LINES = table("nantong_divisions.csv")
CORRECTIONS = table("nantong_corrections.csv")


def level(code: str) -> str:
    """What the groups of a public code tell."""
    if code.endswith("0" * 8):
        return "city"
    if code.endswith("0" * 6):
        return "county"
    return "town" if code.endswith("000") else "village"


def test_the_list_has_its_published_size() -> None:
    """One city, 8 counties and zones, 136 town-level and 2,005 village-level lines."""
    found = Counter(level(line["code"]) for line in LINES)
    assert found == {"city": 1, "county": 8, "town": 136, "village": 2005}
    assert len({line["code"] for line in LINES}) == len(LINES) == 2150


def test_the_corrections_leave_the_units_of_the_policy() -> None:
    """115 of the 136 and 1,973 of the 2,005 are units; every one left out is counted."""
    kinds = Counter(unit.kind.value for unit in UNITS)
    assert kinds == {
        "city": 1,
        "county": 8,
        "subdistrict": 28,
        "town": 62,
        "park": 25,
        "community": 751,
        "village": 1222,
    }
    assert len(UNITS) == sum(kinds.values()) == 2097
    assert Counter(level(line.code) for line in UNITS.left_out) == {"town": 21, "village": 32}
    assert len(UNITS) + len(UNITS.left_out) == len(LINES)


def test_every_correction_has_a_reason_and_stands_in_the_list() -> None:
    """No correction is idle, unexplained, or there twice."""
    codes = [line["code"] for line in CORRECTIONS]
    assert len(set(codes)) == len(codes) == 81
    assert set(codes) <= {line["code"] for line in LINES}
    assert all(line["reason"].strip() for line in CORRECTIONS)
    assert {line["treat_as"] for line in CORRECTIONS} == {"none", "park", "town", "zone"}


def test_every_other_town_level_unit_is_corrected_one_way_or_the_other() -> None:
    """Codes of the 400 series tell no kind: each is a park, a town, or no unit, by decision."""
    codes = {line["code"] for line in LINES if level(line["code"]) == "town"}
    assert {c for c in codes if int(c[6:9]) >= 400} <= {line["code"] for line in CORRECTIONS}


def test_no_virtual_unit_is_left() -> None:
    """Units that exist for statistics only have no residents' organisation."""
    assert [unit.name for unit in UNITS if unit.name.startswith("虚拟")] == []
    virtual = [line for line in UNITS.left_out if "虚拟" in line.name]
    assert len(virtual) == 32
    assert all("虚拟" in line.reason for line in virtual)


def test_what_is_left_out_is_explained_when_asked_for() -> None:
    """A code of the list that is no unit says why, and is not found."""
    left = UNITS.left_out[0]
    assert left.code not in UNITS
    assert UNITS.find(left.code) is None
    with pytest.raises(cr.IntakeError, match="320612401000") as caught:
        UNITS[left.code]
    assert left.reason in caught.value.faults[0].value


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("320000000000", "province"),
        ("320600000000", "city"),
        ("320685000000", "county"),
        ("320685001000", "subdistrict"),
        ("320685099000", "subdistrict"),
        ("320685100000", "town"),
        ("320685199000", "town"),
        ("320685200000", "township"),
        ("320685399000", "township"),
        ("320685400000", "park"),
        ("320685999000", "park"),
        ("320685100001", "community"),
        ("320685100199", "community"),
        ("320685100200", "village"),
        ("320685100399", "village"),
        ("320685100400", "community"),
        ("320685100498", "community"),
        ("320685100500", "village"),
        ("320685100599", "village"),
    ],
)
def test_the_code_tells_the_kind(code: str, kind: str) -> None:
    """Third and fourth group of the digits, at both ends of every series."""
    assert kind_of(code).value == kind


def test_the_code_tells_what_stands_above() -> None:
    """Village, town, county, city; the list tells nothing above."""
    chain = ["320685111200"]
    while (above := parent_of(chain[-1])) is not None:
        chain.append(above)
    assert chain == ["320685111200", "320685111000", "320685000000", "320600000000"]
    unit = UNITS["320685111200"]
    assert [unit.parent, unit.county, unit.city] == [UNITS[c] for c in chain[1:]]


def test_every_unit_stands_below_the_city() -> None:
    """No unit hangs in the air, also where the unit above was left out."""
    for unit in UNITS:
        assert unit.city == UNITS["320600000000"]
        assert (unit.county is None) == (unit.kind == "city")
        if unit.kind in ("village", "community"):
            assert unit.parent is not None
            assert unit.parent.is_town_level or unit.parent.code in {
                parent_of(line.code) for line in UNITS.left_out if level(line.code) == "town"
            }


def test_a_zone_names_no_county_until_somebody_does() -> None:
    """A zone of county rank has no CPPCC of its own, and which one serves it is never inferred."""
    assert not UNITS[ZONE].has_cppcc
    inside = [unit for unit in UNITS if unit.county == UNITS[ZONE]]
    assert len(inside) > 10
    assert {unit.county_cppcc for unit in inside} == {None}
    assert [unit.code for unit in UNITS if unit.kind == "county" and not unit.has_cppcc] == [ZONE]


def test_a_unit_lies_within_what_stands_above_it() -> None:
    """By full or shortened code, and never by a mere beginning of digits."""
    unit = UNITS["320685111200"]
    for code in ("320685111200", "320685111", "320685", "3206", "320685000000"):
        assert unit.within(code)
    for code in ("320684", "32068511", "x", "", "320685111201"):
        assert not unit.within(code), code


@pytest.mark.parametrize(
    "code", ["320685111299", "", "x", "32068511120", "３２０６８５１１１２００", "\ud800"]
)
def test_an_unknown_code_is_a_typed_fault(code: str) -> None:
    """Neither a guess nor a crash."""
    assert code not in UNITS
    with pytest.raises(cr.IntakeError) as caught:
        UNITS[code]
    assert caught.value.code == "unknown_unit"


def test_an_unknown_code_asks_did_you_mean() -> None:
    """One digit wrong is the likeliest fault."""
    with pytest.raises(cr.IntakeError) as caught:
        UNITS["320685111299"]
    assert caught.value.faults[0].hint in UNITS


@pytest.mark.parametrize("code", [None, 320685111200, [], b"3206"], ids=named)
def test_what_is_no_text_is_no_code(code: object) -> None:
    """A number is not a code, however right its digits."""
    assert code not in UNITS
    with pytest.raises(cr.IntakeError):
        UNITS[code]  # type: ignore[index]


def written(path: Path, *lines: str) -> Path:
    """A file with these lines."""
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_another_city_is_read_from_its_list(tmp_path: Path) -> None:
    """Further columns, blank space and a byte order mark do no harm; townships keep their kind."""
    lines = [
        "\ufeffcode,name,x",
        "320100000000, 宁市 ,1",
        "320101000000,甲县",
        "320101200000,丙乡,2",
    ]
    units = cr.Gazetteer.from_csv(written(tmp_path / "u.csv", *lines))
    assert [(u.name, u.kind.value) for u in units] == [
        ("宁市", "city"),
        ("甲县", "county"),
        ("丙乡", "township"),
    ]
    assert units["320101200000"].county == units["320101000000"]


def test_a_village_without_its_town_hangs_on_the_county(tmp_path: Path) -> None:
    """A gap in the list never takes a unit out of its county."""
    lines = ["code,name", "320101000000,甲县", "320101100200,丁村"]
    units = cr.Gazetteer.from_csv(written(tmp_path / "u.csv", *lines))
    assert units["320101100200"].parent == units["320101000000"]


def test_all_faults_of_a_list_come_at_once_with_their_lines(tmp_path: Path) -> None:
    """Every bad line is named, the quoted line break counted in."""
    path = written(
        tmp_path / "u.csv",
        *("code,name", '320100000000,"宁\n市"', "3201,短", "320101000000,", "32010100000x,字"),
        *("320102000000,甲", "320102000000,乙", "320103000000", f"320104000000,{'长' * 201}"),
    )
    with pytest.raises(cr.IntakeError) as caught:
        cr.Gazetteer.from_csv(path)
    found = [(f.at.partition("u.csv:")[2], f.code) for f in caught.value.faults]
    assert found == [
        ("3: name", "bad_text"),
        ("4: code", "unknown_unit"),
        ("5: name", "missing_key"),
        ("6: code", "unknown_unit"),
        ("8: code", "duplicate_id"),
        ("9: name", "missing_key"),
        ("10: name", "too_long"),
    ]


def test_corrections_are_read_as_strictly(tmp_path: Path) -> None:
    """A wrong word, a missing reason, an unknown county: each with its line."""
    units = written(tmp_path / "u.csv", "code,name", "320101000000,甲", "320102000000,乙")
    fixes = written(
        tmp_path / "c.csv",
        *("code,treat_as,served_by,reason", "320101000000,zone,320102000000,对"),
        *("320199000000,none,,x", "320102000000,prak,,x", "320102000000,park,,"),
        *("320102000000,zone,320102000000,x", "320102000000,zone,3201,x", "320101000000,none,,x"),
    )
    with pytest.raises(cr.IntakeError) as caught:
        cr.Gazetteer.from_csv(units, corrections=fixes)
    found = [(f.at.partition("c.csv:")[2], f.code) for f in caught.value.faults]
    assert found == [
        ("3: code", "unknown_unit"),
        ("4: treat_as", "unknown_word"),
        ("5: reason", "missing_key"),
        ("6: served_by", "unknown_unit"),
        ("7: served_by", "unknown_unit"),
        ("8: code", "duplicate_id"),
    ]
    assert caught.value.faults[1].hint == "park"


def test_a_zone_is_served_by_the_county_that_a_correction_names(tmp_path: Path) -> None:
    """Reading R20: the registry names the county."""
    units = written(tmp_path / "u.csv", "code,name", "320101000000,甲", "320102000000,乙")
    fixes = written(
        tmp_path / "c.csv", "code,treat_as,served_by,reason", "320101000000,zone,320102000000,对"
    )
    found = cr.Gazetteer.from_csv(units, corrections=fixes)
    assert found["320101000000"].county_cppcc == found["320102000000"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "missing_key"),
        (b"name,code\n", "empty"),
        (b"a,b\n1,2\n", "missing_key"),
        ("code,name\n320101000000,甲\n".encode("gb18030"), "unreadable"),
        (b"code,name\n" + b"x" * 200_000, "unreadable"),
        (None, "unreadable"),
    ],
    ids=range(6),
)
def test_a_list_that_cannot_be_read_is_a_typed_fault(
    tmp_path: Path, content: bytes | None, code: str
) -> None:
    """Empty, other columns, another encoding, an endless field, a folder."""
    path = tmp_path / "u.csv"
    path.mkdir() if content is None else path.write_bytes(content)
    with pytest.raises(cr.IntakeError) as caught:
        cr.Gazetteer.from_csv(path)
    assert caught.value.code == code


def test_a_zone_may_be_served_by_a_county() -> None:
    """Told once, every unit of the zone has its county CPPCC; the first gazetteer stays as it was."""
    served = cr.Gazetteer.nantong().served("320671000000", by="320613000000")
    room = cr.Room(id="r", kind="community", unit=served["320671001001"])
    assert cr.liaison_chain(room).bodies[1].name() == "崇川区政协"
    assert cr.Gazetteer.nantong()["320671001001"].county_cppcc is None
    for zone, by in (("320685000000", "320613000000"), ("320671000000", "320671000000")):
        with pytest.raises(cr.IntakeError):
            served.served(zone, by=by)


def test_units_are_found_by_their_name() -> None:
    """Several may bear it, none of those left out does."""
    units = cr.Gazetteer.nantong()
    assert {unit.name for unit in units.named("光明村")} == {"光明村委会", "光明村社区"}
    assert units.named("虚拟") == ()
