"""Returned files in: which passage is where, what was changed, and how that goes together with the record as it is now.

A file passes `wordml/gate.py` and is read by `wordml/revisions.py` first. What an editor decides is in `reviewing/`.
"""
