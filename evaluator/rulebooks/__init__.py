"""Rulebooks by themselves: found, checked, told in words, compared, and made anew from others."""
