"""The rules and the arithmetic: pure functions from what was handed in to indicators, scores, ranks and awards."""
