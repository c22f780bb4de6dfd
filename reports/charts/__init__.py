"""Charts as SVG, for the report and the feedback: one style, readable in black and white, the same bytes each time."""
