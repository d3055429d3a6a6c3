"""A result in a folder: whole or not at all, and a manifest that says what it is."""

from __future__ import annotations

import csv
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from consultrules.auditing.tables.catalogue import HEADS, Wording
from consultrules.auditing.tables.run import ROLL_UP, STATISTICS, Run
from consultrules.errors import Fault, IntakeError, shown

if TYPE_CHECKING:
    from consultrules.auditing.tables.result import TableAudit

MANIFEST = "manifest.json"
SCHEMA = "consultrules.tables/1"


def written(result: TableAudit, run: Run, folder: Path) -> Path:
    """Write a result into a folder.

    Raises:
        IntakeError: where the folder holds something else, or cannot be written.
    """
    ready(folder)
    try:
        with _whole(folder) as draft:
            files = {
                name: run.engine.write(run.own(script.findings_name), draft / "findings", name)
                for name, script in run.scripts.items()
            }
            files["roll_up"] = run.engine.write(run.own(ROLL_UP), draft, "roll_up")
            if run.count_statistics():
                files["statistics"] = run.engine.write(run.own(STATISTICS), draft, "statistics")
            files["rules"] = _rules(run, draft)
            manifest = _manifest(result, {k: str(f.relative_to(draft)) for k, f in files.items()})
            text = json.dumps(manifest, ensure_ascii=False, indent=1)
            (draft / MANIFEST).write_text(text + "\n", "utf-8")
    except Exception as error:
        if isinstance(error, IntakeError):
            raise
        reason = str(error).partition("\n")[0]
        raise IntakeError([Fault(str(folder), "unwritable", shown(reason))]) from error
    return folder


def ready(folder: Path) -> None:
    """Refuse a place where something else lies, since only an earlier result is replaced, or nobody may write.

    Raises:
        IntakeError: naming what lies there, or the folder.
    """
    try:
        other = _other(folder)
        above = next(place for place in folder.absolute().parents if place.exists())
        writable = above.is_dir() and os.access(above, os.W_OK | os.X_OK)
    except OSError as error:
        raise IntakeError([Fault(str(folder), "unwritable", shown(str(error)))]) from None
    if other is not None:
        raise IntakeError([Fault(str(folder), "unwritable", f"not empty: {shown(other)}")])
    if not writable:
        raise IntakeError([Fault(str(folder), "unwritable", shown(str(above)))])


def _other(folder: Path) -> str | None:
    """The name of something in a folder that is no part of an earlier result."""
    if not folder.is_dir():
        return folder.name if folder.exists() else None
    try:
        told = json.loads((folder / MANIFEST).read_text("utf-8"))
        ours = [MANIFEST, *told["files"].values()] if told["schema"] == SCHEMA else []
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        ours = []  # many a folder has a manifest.json
    if not ours:
        return next((place.name for place in folder.iterdir()), None)
    known = [folder / name for name in ours]
    for place in folder.rglob("*"):
        if not any(place == own or place in own.parents or own in place.parents for own in known):
            return str(place.relative_to(folder))
    return None


@contextmanager
def _whole(folder: Path) -> Iterator[Path]:
    """A folder beside, which takes its place when everything is in it; what is cut short leaves no trace."""
    folder = folder.resolve()  # of a link what it leads to is replaced
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}.part-", dir=folder.parent))
    old = draft.with_name(draft.name + ".old")
    try:
        draft.chmod(0o777 & ~_umask())
        yield draft
        for file in draft.rglob("*"):
            _to_disk(file)
        if folder.exists():
            folder.rename(old)
        draft.rename(folder)
        _to_disk(folder.parent)
    except BaseException:
        if old.exists() and not folder.exists():
            old.rename(folder)
        raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _to_disk(path: Path) -> None:
    """Bytes and names on the disk: after a power cut nothing looks whole that is not."""
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _rules(run: Run, folder: Path) -> Path:
    path = folder / "rules.csv"
    wording = Wording([script.plan for script in run.scripts.values()])
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(HEADS)
        lines.writerows(wording.rows())
    return path


def _manifest(result: TableAudit, files: dict[str, str]) -> dict[str, Any]:
    policy = result.policy
    return {
        "schema": SCHEMA,
        "edition": policy.name,
        "digest": policy.digest,
        "readings": dict(policy.readings),
        "scope": list(result.scope),
        "ok": result.ok,
        "subjects": result.subjects,
        "absent": list(result.absent),
        "doubts": [
            {"table": d.table, "column": d.column, "rows": d.rows, "first": d.first}
            for d in result.doubts
        ],
        "verdicts": result.roll_up("table"),
        "files": files,
    }
