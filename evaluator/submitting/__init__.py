"""A participant's submission in one file: packed on its own machine, opened with distrust on the secretariat's."""
