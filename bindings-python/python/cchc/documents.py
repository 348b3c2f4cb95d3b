"""Tài liệu: what of Python may stand in a document beside text, numbers, lists and dicts."""

import json
from datetime import date
from decimal import Decimal
from numbers import Integral

__all__ = ["plain", "written"]


def plain(value: object) -> str | int:
    """The plain form of a value that JSON has none for; a ``TypeError`` for any other.

    ``Decimal`` and dates become text, so nothing is rounded; whole numbers of other packages
    become ``int``. Whatever else would have to be guessed, so it is refused.
    """
    if isinstance(value, Decimal | date):
        return str(value)
    if isinstance(value, Integral):
        return int(value)
    raise TypeError(f"{type(value).__name__} cannot stand in a document; give text, int, Decimal, date, list or dict")


def written(document: object) -> str:
    """A document as JSON text."""
    return json.dumps(document, default=plain)
