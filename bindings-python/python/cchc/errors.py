"""Lỗi: the one exception the package raises for data, dates and rules it cannot work with."""

import json
from typing import Any, Literal

__all__ = ["CchcError"]


class CchcError(ValueError):
    """A call that could not be done: what is wrong, where, and what to do.

    ``code`` is stable and listed in ``cchc.ERROR_CODES``; ``kind`` says what a caller can do;
    ``details`` holds the facts behind the message. ``str()`` gives the English message.
    """

    code: str
    kind: Literal["invalid_input", "not_found", "out_of_coverage", "ambiguous", "invalid_data"]
    details: dict[str, Any]

    def __init__(self, document: str) -> None:
        """Reads the error document, JSON text, that the library writes."""
        super().__init__(document)
        fields = json.loads(document)
        self.code = fields["code"]
        self.kind = fields["kind"]
        self.details = fields["details"]
        self._messages: dict[str, str] = fields["message"]

    def message(self, lang: str = "en") -> str:
        """The whole message in English ("en") or Vietnamese ("vi")."""
        if lang not in self._messages:
            raise ValueError(f"language {lang!r} is not known; use vi or en")
        return self._messages[lang]

    def __str__(self) -> str:
        return self._messages["en"]

    def __repr__(self) -> str:
        return f"CchcError({self.code!r}: {self})"
