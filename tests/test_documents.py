"""Every example in the README and the documentation runs and prints what the page says."""

import doctest
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = ["README.md", *sorted(str(p.relative_to(ROOT)) for p in (ROOT / "docs").rglob("*.md"))]
WITHOUT_EXAMPLES = {
    "docs/api.md",  # made of docstrings, whose examples run with their modules
}
FENCE = re.compile(r"[ \t]*(?P<marks>`{3,}|~{3,})[ \t]*(?P<language>\w*)")


def python_blocks(text: str) -> list[tuple[int, list[str]]]:
    """The lines of each fenced Python block, with the number of the first, counted from 0."""
    blocks: list[tuple[int, list[str]]] = []
    marks = language = ""
    for number, line in enumerate(text.splitlines()):
        fence = FENCE.match(line)
        if not marks and fence:
            marks, language = fence["marks"], fence["language"]
            if language in {"python", "pycon"}:
                blocks.append((number + 1, []))
        elif marks and fence and fence["marks"].startswith(marks) and not fence["language"]:
            marks = ""
        elif marks and language in {"python", "pycon"}:
            blocks[-1][1].append(line)
    return blocks


def examples(page: str) -> doctest.DocTest:
    """The examples of a page as one test: later blocks know the names of earlier ones."""
    text = (ROOT / page).read_text(encoding="utf-8")
    lines = [""] * len(text.splitlines())
    for start, block in python_blocks(text):
        lines[start : start + len(block)] = block
    return doctest.DocTestParser().get_doctest("\n".join(lines) + "\n", {}, page, page, 0)


@pytest.mark.parametrize("page", PAGES)
def test_the_examples_of_a_page_run(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    test = examples(page)
    assert bool(test.examples) is not (page in WITHOUT_EXAMPLES), "a page with examples, or listed"
    said: list[str] = []
    flags = doctest.ELLIPSIS | doctest.REPORT_ONLY_FIRST_FAILURE
    if doctest.DocTestRunner(optionflags=flags).run(test, out=said.append).failed:
        pytest.fail("".join(said), pytrace=False)


@pytest.mark.parametrize("page", PAGES)
def test_no_python_block_goes_unrun(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    unrun = [start for start, block in python_blocks(text) if ">>> " not in "\n".join(block)]
    assert not unrun, f"{page}: Python without >>> prompts at line {unrun}"
