"""How findings and lists are printed."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any


def as_json(value: Any) -> str:
    """A value as JSON that people can read: rows become an array with one object each."""
    return json.dumps(value, ensure_ascii=False, indent=1, default=str)


def as_csv(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> str:
    """Rows as CSV with a heading; lists are joined by ``；``, cells that a spreadsheet would run are quoted."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row[column]) for column in columns])
    return made.getvalue().rstrip("\n")


def _cell(value: Any) -> str:
    text = "；".join(map(str, value)) if isinstance(value, (list, tuple)) else "" if value is None else str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text
