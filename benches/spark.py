"""Times the counting of a province's dossiers from Parquet: in one process, and on Spark with two workers.

    cargo run --release -p cchc-benches --bin province -- FOLDER
    target/venv/bin/python benches/spark.py FOLDER

FOLDER holds the columns that the first command writes; eight Parquet files are made of them, with texts for agencies
and procedures, which is how dossiers are kept. The question is that of `benches/tally.py`: the dossiers by
agency, procedure and month of reception, due days from their limits. Reading the files is part of every time. All
tallies must be the same bytes, or nothing is said of their times.

Spark runs on this machine alone, in local mode with two tasks side by side; the time its session takes to start is
told apart, and the first job, in which its workers start, is not timed. Where there is no Java it is not measured.
One line of JSON a measurement. `core_seconds` is the time of processors that was used, which other work on the machine
changes less than `seconds`. `peak_bytes` is the memory that the process which counts needs at its peak
more than before it began, on Spark the most that a Python worker holds in all. `sent_bytes` is the largest tally of a
partition, which is all that leaves a worker.
"""

import json
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

from tally import NONE, THREADS, Columns, marked, peak  # with as many threads for the libraries as it says

import cchc
import cchc.spark
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

RUNS, FILES = 3, 8
# Rows that a reader of one process holds at a time.
BATCH = 1 << 18
COLUMNS = ["received", "limit", "finished", "agency", "procedure"]
# The due date of each dossier: its own number of working days, to the end of the day.
RULES: list[dict[str, Any]] = [{"limit": {"working_days": 1}}]


def written(given: Columns) -> Path:
    """The dossiers as Parquet files, made once."""
    folder = given.folder / "dossiers"
    if folder.exists():
        return folder
    making = given.folder / "dossiers.part"
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir()
    labels = [pa.array(names) for names in given.labels]
    for file in range(FILES):
        rows = slice(given.rows * file // FILES, given.rows * (file + 1) // FILES)
        codes = (given.agency[rows], given.procedure[rows])
        received, finished = given.received[rows], given.finished[rows]
        table = pa.table({
            "received": pa.array(received).view(pa.date32()), "limit": given.limit[rows].astype("int32"),
            "finished": pa.array(finished, mask=finished == NONE).view(pa.date32()),
            "agency": labels[0].take(codes[0]), "procedure": labels[1].take(codes[1]),
        })  # fmt: skip
        pq.write_table(table, making / f"part-{file}.parquet", row_group_size=1_000_000)
    making.rename(folder)
    return folder


def batches(folder: Path, dictionary: bool) -> Iterator[Any]:
    """Record batches of the files, one after the other, a few read ahead."""
    kind = ds.ParquetFileFormat(dictionary_columns=["agency", "procedure"] if dictionary else [])
    files = ds.dataset(folder, format=kind)
    return iter(files.to_batches(columns=COLUMNS, batch_size=BATCH, batch_readahead=4, fragment_readahead=1))


def spent() -> float:
    """The seconds of cores that this process and those below it have used."""
    above, ticks = {}, {}
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = file.read_text(encoding="utf-8").rsplit(")", 1)[1].split()
        except OSError:
            continue
        # The parent; the time in the program and in the system, of the process and of children that have ended.
        above[int(file.parent.name)] = int(fields[1])
        ticks[int(file.parent.name)] = sum(int(field) for field in fields[11:15])

    def below(process: int) -> bool:
        while process in above and process != os.getpid():
            process = above[process]
        return process == os.getpid()

    return sum(own for process, own in ticks.items() if below(process)) / os.sysconf("SC_CLK_TCK")


def say(who: str, rows: int, run: Callable[[], Any], **more: int | float) -> None:
    """Runs and says the medians."""
    took, used = [], []
    for _ in range(RUNS):
        start, before = perf_counter(), spent()
        run()
        took.append(perf_counter() - start)
        used.append(spent() - before)
    times = {"seconds": statistics.median(took), "core_seconds": statistics.median(used)}
    print(json.dumps({"door": "python", "workload": "cluster", "who": who, "rows": rows} | times | more), flush=True)


def in_one_process(given: Columns, folder: Path) -> cchc.Tally:
    tallies = []
    for threads in (1, THREADS):
        for dictionary in (True, False):
            pa.set_cpu_count(threads)

            def run() -> cchc.Tally:
                return cchc.tally_stream(batches(folder, dictionary), given.spec, threads=threads)

            before = marked()
            tallies.append(run())
            most = peak() - before
            what = f"one process, {threads} thread{'s' * (threads > 1)}, {'dictionaries' if dictionary else 'texts'}"
            say(f"cchc tally_stream, {what}", given.rows, run, peak_bytes=most)
    assert all(tally == tallies[0] and tally.rows == given.rows for tally in tallies), "other tallies"
    return tallies[0]


class Watched:
    """What a partition sends, and what its worker held."""

    def __init__(self, spec: dict[str, Any]) -> None:
        self.spec = spec

    def __call__(self, batches: Iterator[Any]) -> Iterator[Any]:
        tally = cchc.tally_stream(batches, self.spec, threads=1)
        status = Path("/proc/self/status").read_text(encoding="utf-8")
        most = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) * 1024
        yield pa.record_batch([[tally.rows], [len(tally.to_bytes())], [most]], ["rows", "sent", "most"])


def local_session(room: Path) -> Any:
    """Spark on this machine alone, which writes what it needs to a folder."""
    os.environ |= {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable, "PYSPARK_DRIVER_PYTHON": sys.executable}
    from pyspark.sql import SparkSession

    settings = {
        "spark.ui.enabled": "false", "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.memory": "2g", "spark.local.dir": str(room), "spark.log.level": "ERROR",
        "spark.sql.warehouse.dir": str(room / "warehouse"), "spark.ui.showConsoleProgress": "false",
        "spark.sql.timestampType": "TIMESTAMP_NTZ", "spark.executorEnv.PYTHONPATH": str(Path(__file__).parent),
    }  # fmt: skip
    builder = SparkSession.builder.master(f"local[{THREADS}]").appName("cchc benches")
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def on_spark(given: Columns, folder: Path, alone: cchc.Tally, room: Path) -> None:
    start = perf_counter()
    session = local_session(room)
    started = perf_counter() - start
    dossiers = session.read.parquet(str(folder)).select(*COLUMNS)

    def count() -> cchc.Tally:
        return cchc.spark.tally(dossiers, given.spec)

    def judge() -> None:
        from pyspark.sql import functions as f

        when = [f.col(name).cast("timestamp_ntz").alias(name) for name in ("received", "finished")]
        as_of = str(given.days[given.as_of - given.first]) + "T23:59:00"
        ask = {"received": "received", "amount": "limit", "finished": "finished", "as_of": as_of}
        judged = cchc.spark.deadlines(dossiers.select(*when, "limit", "agency", "procedure"), RULES, **ask)
        judged.write.format("noop").mode("overwrite").save()

    assert count() == alone, "Spark counts otherwise than one process"
    watched = dossiers.mapInArrow(Watched(given.spec), "rows long, sent long, most long").toArrow().to_pydict()
    assert sum(watched["rows"]) == given.rows
    more = {"peak_bytes": max(watched["most"]), "sent_bytes": max(watched["sent"]), "partitions": len(watched["rows"])}
    say(f"cchc.spark.tally, Spark local, {THREADS} workers", given.rows, count, **more, start_seconds=started)
    judge()
    say(f"cchc.spark.deadlines, Spark local, {THREADS} workers", given.rows, judge)
    session.stop()


def main(folder: Path) -> None:
    given = Columns(folder)
    files = written(given)
    alone = in_one_process(given, files)
    if shutil.which("java") is None:
        print("Spark is not measured: java is missing", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory(dir=folder) as room:
        on_spark(given, files, alone, Path(room))


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve()) if len(sys.argv) == 2 else sys.exit("benches/spark.py FOLDER")
