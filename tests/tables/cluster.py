"""A Spark cluster of our own for as long as a check needs one, where Java and pyspark are installed."""

from __future__ import annotations

import importlib.util
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

EXECUTORS, CORES, MEMORY = 2, 1, 1024
_NEEDED = 6 * 2**30
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
    """A session on a cluster whose executors are processes of their own, which ends with the block."""
    import pyspark
    from pyspark.sql import SparkSession

    own = Path(tempfile.mkdtemp(prefix="spark-"))
    building = SparkSession.builder.master(f"local-cluster[{EXECUTORS},{CORES},{MEMORY}]")
    for name, value in (_SETTINGS | {"spark.local.dir": str(own)}).items():
        building = building.config(name, value)
    spark = building.getOrCreate()
    work = Path(pyspark.__file__).parent / "work" / spark.sparkContext.applicationId
    try:
        yield spark
    finally:
        spark.stop()
        for folder in (own, work):
            shutil.rmtree(folder, ignore_errors=True)


def processes(spark: Any) -> set[int]:
    """The processes that do the work: those under which Python runs on each of the executors."""

    def above(_: Iterator[int]) -> Iterator[int]:
        import os

        yield os.getppid()

    many = 8 * EXECUTORS
    found = spark.sparkContext.parallelize(range(many), many).mapPartitions(above).collect()
    return set(found) - {os.getpid()}
