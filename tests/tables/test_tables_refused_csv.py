"""CSV files: a cell is a whole number as it was typed, or the table is refused; nothing is guessed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import consultrules as cr
from tables.small import csv_folder, faults, keys_of, refused

HEADS = "subject,year,unit,unit_kind,rooms_registered,work_committee\n"
REST = ",2024,320685000000,2,1,0\n"
GOOD = "a" + REST


def findings(folder: Path) -> set[tuple[str, str, str]]:
    with cr.audit_tables(folder) as result:
        return keys_of(result)


def failing(*subjects: str) -> set[tuple[str, str, str]]:
    return {("3.1.s7", subject, "fail") for subject in subjects}


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("九", "九"),
        ("９", "９"),
        ("9.6", "9.6"),
        ("9.0", "9.0"),
        (" 9 ", " 9 "),
        ('" "', " "),
        ("1e3", "1e3"),
        ("0x10", "0x10"),
        ("+9", "+9"),
        ("2025-02-31", "2025-02-31"),
        ("2025-02-28", "2025-02-28"),  # a day, but not in a column of days
        ("true", "true"),
        ("NULL", "NULL"),
        ("nan", "nan"),
        ("9223372036854775808", "9223372036854775808"),
        ("9\0", "9\\x00"),
        ('"9\n"', "9\\n"),
    ],
)
def test_a_cell_that_is_no_whole_number_is_refused(cell: str, shown: str, tmp_path: Path) -> None:
    folder = csv_folder(tmp_path, f"{HEADS}{GOOD}b,2024,320685000000,2,{cell},1\n")
    (fault,) = faults(folder)
    assert fault.at == "facts_unit[b].rooms_registered"
    assert (fault.code, fault.value, fault.accepted) == ("wrong_type", shown, ("whole number",))


def test_days_and_flags_may_be_written_as_people_write_them(tmp_path: Path) -> None:
    """A day that is none, and a flag in other words, are refused."""
    heads = "subject,year,unit,room,session_day,session_held,sensitive\n"
    good = "a,2024,320685000000,r,2024-06-01,true,false\n"
    bad = "b,2024,320685000000,r,2025-02-31,TRUE,是\n"
    told = refused(csv_folder(tmp_path, heads + good + bad, "facts_session.csv"))
    assert told == [
        ("facts_session[b].session_day", "wrong_type", "2025-02-31"),
        ("facts_session[b].session_held", "wrong_type", "TRUE"),
        ("facts_session[b].sensitive", "wrong_type", "是"),
    ]


def test_an_empty_cell_is_not_known(tmp_path: Path) -> None:
    rows = 'a,2024,320685000000,2,1,\nb,2024,320685000000,2,1,""\nc,2024,,2,1,1\n'
    assert findings(csv_folder(tmp_path, HEADS + rows)) == {
        ("3.1.s7", "a", "unknown"),
        ("3.1.s7", "b", "unknown"),
    }


@pytest.mark.parametrize("subject", ["#a", "'a'", "NULL", 'a"b', "007", " a", "甲\u3000乙"])
def test_a_subject_is_the_text_that_stands_there(subject: str, tmp_path: Path) -> None:
    """No comment, no quotation, no missing value, no number: whatever a reader might take it for."""
    text = HEADS + subject + REST + "z" + REST
    assert findings(csv_folder(tmp_path, text)) == failing(subject, "z")


def test_quoted_cells_may_hold_commas_quotes_and_line_breaks(tmp_path: Path) -> None:
    text = f'{HEADS}"a\nb"{REST}"a,b"{REST}"a""b\'; DROP TABLE x; --"{REST}'
    assert findings(csv_folder(tmp_path, text)) == failing("a\nb", "a,b", "a\"b'; DROP TABLE x; --")


@pytest.mark.parametrize("rows", [1, 3, 5000])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_mark_of_bytes_and_lines_of_windows_change_nothing(
    mark: str, rows: int, tmp_path: Path
) -> None:
    text = mark + HEADS + "".join(f"u{n}{REST}" for n in range(rows))
    assert findings(csv_folder(tmp_path, text.replace("\n", "\r\n"))) == failing(
        *(f"u{n}" for n in range(rows))
    )


def test_a_column_that_nobody_asks_for_is_passed_over(tmp_path: Path) -> None:
    heads = HEADS.strip() + ",备注,x'; DROP TABLE y\n"
    text = heads + GOOD.strip() + ",九点六,9.6\n"
    assert findings(csv_folder(tmp_path, text)) == failing("a")


def test_foreign_heads_are_a_table_with_columns_missing_and_no_absent_one(tmp_path: Path) -> None:
    told = refused(csv_folder(tmp_path, "主体,年\n1,2024\n"))
    assert {code for _, code, _ in told} == {"missing_key"}
    assert ("facts_unit.subject", "missing_key", "") in told
    (fault,) = faults(csv_folder(tmp_path, HEADS.replace("year", "yaer") + GOOD))
    assert (fault.at, fault.code, fault.hint) == ("facts_unit.year", "missing_key", "yaer")


def test_another_delimiter_or_a_line_above_the_heads_is_not_guessed(tmp_path: Path) -> None:
    for text in ((HEADS + GOOD).replace(",", ";"), "Exported 2024\n" + HEADS + GOOD):
        told = refused(csv_folder(tmp_path, text))
        assert ("facts_unit.subject", "missing_key", "") in told


def test_a_column_that_stands_twice_is_refused(tmp_path: Path) -> None:
    text = HEADS.strip() + ",Work_Committee\n" + GOOD.strip() + ",1\n"
    assert refused(csv_folder(tmp_path, text)) == [
        ("facts_unit.Work_Committee", "twice_in_object", "")
    ]


@pytest.mark.parametrize(
    "made",
    [
        lambda: HEADS + GOOD + "b,2024\n",
        lambda: HEADS + GOOD + "b,2024,320685000000,2,1,0,7,7\n",
        lambda: HEADS + GOOD * 50_000 + "b,2024\n",
        lambda: HEADS + '"b' + REST,
        lambda: HEADS + '"b"x' + REST,
        lambda: HEADS.encode() + b"\xff\xfe" + REST.encode(),
        lambda: (HEADS + "甲" + REST).encode("gbk"),
        lambda: (HEADS + GOOD).encode("utf-16"),
        lambda: HEADS.encode() + GOOD.encode() * 50_000 + b"\xff" + REST.encode(),
        lambda: HEADS + GOOD + "b" * 3_000_000 + REST + GOOD,
        lambda: HEADS + "b" * 40_000_000 + REST + GOOD,
        lambda: HEADS + GOOD + "b" * 40_000_000 + REST,
        lambda: HEADS + GOOD + '"' + "b" * 40_000_000 + '"' + REST,
        lambda: HEADS + "b,2024,320685000000,2,1," + "0" * 40_000_000,
    ],
    ids=[
        "cells missing",
        "cells too many",
        "cells missing far down",
        "an open quotation",
        "text after a quotation",
        "no UTF-8",
        "GBK",
        "UTF-16",
        "no UTF-8 far down",
        "3 MB",
        "40 MB first",
        "40 MB last",
        "40 MB quoted",
        "40 MB of digits without an end",
    ],
)
def test_a_file_that_is_no_whole_table_is_refused(
    made: Callable[[], str | bytes], tmp_path: Path
) -> None:
    """Not one row of it is passed over in silence, and no error repeats a cell at full length."""
    ((at, code, value),) = refused(csv_folder(tmp_path, made()))
    assert at.startswith("facts_unit")
    assert code in ("unreadable", "too_long")
    assert len(value) < 100


@pytest.mark.parametrize("text", ["", "\n", "\n" + HEADS + GOOD])
def test_a_file_without_heads_is_empty(text: str, tmp_path: Path) -> None:
    assert refused(csv_folder(tmp_path, text)) == [("facts_unit.csv", "empty", "")]


def test_a_file_of_heads_only_is_an_empty_table(tmp_path: Path) -> None:
    for text in (HEADS, HEADS.strip()):
        assert refused(csv_folder(tmp_path, text)) == [("facts_unit", "empty", "")]


def test_faults_of_several_files_are_told_at_once(tmp_path: Path) -> None:
    csv_folder(tmp_path, HEADS + "a,2024,320685000000,2,九,1\n")
    csv_folder(tmp_path, HEADS + GOOD + "b,2024\n", "facts_room.csv")
    csv_folder(tmp_path, "", "facts_member.csv")
    assert {(at, code) for at, code, _ in refused(tmp_path)} == {
        ("facts_unit[a].rooms_registered", "wrong_type"),
        ("facts_room", "unreadable"),
        ("facts_member.csv", "empty"),
    }
