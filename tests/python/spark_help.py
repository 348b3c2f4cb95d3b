"""What the workers of test_spark.py run: ways to lose one in the middle of its work."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any


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
