"""WordprocessingML (ECMA-376 part 1): `write` and its neighbours have what python-docx has no words for.

`read` reads finished files; `gate` lets in those of others: of designers for `reference`, of rapporteurs for
`received`, of reviewers for `revisions`. How their parts lead to each other is in `package`.

The only room with `w:` names. What a Word file of ours looks like is in `render/docx.py`; whether a finished one bears
its disclaimer is asked in `check/pages/`.
"""
