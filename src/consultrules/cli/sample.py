"""``consultrules sample``: a made-up city with planted faults and the key to them."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from consultrules.cli.arguments import CLEAN, given_by, whole
from consultrules.sample.making import AS_OF, CORRECTIONS, REGISTRY, make
from consultrules.sample.words import YEAR

if TYPE_CHECKING:
    from consultrules.cli.arguments import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    made = commands.add_parser("sample", help="生成样例城市 / make a sample city")
    made.add_argument(
        "--seed", type=whole, default=YEAR, help=f"which city; its year is {YEAR} whatever the seed"
    )
    made.add_argument("--out", type=Path, required=True, metavar="DIR")
    made.add_argument("--county", action="append", default=[], metavar="CODE", help="320623 …")
    made.add_argument("--sound", action="store_true", help="不植入问题 / without faults")
    made.set_defaults(run=lambda chosen: run(chosen, made))


def run(chosen: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    """Write the sample and print the command that audits it."""
    try:
        sample = make(chosen.seed, counties=chosen.county, faults=not chosen.sound)
    except ValueError as error:
        parser.error(str(error))
    with given_by("--out"):
        sample.write(chosen.out)
    files = f"--registry {chosen.out / REGISTRY} --corrections {chosen.out / CORRECTIONS}"
    print(f"样例：{len(sample.city.sites)} 个议事室，{len(sample.planted)} 处植入的问题")
    print(f"consultrules audit {files} --year {YEAR} --as-of {AS_OF}")
    return CLEAN
