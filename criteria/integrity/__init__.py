"""Integrity: what in a log a panel should look at, and whether its times tell anything. Flags, never penalties."""

from criteria.integrity.catalogue import FLAGS, Flag
from criteria.integrity.evidence import complaints_behind
from criteria.integrity.flags import flags
from criteria.integrity.step_times import speeds_unknown, step_times
from criteria.integrity_rules import Thresholds

__all__ = ["FLAGS", "Flag", "Thresholds", "complaints_behind", "flags", "speeds_unknown", "step_times"]
