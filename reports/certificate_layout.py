"""Where everything on a certificate stands: one stack of lines on the axis, in sizes that fit. Lengths are points.

Sizes are tried from generous to dense; what is left over is spread over the gaps that may stretch.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import batched

from criteria.rulebook import Signatory, Title
from reports import refusals
