"""Questions that are asked before anything leaves the house: of records in `records/`, of finished pages in `pages/`.

One question per file; what is found is a `Finding`. Mending is for people; laying out is in `render`.
"""
