"""What participants and judges hand in: read, checked, and never dropped silently."""

from submissions.read import read

__all__ = ["read"]
