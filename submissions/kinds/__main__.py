"""``python -m submissions.kinds > docs/problems.md`` writes the page on problems."""

import sys

from submissions.kinds import as_markdown

sys.stdout.write(as_markdown())
