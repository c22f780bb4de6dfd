"""The synthetic year: a competition folder of any size, made up from a seed, with dirt that is known row by row."""

from evaluator.synth.competition import SynthReport, synthesise

__all__ = ["SynthReport", "synthesise"]
