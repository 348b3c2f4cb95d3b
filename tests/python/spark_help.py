"""What the workers of test_spark.py run: a stand-in for tallies, and ways to lose a worker in the middle of its work."""

import json
import os
import signal
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cchc


class Tally:
    """Counts that merge, by what ``tally_columns`` below is told to count by."""

    def __init__(self, counts: Counter[str]) -> None:
        self.counts = counts

    def merge(self, other: "Tally") -> "Tally":
        return Tally(self.counts + other.counts)

    def to_bytes(self) -> bytes:
        return json.dumps(self.counts, sort_keys=True).encode()

    @staticmethod
    def from_bytes(data: bytes) -> "Tally":
        return Tally(Counter(json.loads(data)))


def tally_columns(columns: dict[str, Any], spec: dict[str, Any], calendar: cchc.WorkCalendar) -> Tally:
    """Early, on time, late, in progress or overdue at a day, by the dimensions; an id counts once a call."""
    received, finished = (columns[name].cast("date32") for name in ("received", "finished"))
    due = calendar.add_working_days_column(received, columns["limit"])[0]
    names = [columns["by"][name].to_pylist() for name in spec["by"]]
    ids = columns["id"].to_pylist() if "id" in columns else range(len(received))
    counts: Counter[str] = Counter()
    met = set()
    for id, due_on, done, *group in zip(ids, due.to_pylist(), finished.to_pylist(), *names):
        if id in met:
            counts["twice"] += 1
            continue
        met.add(id)
        if done is None:
            outcome = "overdue" if str(due_on) < spec["as_of"] else "in_progress"
        else:
            outcome = "early" if done < due_on else "on_time" if done == due_on else "late"
        counts["|".join(map(str, [*group, outcome]))] += 1
    return Tally(counts)


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
