"""A review round, step by step: draft, send, collect, decide, apply, sign off.

One step, one file; each is a corridor from records to the ledger beside them. Which review is meant is found in
`finding.py`. Words of drafts and letters are decided in `compose`, mail leaves through `deliver`, returned files are
read in `collect`, and all files of a review are kept by `write/ledger.py`.
"""
