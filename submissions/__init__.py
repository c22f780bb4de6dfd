"""What participants and judges hand in: read, checked, and never dropped silently."""
