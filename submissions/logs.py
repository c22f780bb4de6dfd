"""Complaint logs made ready for the engine: which columns they have, under which names, and what they are written in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from submissions import dictionary, kinds
from submissions.csv_text import CsvForm, blank_rows, inspect
from submissions.engine import connection_of, name, quote
from submissions.files import find_inputs
from submissions.handed_in import InputFile
from submissions.problems import Problem
from submissions.scan import Log
from submissions.tabular import as_tables

if TYPE_CHECKING:
    from pathlib import Path

    from ibis.backends.duckdb import Backend

    from submissions.sources import Terms
