"""Notes: what a registry says of itself stands at the top of whatever is told of it."""

import json
from pathlib import Path

import pytest

import consultrules as cr
from consultrules.cli import main
from consultrules.display.statistics import statistics_text
from consultrules.display.text import Style, audit_text
from consultrules.sample.making import make
from small_city import UNITS, A, audited, registry, room

TOLD = ["样例：虚构", "a sample"]
NOTED = registry([room(A)], notes=[{"text": text} for text in TOLD])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_text_of_an_audit_and_of_statistics_begins_with_the_notes(lang: str) -> None:
    """Before the title; without notes the title comes first."""
    noted, plain = audited(NOTED), audited(registry([room(A)]))
    for text, same in (
        (audit_text(noted, Style(lang)), audit_text(plain, Style(lang))),
        (statistics_text(noted.statistics(), lang), statistics_text(plain.statistics(), lang)),
    ):
        assert text.splitlines() == [*TOLD, *same.splitlines()]


def test_the_plain_forms_hold_the_notes() -> None:
    """Of an audit and of statistics, empty where there are none; and they judge nothing."""
    noted, plain = audited(NOTED), audited(registry([room(A)]))
    assert noted.to_dict()["notes"] == noted.statistics().to_dict()["notes"] == TOLD
    assert plain.to_dict()["notes"] == plain.statistics().to_dict()["notes"] == []
    assert noted.to_dict()["findings"] == plain.to_dict()["findings"]


def test_notes_are_kept_when_a_registry_is_saved(tmp_path: Path) -> None:
    """As lines of their own, before the records."""
    NOTED.save(tmp_path / "r.jsonl")
    lines = (tmp_path / "r.jsonl").read_text("utf-8").splitlines()
    assert json.loads(lines[0]) == {"record": "note", "text": TOLD[0]}
    again = cr.Registry.load(tmp_path / "r.jsonl", units=UNITS)
    assert [note.text for note in again.notes] == TOLD


@pytest.mark.parametrize("text", ["", " ", "a\nb", "\x1b[2J"])
def test_a_note_is_one_line_that_says_something(text: str) -> None:
    """What would hide it, or steer a terminal, is refused."""
    with pytest.raises(cr.IntakeError):
        cr.Note(text=text)


def test_an_audit_of_the_sample_says_that_it_is_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """On the console, on the page and in its title, in JSON and in the statistics."""
    make(2025, counties=["320671"]).write(tmp_path)
    asked = ["--registry", str(tmp_path / "registry.jsonl"), "--year", "2025"]
    asked += ["--as-of", "2026-06-30", "--corrections", str(tmp_path / "corrections.csv")]
    zh, en = "样例：除单位名称和代码外均为虚构", "made up except the names and codes"
    out, html = tmp_path / "a.json", tmp_path / "a.html"
    main(["audit", *asked, "--out", str(out), "--html", str(html)])
    first, second, *_ = capsys.readouterr().out.splitlines()
    assert (first, en in second) == (zh, True)
    assert json.loads(out.read_text("utf-8"))["notes"][0] == zh
    page = html.read_text("utf-8")
    assert f"<title>{zh}" in page
    assert page.index(zh, page.index("<body>")) < page.index("<h1>")
    main(["statistics", *asked])
    assert capsys.readouterr().out.startswith(zh)
