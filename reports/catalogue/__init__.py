"""The catalogue of good practices: what winners did, and their figures, found by the problem that one has."""
