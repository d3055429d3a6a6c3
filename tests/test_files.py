"""Files that people name: what a link leads to is written, a pipe stays one, nothing is overwritten."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

import consultrules as cr
from consultrules.cli import main
from consultrules.models.files import same_file, write_whole
from samples import room
from village_life import begun

CALL = ["--year", "2025", "--as-of", "2025-12-31"]


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    """A registry of one village room."""
    path = tmp_path / "reg.jsonl"
    cr.Registry.read({"rooms": [room(since="2021-01-01")]}).save(path)
    return path


def names(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_of_a_link_the_file_that_it_leads_to_is_written(tmp_path: Path) -> None:
    """The link stays one; also one to a file that is still to be made, and through a linked folder."""
    (tmp_path / "there").mkdir()
    (tmp_path / "by").symlink_to("there")
    for name, target in (("old", "there/old.txt"), ("new", "there/new.txt"), ("far", "by/f.txt")):
        (tmp_path / name).symlink_to(target)
    (tmp_path / "there" / "old.txt").write_text("before", "utf-8")
    for name in ("old", "new", "far"):
        write_whole(tmp_path / name, ["after"])
        assert (tmp_path / name).is_symlink()
        assert (tmp_path / name).read_text("utf-8") == "after\n"
    assert names(tmp_path / "there") == ["f.txt", "new.txt", "old.txt"]


def test_links_in_a_circle_are_refused_and_stay(tmp_path: Path) -> None:
    """They lead to no file."""
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(cr.IntakeError) as caught:
        write_whole(tmp_path / "a", ["x"])
    assert caught.value.faults[0].value == "links_in_a_circle"
    assert (tmp_path / "a").is_symlink()
    assert names(tmp_path) == ["a", "b"]


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    """Whoever reads at its other end gets the whole text; nothing is put in its place."""
    pipe, read = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_text("utf-8")), daemon=True)
    reader.start()
    write_whole(pipe, ["one", "two"])
    reader.join(10)
    assert read == ["one\ntwo\n"]
    assert pipe.is_fifo()
    assert names(tmp_path) == ["pipe"]


@pytest.mark.parametrize("option", ["--out", "--html"])
def test_a_folder_is_refused_by_the_name_of_its_option(
    stored: Path, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before anything is judged, in both languages."""
    assert main(["audit", "--registry", str(stored), *CALL, option, str(stored.parent)]) == 2
    said = capsys.readouterr()
    zh, en = said.err.splitlines()
    assert zh == f"{option}: {stored.parent}: 文件无法写入 (这是文件夹，请写文件名)"
    assert en.startswith(f"{option}: {stored.parent}: the file cannot be written (it is a folder")
    assert said.out == ""


@pytest.mark.parametrize(
    "more",
    [
        ("--out", "x", "--html", "x"),
        ("--out", "x", "--html", "./sub/../x"),
        ("--out", "link", "--html", "x"),
        ("--out", "reg.jsonl"),
        ("--html", "./reg.jsonl"),
        ("--html", "hard.jsonl"),
        ("--out", "u.csv", "--units", "u.csv"),
    ],
    ids=" ".join,
)
def test_nothing_is_written_over_what_another_option_names(
    stored: Path,
    more: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """However it is spelt: the same name, through a folder or a link, or a second name of the file."""
    monkeypatch.chdir(stored.parent)
    Path("sub").mkdir()
    Path("link").symlink_to("x")
    Path("hard.jsonl").hardlink_to(stored)
    Path("u.csv").write_text("code,name\n", "utf-8")
    before = stored.read_bytes()
    assert main(["audit", "--registry", "reg.jsonl", *CALL, *more]) == 2
    said = capsys.readouterr()
    assert "与另一个选项是同一个文件" in said.err
    assert "the same file as that of another option" in said.err
    assert said.out == ""
    assert stored.read_bytes() == before
    assert not Path("x").exists()


def test_two_files_are_told_apart(tmp_path: Path) -> None:
    """Neither of them has to be there yet."""
    assert not same_file(tmp_path / "a", tmp_path / "b")
    (tmp_path / "a").touch()
    assert not same_file(tmp_path / "a", tmp_path / "b")


def test_a_journal_is_a_regular_file(tmp_path: Path) -> None:
    """A pipe is not waited for, a folder is none, and no lock is left beside either."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    for name, why in (("pipe", "no_regular_file"), ("folder", "is_folder")):
        for call in (lambda store: store.cases(), lambda store: store.save(begun())):
            with pytest.raises(cr.IntakeError) as caught:
                call(cr.LinesStore(tmp_path / name))
            assert [(f.code, f.value) for f in caught.value.faults] == [("unreadable", why)]
    assert names(tmp_path) == ["folder", "pipe"]


def test_writers_take_turns_by_whichever_link_they_come(tmp_path: Path) -> None:
    """One file has one lock, beside the file itself."""
    (tmp_path / "there").mkdir()
    (tmp_path / "link.jsonl").symlink_to("there/cases.jsonl")
    cr.LinesStore(tmp_path / "link.jsonl").save(begun())
    assert cr.LinesStore(tmp_path / "there" / "cases.jsonl").cases() == ("t1",)
    assert names(tmp_path) == ["link.jsonl", "there"]
    assert names(tmp_path / "there") == ["cases.jsonl", "cases.jsonl.lock"]


def test_a_file_in_the_place_of_the_sample_is_told_by_its_option(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In our words, not the system's."""
    (tmp_path / "file").touch()
    told = ["sample", "--county", "320671", "--out", str(tmp_path / "file")]
    assert main(told) == 2
    zh, en = capsys.readouterr().err.splitlines()
    assert zh.startswith(f"--out: {tmp_path / 'file'}: 文件无法写入 (路径中有一段不是文件夹)")
    assert "Errno" not in zh + en
