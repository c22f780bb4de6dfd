"""What the judges' marks say of the judges: severity, agreement, outlying marks.

``mixed`` is imported from its own module where it is wanted, because statsmodels is slow to import.
"""

from criteria.judging.agreement import agreement
from criteria.judging.outlying import outlying
from criteria.judging.reasons import Reason
from criteria.judging.severity import Severity, adjusted_marks, severity

__all__ = ["Reason", "Severity", "adjusted_marks", "agreement", "outlying", "severity"]
