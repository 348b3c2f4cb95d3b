"""The calculations of Vietnam's administrative reform (cải cách hành chính).

>>> import cchc
>>> calendar = cchc.WorkCalendar.vietnam()
>>> calendar.add_working_days("2026-02-13", 3)  # over the Tết break
datetime.date(2026, 2, 25)

Dates go in as ``datetime.date`` or text and come out as ``datetime.date``; moments may be a
``datetime.datetime`` too, in civil time of Việt Nam. Inside the documents (dicts and lists) they are
ISO text. Points and percentages are exact: give text, ``Decimal`` or
``int``, never a float. There is no clock: the day of a report, ``as_of``, is an argument.

The methods of a calendar that end in ``_column``, ``deadline_columns``, ``RuleSet.score_columns`` and
``rank_column`` take columns of numpy, polars, pyarrow or pandas and answer in kind; ``cchc.columns`` says
what a column may be, ``REASONS`` and ``SCORE_REASONS`` why a row has no answer. Floats are taken by
``rank_draws`` and ``tally_draws`` alone, which order units and make no points. Tables of dossiers are counted by
``tally_columns`` and ``tally_stream`` into tallies that merge; ``cchc.tallies`` says what a table may be.
"""

from cchc._native import (
    ERROR_CODES,
    LIMIT_UNITS,
    REASONS,
    SCORE_REASONS,
    ArrowColumn,
    Report,
    RuleSet,
    Tally,
    TallyCounter,
    WorkCalendar,
    __version__,
    apology,
    apology_compliance,
    apology_duty,
    check_classes,
    classify,
    classify_units,
    data_edition,
    deadline,
    deadline_case,
    dossier_table,
    inspection_summary,
    lunar_day,
    mean,
    movement,
    movements,
    next_place,
    notices,
    on_time_stats,
    plan_progress,
    procedures_total,
    rank,
    rank_column,
    rank_draws,
    recompute,
    robustness,
    solar_day,
    stage_report,
    standing_before,
    stats_summary,
    survey_bootstrap,
    survey_margin,
    survey_questionnaire,
    survey_results,
    survey_sample_size,
    survey_tally,
    survey_wilson,
    tally_draws,
)
from cchc.columns import OUTCOMES, DeadlineAnswers, ScoreAnswers, deadline_columns
from cchc.errors import CchcError
from cchc.tallies import tally_columns, tally_figures, tally_members, tally_stream

__all__ = [
    "ERROR_CODES",
    "LIMIT_UNITS",
    "OUTCOMES",
    "REASONS",
    "SCORE_REASONS",
    "ArrowColumn",
    "CchcError",
    "DeadlineAnswers",
    "Report",
    "RuleSet",
    "ScoreAnswers",
    "Tally",
    "TallyCounter",
    "WorkCalendar",
    "__version__",
    "apology",
    "apology_compliance",
    "apology_duty",
    "check_classes",
    "classify",
    "classify_units",
    "data_edition",
    "deadline",
    "deadline_case",
    "deadline_columns",
    "dossier_table",
    "inspection_summary",
    "lunar_day",
    "mean",
    "movement",
    "movements",
    "next_place",
    "notices",
    "on_time_stats",
    "plan_progress",
    "procedures_total",
    "rank",
    "rank_column",
    "rank_draws",
    "recompute",
    "robustness",
    "solar_day",
    "stage_report",
    "standing_before",
    "stats_summary",
    "survey_bootstrap",
    "survey_margin",
    "survey_questionnaire",
    "survey_results",
    "survey_sample_size",
    "survey_tally",
    "survey_wilson",
    "tally_columns",
    "tally_draws",
    "tally_figures",
    "tally_members",
    "tally_stream",
]
