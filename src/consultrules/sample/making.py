"""The sample as a whole: made from a seed, read as a registry, or written to a folder with its key."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from consultrules.models.files import make_folder, write_whole
from consultrules.models.gazetteer import Gazetteer
from consultrules.models.registry import Registry
from consultrules.sample import faults_body, faults_member
from consultrules.sample.city import SERVED_BY, ZONE, City
from consultrules.sample.key import Entry, lines_of
from consultrules.sample.planting import FAULTS, Planted, key_of, plant
from consultrules.sample.words import MARK, YEAR

AS_OF = f"{YEAR + 1}-06-30"
"""A day by which every step of the year's cases has been taken."""
REGISTRY, KEY, PLANTED, CORRECTIONS = (
    "registry.jsonl",
    "key.jsonl",
    "faults.jsonl",
    "corrections.csv",
)
_WORDS = {
    **{name: fault.what for name, fault in FAULTS.items()},
    **{name: fault.what for name, fault in faults_member.FAULTS.items()},
    **{name: fault.what for name, fault in faults_body.FAULTS.items()},
}


@dataclass(frozen=True)
class Sample:
    """A made-up city, or a part of one, and what was planted in it."""

    seed: int
    city: City
    planted: tuple[Planted, ...]

    @property
    def units(self) -> Gazetteer:
        """The units, the zone without a CPPCC served by the county that the sample lets serve it."""
        return self.city.units

    @property
    def key(self) -> tuple[Entry, ...]:
        """What an audit of the year as of ``AS_OF`` has to find, and nothing else."""
        return key_of(self.planted)

    def registry(self) -> Registry:
        """The records as the library reads them."""
        return self.city.registry()

    def write(self, folder: Path) -> None:
        """Write registry, key, faults, corrections and what they are into a folder.

        Raises:
            IntakeError: when one cannot be written; each appears whole or not at all.
        """
        make_folder(folder)
        write_whole(folder / REGISTRY, self.city.lines())
        write_whole(folder / KEY, lines_of(self.key))
        write_whole(folder / PLANTED, self._planted())
        reason = f"{MARK}假定：由{self.units[SERVED_BY].name}政协服务，并非事实"
        zone = f"{ZONE},zone,{SERVED_BY},{reason}"
        write_whole(folder / CORRECTIONS, ["code,treat_as,served_by,reason", zone])
        write_whole(folder / "README.md", _README.format(seed=self.seed).splitlines())

    def _planted(self) -> Iterator[str]:
        for one in self.planted:
            finds = [entry._asdict() for entry in one.entries]
            plain = {"fault": one.fault, "what": _WORDS[one.fault], "kind": one.kind}
            yield json.dumps({**plain, "finds": finds}, ensure_ascii=False)


def make(seed: int, *, counties: Sequence[str] = (), faults: bool = True) -> Sample:
    """Make the sample city; one seed makes the same bytes each time.

    ``counties`` are the codes of the counties wanted, all of them by default; the city's own rooms
    are always there. Without ``faults`` everything is in good order, and the key is empty.

    Examples:
        >>> sample = make(2025, counties=["320671"])
        >>> len(sample.city.sites) > 70, len(sample.key) > 100
        (True, True)

    Raises:
        ValueError: for a code that is no county's.
    """
    city = City(seed, counties)
    return Sample(seed, city, plant(city, seed) if faults else ())


_README = """# 样例城市

**本目录全部内容由程序按种子 {seed} 随机生成，仅供演示和测试。只有单位的名称和代码是真实的。**
人员一律写作“样例人员”加编号；议题、会议、清单、证明均属虚构，问题是有意植入的，不反映任何单位的实际情况。
样例另有三处假定：南通经济技术开发区由崇川区政协服务；海安农场所属的村、社区由海安市名单上第一个镇街联系；
各界别、企业、事业单位的议事室均为虚构。

- `registry.jsonl`：登记册，每行一条记录
- `key.jsonl`：答案。审查应当查出的每一条不符合、不明、待办；除此之外一条也不应有
- `faults.jsonl`：植入的每一处问题：名称、说明、议事室类别，以及由此应查出的全部结论
- `corrections.csv`：对公开区划名单的补充（开发区由哪个县（市）区政协服务）

```console
$ consultrules audit --registry registry.jsonl --corrections corrections.csv \\
    --year 2025 --as-of 2026-06-30
```

# A sample city

**Everything here was made by chance from the seed {seed}, for demonstration and tests. Only the names
and codes of units are real.** People are numbers; topics, sessions, lists and attestations are made
up, and the faults are planted on purpose. Three things are assumed: the CPPCC of 崇川区 serves
南通经济技术开发区; the first town-level unit of 海安市 leads the villages of 海安农场; all rooms of
enterprises, institutions and sectors are invented.

`registry.jsonl` holds the records, `key.jsonl` every finding that an audit has to make and no other,
`faults.jsonl` what was planted and what follows from it, `corrections.csv` who serves the zone. The
command above audits it.
"""
