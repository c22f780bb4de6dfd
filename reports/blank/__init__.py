"""Blank workbooks made from a rulebook, to be filled in: checklist, score sheet, complaint log, roster."""
