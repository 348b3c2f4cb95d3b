"""The calculations of Vietnam's administrative reform (cải cách hành chính).

>>> import cchc
>>> calendar = cchc.WorkCalendar.vietnam()
>>> calendar.add_working_days("2026-02-13", 3)  # over the Tết break
datetime.date(2026, 2, 25)

Dates go in as ``datetime.date`` or text and come out as ``datetime.date``; moments may be a
``datetime.datetime`` too, in civil time of Việt Nam. Inside the documents (dicts and lists) they are
ISO text. Points and percentages are exact: give text, ``Decimal`` or
``int``, never a float. There is no clock: the day of a report, ``as_of``, is an argument.

The methods of a calendar that end in ``_column``, and ``deadline_columns``, take columns of numpy,
polars, pyarrow or pandas and answer in kind; ``cchc.columns`` says what a column may be, ``REASONS`` why a row has no answer.
"""

from cchc._native import (
    ERROR_CODES,
    LIMIT_UNITS,
    REASONS,
    ArrowColumn,
    Report,
    RuleSet,
    WorkCalendar,
    __version__,
    apology,
    apology_compliance,
    apology_duty,
    classify,
    data_edition,
    deadline,
    deadline_case,
    dossier_table,
    inspection_summary,
    lunar_day,
    mean,
    movement,
    next_place,
    notices,
    on_time_stats,
    plan_progress,
    procedures_total,
    rank,
    recompute,
    solar_day,
    stage_report,
    standing_before,
    stats_summary,
)
from cchc.columns import OUTCOMES, DeadlineAnswers, deadline_columns
from cchc.errors import CchcError

__all__ = [
    "ERROR_CODES",
    "LIMIT_UNITS",
    "OUTCOMES",
    "REASONS",
    "ArrowColumn",
    "CchcError",
    "DeadlineAnswers",
    "Report",
    "RuleSet",
    "WorkCalendar",
    "__version__",
    "apology",
    "apology_compliance",
    "apology_duty",
    "classify",
    "data_edition",
    "deadline",
    "deadline_case",
    "deadline_columns",
    "dossier_table",
    "inspection_summary",
    "lunar_day",
    "mean",
    "movement",
    "next_place",
    "notices",
    "on_time_stats",
    "plan_progress",
    "procedures_total",
    "rank",
    "recompute",
    "solar_day",
    "stage_report",
    "standing_before",
    "stats_summary",
]
