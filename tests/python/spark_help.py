"""A cluster of Spark on this machine for the tests, and ways to lose one of its workers in the middle of its work.

The workers load this file too, so it asks for nothing that they do not have.
"""

import os
import re
import shutil
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

JAVA = 17
"""The version of Java that this version of Spark asks for at the least."""


def java_missing() -> str | None:
    """Why Spark cannot be started here, if it cannot."""
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home, "bin", "java")) if home else shutil.which("java")
    if java is None:
        return f"Spark was not started: java is missing; install a JRE of Java {JAVA} or later"
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(\d+)', said)
    if found is None or int(found[1]) < JAVA:
        return f"Spark was not started: it needs Java {JAVA} or later, and {java} is {found[1] if found else 'of no known version'}"
    return None


@contextmanager
def cluster(folder: Path) -> Iterator[Any]:
    """A session of two executors, each a process of its own with Python processes of its own.

    All is bound to 127.0.0.1, and everything is written below ``folder``. The workers load cchc from an archive
    that Spark hands to them, not from where it is installed.
    """
    import cchc
    import pyspark

    home = folder / "spark"
    home.mkdir()
    # Executors of a local cluster work in a folder beside the programs of Spark.
    for entry in Path(pyspark.__file__).parent.iterdir():
        (home / entry.name).symlink_to(entry)
    archive, package = folder / "cchc.zip", Path(cchc.__file__).parent
    with zipfile.ZipFile(archive, "w") as wheel:
        for file in package.rglob("*"):
            if "__pycache__" not in file.parts:
                wheel.write(file, file.relative_to(package.parent))
    surroundings = {
        "SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_DIRS": str(folder / "local"),
        "PYSPARK_PYTHON": sys.executable, "PYSPARK_DRIVER_PYTHON": sys.executable,
    }  # fmt: skip
    kept = {name: os.environ.get(name) for name in surroundings}
    os.environ.update(surroundings)
    from pyspark.sql import SparkSession

    settings = of_this_machine(folder) | {
        "spark.archives": f"{archive}#wheel", "spark.executorEnv.PYTHONPATH": f"wheel:{Path(__file__).parent}",
        # Several batches a partition, and civil times that are not those of this machine.
        "spark.sql.execution.arrow.maxRecordsPerBatch": "400", "spark.sql.session.timeZone": "America/New_York",
        "spark.sql.timestampType": "TIMESTAMP_NTZ",
    }  # fmt: skip
    builder = SparkSession.builder.master("local-cluster[2,1,1024]").appName("cchc")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    yield session
    session.stop()
    for name, before in kept.items():
        os.environ.pop(name) if before is None else os.environ.update({name: before})


def of_this_machine(folder: Path) -> dict[str, str]:
    """Settings that keep Spark to this machine, to a folder and to little work of its own."""
    quick = f"-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Djava.io.tmpdir={folder}"
    return {
        "spark.ui.enabled": "false", "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1",
        "spark.executor.memory": "512m", "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.driver.extraJavaOptions": quick, "spark.executor.extraJavaOptions": quick,
        "spark.sql.shuffle.partitions": "4", "spark.log.level": "OFF", "spark.ui.showConsoleProgress": "false",
    }  # fmt: skip


class Killed:
    """Hands batches on, and the first time that it has handed one on its process is killed, or the executor it belongs to."""

    def __init__(self, mark: Path, what: str) -> None:
        self.mark, self.what = mark, what

    def __call__(self, batches: Iterator[Any]) -> Iterator[Any]:
        for batch in batches:
            yield batch
            try:
                with self.mark.open("x", encoding="utf-8") as mark:
                    mark.write(self.what)
            except FileExistsError:
                continue
            os.kill(os.getpid() if self.what == "worker" else executor(), signal.SIGKILL)
            # The process that is left notices and ends it.
            time.sleep(60)


def executor() -> int:
    """The Java process that this one was started by."""
    process = os.getpid()
    while Path(f"/proc/{process}/comm").read_text(encoding="utf-8").strip() != "java":
        process = int(Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[1])
    return process
