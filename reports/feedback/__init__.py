"""Feedback: two confidential pages for each participant, that say where it stands and what would help it most."""
