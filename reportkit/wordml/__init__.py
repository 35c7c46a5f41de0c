"""WordprocessingML (ECMA-376 part 1): `write` and its neighbours have what python-docx has no words for.

`read` reads finished files; `gate` and `reference` let in those of designers.

The only room with `w:` names. What a Word file of ours looks like is in `render/docx.py`; whether a finished one bears
its disclaimer is asked in `check/pages/`.
"""
