#!/usr/bin/env python3
"""Set up, show and test consultrules with nothing but Python 3.11 or newer.

    python3 do.py demo            make a sample city, audit it, write build/demo.html, demo.json
    python3 do.py test [--all]    run every check; --all adds the whole city, diagrams (with node),
                                  documentation, benchmarks

The first run makes `.venv` beside this file (with uv if it is installed, with pip if not); later
runs use it again until pyproject.toml or constraints.txt changes. What `demo` does not know it
hands on to `consultrules audit`.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
BASE = getattr(sys, "_base_executable", sys.executable)  # never the one inside .venv
SAMPLE = Path("build/sample")
EXTRAS = {
    "demo": "",
    "test": "[test]",
    "all": "[test,docs,bench,cluster]",
}  # each holds the one before
CHECKS = {
    "ruff check": "python -m ruff check",
    "ruff format": "python -m ruff format --check",
    "mypy": "python -m mypy",
    "import layers": "lint-imports --no-logo",
    "pytest": "python -m pytest -n auto --dist loadfile --cov --cov-report=",
    "branch coverage": "python -m coverage report --fail-under=100",
    "mutants": "python tests/mutants.py",
}
MORE_CHECKS = {
    "life mutants": "python tests/life_mutants.py",
    "whole city": "python tests/whole_city.py",
    "minimal plans": "python tests/minimality.py",
    "diagrams": "python tests/diagrams.py",
    "tables agree": "python tests/tables_agree.py",
    "big tables": "python tests/tables_big.py",
    "documentation": "python -m mkdocs build --strict",
    "benchmarks": "python benchmarks/run.py --check",
}


def main() -> int:
    """Read the command line and do what it asks."""
    if sys.version_info < (3, 11):
        sys.exit("consultrules needs Python 3.11 or newer; this is " + sys.version.split()[0])
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("command", choices=("demo", "test"))
    parser.add_argument(
        "--all",
        action="store_true",
        help="test: whole city, diagrams, documentation, benchmarks too",
    )
    parser.add_argument("--out", type=Path, help="demo: the report, if not build/demo.json")
    arguments, more = parser.parse_known_args()
    if more and arguments.command == "test":
        parser.error("unknown: " + " ".join(more))
    if arguments.command == "demo":
        prepare("demo")
        return demo(arguments.out.absolute() if arguments.out else Path("build/demo.json"), more)
    prepare("all" if arguments.all else "test")
    return test(CHECKS | MORE_CHECKS if arguments.all else CHECKS)


def demo(out: Path, more: list[str]) -> int:
    """Make the sample city and audit it; that breaches are found is no failure of the demo."""
    report = ROOT / out
    report.parent.mkdir(parents=True, exist_ok=True)
    before = report.stat().st_mtime_ns if report.exists() else None
    if code := run(BIN / "consultrules", "sample", "--out", SAMPLE):
        return code
    audit = (BIN / "consultrules", "audit", "--registry", SAMPLE / "registry.jsonl")
    when = ("--corrections", SAMPLE / "corrections.csv", "--year", "2025", "--as-of", "2026-06-30")
    page = report.with_name(report.stem + ".html")
    if page == report:
        sys.exit("--out takes the name of a JSON file; the page stands beside it")
    code = run(*audit, *when, "--out", out, "--html", page, *more)
    # 1 says breaches; without a new report it is a crash
    if code == 1 and report.exists() and report.stat().st_mtime_ns != before:
        say(f"The audit found breaches, as an audit may; {page} is for people, {out} for programs.")
        return 0
    return code


def test(checks: dict[str, str]) -> int:
    """Run the checks in order, stop at the first that fails, and sum up."""
    lines, failed = ["", "== summary"], ""
    for name, command in checks.items():
        if failed:
            lines.append(f"{'not run':18} {name}")
            continue
        say(f"\n== {name}")
        program, *words = command.split()
        start = time.perf_counter()
        failed = name if run(BIN / program, *words) else ""
        took = f"{time.perf_counter() - start:.1f} s"
        lines.append(f"{'FAILED' if failed else 'ok':7} {took:>10} {name}")
    say("\n".join([*lines, f"failed: {failed}" if failed else "all checks passed"]))
    return 1 if failed else 0


def prepare(wanted: str) -> None:
    """Bring `.venv` up to date, unless its stamp says that it holds all that is wanted."""
    files = [(ROOT / name).read_bytes() for name in ("pyproject.toml", "constraints.txt")]
    digest = hashlib.sha256(b"".join([*files, f"{sys.version_info} {ROOT}".encode()])).hexdigest()
    stamps = {name: VENV / f".ok-{name}" for name in EXTRAS}
    enough = list(EXTRAS)[list(EXTRAS).index(wanted) :]
    fresh = (s for s in enough if stamps[s].exists() and stamps[s].read_text("ascii") == digest)
    if PYTHON.exists() and any(fresh):
        return
    uv = shutil.which("uv")
    make = (uv, "venv", "--quiet", "--python", BASE) if uv else (BASE, "-m", "venv")
    install = (uv, "pip", "install", "--python", PYTHON) if uv else (PYTHON, "-m", "pip", "install")
    say(f"Setting up .venv with {'uv' if uv else 'pip'}; this needs the network once.")
    if not usable("sys" if uv else "pip"):
        if not uv and importlib.util.find_spec("ensurepip") is None:
            sys.exit("This Python makes no virtual environments (Debian: apt install python3-venv)")
        shutil.rmtree(VENV, ignore_errors=True)
        must(*make, VENV)
    for stamp in stamps.values():
        stamp.unlink(missing_ok=True)
    must(*install, "--quiet", "-c", "constraints.txt", "-e", "." + EXTRAS[wanted])
    stamps[wanted].write_text(digest, "ascii")


def usable(module: str) -> bool:
    """Whether `.venv` has the module, stands where it was made, and is of this Python's version."""
    probe = f"import sys, {module}; print(sys.version_info[:2], sys.prefix)"
    try:
        told = subprocess.check_output([PYTHON, "-c", probe], text=True, stderr=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError):
        return False
    return told.strip() == f"{sys.version_info[:2]} {VENV}"


def must(*command: object) -> None:
    """Run one command of the set-up, or end here."""
    if run(*command):
        sys.exit("Setting up .venv failed; what is missing stands above.")


def run(*command: object) -> int:
    """Run a command in the project's folder, as if `.venv` were active."""
    env = {k: v for k, v in os.environ.items() if k not in ("PYTHONHOME", "PYTHONPATH")}
    env |= {"VIRTUAL_ENV": str(VENV), "PATH": f"{BIN}{os.pathsep}{env.get('PATH', os.defpath)}"}
    env |= {"PYTHONUTF8": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.call([*map(str, command)], cwd=ROOT, env=env, stdin=subprocess.DEVNULL)


def say(line: str) -> None:
    """Print at once, so that the lines of commands fall between."""
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
