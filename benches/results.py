"""Writes RESULTS.md beside this file from the measurements of all doors, one line of JSON each on stdin."""

import json
import os
import platform
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

WORKLOADS = {
    "add_working_days": ("Add working days", "numpy busday_offset"),
    "count_working_days": ("Count working days", "numpy busday_count"),
    "add_working_minutes": ("Add working minutes", "pandas CustomBusinessHour"),
    "deadlines": ("Deadlines: due, elapsed, remaining and outcome", ""),
    "ranks": ("Ranks of 63 units by 100 criteria, a row a draw of the weights", "numpy, matmul"),
    "scores_banded": ("Scores and ranks of 10,000 agencies by 100 indicators, values in bands; a row is one cell", "pandas in floats"),
    "scores_proportional": (
        "Scores and ranks of 10,000 agencies by 100 indicators, ratios in proportion; a row is one cell",
        "pandas in floats",
    ),
    "tally": ("Due dates, outcomes and counts of a province's year by agency, procedure and month, 2 threads unless said", "numpy"),
    "tally_scale": ("The same of more dossiers than are kept: blocks counted as they are made", ""),
    "cluster": ("The same from Parquet files, reading included, in one process and on Spark", ""),
}
DOORS = {"rust": "Rust", "python": "Python", "js": "JavaScript", "r": "R"}


@dataclass
class Line:
    """One measurement."""

    door: str
    workload: str
    who: str
    rows: int
    seconds: float
    rows_that_differ: int | None = None
    # Seconds of cores, where more than one process works; bytes at the peak, and of all the columns that were read.
    core_seconds: float | None = None
    peak_bytes: int | None = None
    input_bytes: int | None = None

    @property
    def per_row(self) -> float:
        """Nanoseconds."""
        return self.seconds / self.rows * 1e9


@dataclass
class Claim:
    """That one is so many times as fast as another; names are how measurements begin."""

    says: str
    workload: str
    own: str
    rival: str
    times: float


def claims() -> list[Claim]:
    days, minutes = "add_working_days", "add_working_minutes"
    made = [Claim("Working days in Rust against numpy busday_offset", days, "cchc Rust", "numpy busday_offset", 40)]
    for kind in ("polars", "numpy, datetime64"):
        through = f"Working days in Python through {kind.split(',')[0]} against "
        for rival, times in (("numpy busday_offset", 25.0), ("polars add_business_days", 25.0), ("numpy by hand", 1.0)):
            made.append(Claim(through + rival, days, f"cchc via {kind}", rival, times))
    hours = "Working hours in Rust, any hours a day, against "
    by_hand = "numpy by hand, int32, the same hours every day: tables of "
    made.append(
        Claim(
            "Working hours in Python through numpy, any hours a day, against numpy by hand on the same instants",
            minutes,
            "cchc via numpy, datetime64[us] in and out, any hours a day",
            "numpy by hand, datetime64[us] in and out",
            2.0,
        )
    )
    for rival, who, times in (
        ("pandas CustomBusinessHour", "pandas CustomBusinessHour", 2000.0),
        ("numpy by hand on int32 minutes in blocks, the same hours every day, with tables of days", f"{by_hand}days", 2.0),
        ("numpy by hand on int32 minutes in blocks, the same hours every day, with a table of every minute", f"{by_hand}every minute", 2.0),
    ):
        made.append(Claim(hours + rival, minutes, "cchc Rust, any hours a day", who, times))
    wasm = "cchc wasm, typed arrays copied in and out"
    made.append(Claim("Working days in WebAssembly against date-fns addBusinessDays", days, wasm, "date-fns", 200))
    for says, own, rival, times in (
        ("Ranks of weights given, in Rust, against numpy, matmul and two argsorts", "cchc Rust, of weights", "numpy, matmul", 4.0),
        ("Ranks of seeded draws, noise drawn and ranks counted, in Rust against numpy", "cchc Rust, seeded", "numpy, noise", 4.0),
        ("Ranks of seeded draws, noise drawn and ranks counted, in Python against numpy", "cchc via numpy, seeded", "numpy, noise", 4.0),
        ("Ranks of seeded draws in Rust against pymcdm on weights given", "cchc Rust, seeded", "pymcdm", 1000.0),
        ("Ranks of seeded draws in Rust against COINr's weight sensitivity", "cchc Rust, seeded", "COINr weight sensitivity", 1000.0),
        ("Ranks of seeded draws in Rust against COINr's Aggregate alone, on weights given", "cchc Rust, seeded", "COINr Aggregate", 1000.0),
    ):
        made.append(Claim(says, "ranks", own, rival, times))
    for rival in ("numpy", "polars", "duckdb", "pandas"):
        made.append(Claim(f"Due dates, outcomes and counts in Python against {rival}", "tally", "cchc, tally_columns", rival, 10.0))
    for workload, what in (("scores_banded", "bands"), ("scores_proportional", "ratios in proportion")):
        for rival, times in (("pandas", 4.0), ("numpy", 1.0)):
            for door, own in (("Rust", "cchc Rust"), ("Python through numpy", "cchc via numpy")):
                says = f"Exact scores and ranks in {door}, {what}, against {rival} in floats"
                made.append(Claim(says, workload, own, f"{rival} in floats", times))
    return made


def found(lines: list[Line], workload: str, who: str) -> list[float]:
    """Nanoseconds a row of all measurements of a name."""
    return [line.per_row for line in lines if line.workload == workload and line.who.startswith(who)]


def judged(lines: list[Line]) -> list[str]:
    """A row a claim: the slowest of one's own against the fastest of the rival's."""
    rows = ["| Claim | at least | measured | |", "|---|--:|--:|---|"]
    for claim in claims():
        own, rival = found(lines, claim.workload, claim.own), found(lines, claim.workload, claim.rival)
        if not own or not rival:
            rows.append(f"| {claim.says} | {claim.times:,.0f}× | | not measured |")
            continue
        times = min(rival) / max(own)
        verdict = "PASS" if times >= claim.times else "**falls short**"
        rows.append(f"| {claim.says} | {claim.times:,.0f}× | {times:,.{1 if times < 100 else 0}f}× | {verdict} |")
    return rows


def costs(lines: list[Line]) -> list[str]:
    """What make-up days and overlays cost the core."""
    days = {what: found(lines, "add_working_days", f"cchc Rust, {what}") for what in
            ("without make-up days", "with make-up days", "with overlays")}  # fmt: skip
    plain, made_up, overlaid = days.values()
    if not (plain and made_up and overlaid):
        return []
    return [
        f"The same column takes {made_up[0] / plain[0]:.2f} times as long on a calendar with make-up days as without, "
        f"and {overlaid[0] / plain[0]:.2f} times with the overlays of an agency."
    ]


def table(lines: list[Line], rival: str) -> list[str]:
    against = found(lines, lines[0].workload, rival) if rival else []
    head = ["", "in", "rows", "ns a row", "million rows/s"]
    head += [f"times {rival}"] if against else []
    more = {"core ns a row": "core_seconds", "MB at the peak": "peak_bytes", "MB read": "input_bytes"}
    more = {title: name for title, name in more.items() if any(getattr(line, name) is not None for line in lines)}
    head += more
    rows = [f"| {' | '.join(head)} |", "|---|---|" + "--:|" * (len(head) - 2)]
    for line in sorted(lines, key=lambda line: line.per_row):
        who = line.who
        if line.rows_that_differ:
            who += f" ({line.rows_that_differ:,} rows differ)"
        cells = [who, DOORS.get(line.door, line.door), f"{line.rows:,}", number(line.per_row), number(1e3 / line.per_row)]
        cells += [number(against[0] / line.per_row)] if against else []
        given = {name: getattr(line, name) for name in more.values()}
        scale = {"core_seconds": 1e9 / line.rows}
        cells += ["" if value is None else number(value * scale.get(name, 1e-6)) for name, value in given.items()]
        rows.append(f"| {' | '.join(cells)} |")
    return rows


def number(value: float) -> str:
    """Three figures, and whole above a hundred."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def machine() -> str:
    info = Path("/proc/cpuinfo")
    models = [line for line in info.read_text().splitlines() if line.startswith("model name")] if info.exists() else []
    model = models[0].split(":")[1].strip() if models else platform.processor() or platform.machine()
    tools = [f"Python {platform.python_version()}"]
    tools += [f"{name} {version(name)}" for name in ("numpy", "polars", "pandas", "pyarrow", "holidays")]
    for command in (["node", "--version"], ["rustc", "--version"]):
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        tools.append(f"{command[0]} {said[-1] if len(said) == 1 else said[1]}")
    return f"{model}, {os.cpu_count()} cores; {', '.join(tools + r_and_coinr())}"


def r_and_coinr() -> list[str]:
    """Their versions, where COINr is installed."""
    asks = 'cat(paste0("R ", getRversion()), paste0("COINr ", packageVersion("COINr")), sep = "\\n")'
    try:
        asked = subprocess.run(["Rscript", "-e", asks], capture_output=True, text=True)
    except FileNotFoundError:
        return []
    return asked.stdout.splitlines() if asked.returncode == 0 else []


ABOUT = """\
Written by `bash benches/run.sh`, which measures again and compares every answer first. The rows are seeded: receptions \
of 2018 to 2025 with limits of 1 to 60 working days, or of 1 to 2,400 working minutes at any hour. Times are medians, \
conversions of the caller's columns included; cchc runs on one thread unless said. Rivals that take long are given fewer rows. A \
rival that cannot express make-up days is compared with cchc on the calendar without them, where every row agrees; \
where rows differ all the same, the table says how many: pandas ends a period that is over as the office closes when \
it opens again, `holidays` 0.109 lacks the swap of 2 January 2026, date-fns knows no holidays. Scores are exact decimals \
in cchc and 64-bit floats in the rivals, where a half that is not quite one is rounded down and moves a total and ranks; \
of the ways numpy has to score them, the one that is fastest here is measured. COINr is measured twice where it is \
installed: its weight sensitivity as its users run it, which builds the index anew \
for each draw, and its `Aggregate` alone; draws in which two totals are equal in decimals are left out of the comparison \
of ranks."""


def page(lines: list[Line]) -> str:
    parts = ["# Results", "", ABOUT, "", f"Machine: {machine()}.", "", "## What is claimed", "", *judged(lines)]
    parts += ["", *costs(lines)]
    for workload, (title, rival) in WORKLOADS.items():
        of_workload = [line for line in lines if line.workload == workload]
        if of_workload:
            parts += ["", f"## {title}", "", *table(of_workload, rival)]
    return "\n".join(parts) + "\n"


def main() -> None:
    read: list[dict[str, Any]] = [json.loads(line) for line in sys.stdin if line.startswith("{")]
    lines = [Line(**{key: value for key, value in line.items() if key in Line.__annotations__}) for line in read]
    assert lines, "no measurements on stdin"
    Path(__file__).with_name("RESULTS.md").write_text(page(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
