"""How sure the ranking is: what resampled weights, complaints and judges, and other methods, would have made of it.

Nothing here changes a rank or an award; it says how far each can be trusted.
"""
