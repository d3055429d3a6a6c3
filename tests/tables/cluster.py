"""A Spark cluster of our own for as long as a check needs one, where Java and pyspark are installed."""

from __future__ import annotations

import importlib.util
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

EXECUTORS, CORES, MEMORY = 2, 1, 1024
_NEEDED = 6 * 2**30
_PATIENCE = 180  # seconds
_SETTINGS = {
    "spark.driver.memory": "2g",
    "spark.executor.memory": f"{MEMORY}m",
    "spark.log.level": "ERROR",
    "spark.sql.shuffle.partitions": "4",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


def installed() -> bool:
    """Whether there is what a cluster needs: Java, pyspark, and memory for three processes."""
    java = shutil.which("java") or os.environ.get("JAVA_HOME")
    if java is None or importlib.util.find_spec("pyspark") is None:
        return False
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >= _NEEDED


@contextmanager
def session() -> Iterator[Any]:
    """A session on a cluster whose executors are processes of their own, which ends with the block.

    ``None``, and a line that says why, where a cluster cannot be started.
    """
    import pyspark

    own = Path(tempfile.mkdtemp(prefix="spark-"))
    spark = _started(own)
    try:
        yield spark
    finally:
        if spark is not None:
            work = Path(pyspark.__file__).parent / "work" / spark.sparkContext.applicationId
            spark.stop()
            shutil.rmtree(work, ignore_errors=True)
        shutil.rmtree(own, ignore_errors=True)


def _started(own: Path) -> Any:
    """A session whose executors have all come up; one that waits for them would wait for ever."""
    from pyspark.sql import SparkSession

    building = SparkSession.builder.master(f"local-cluster[{EXECUTORS},{CORES},{MEMORY}]")
    for name, value in (_SETTINGS | {"spark.local.dir": str(own)}).items():
        building = building.config(name, value)
    try:
        spark = building.getOrCreate()
    except Exception as error:  # noqa: BLE001 - no Java, an old one, no way to listen: any kind
        print(f"no cluster starts here: {str(error).splitlines()[0]}")
        return None
    until = time.monotonic() + _PATIENCE
    # The driver is counted too.
    while spark.sparkContext._jsc.sc().getExecutorMemoryStatus().size() <= EXECUTORS:
        if time.monotonic() > until:
            print(f"no executors came up within {_PATIENCE} s")
            spark.stop()
            return None
        time.sleep(0.5)
    return spark


def processes(spark: Any) -> set[int]:
    """The processes that do the work: those under which Python runs on each of the executors."""

    def above(_: Iterator[int]) -> Iterator[int]:
        import os

        yield os.getppid()

    many = 8 * EXECUTORS
    found = spark.sparkContext.parallelize(range(many), many).mapPartitions(above).collect()
    return set(found) - {os.getpid()}
