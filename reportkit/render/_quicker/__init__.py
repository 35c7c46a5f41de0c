"""WeasyPrint 70 with less work: what it does twice, or for every case there might be, is done once here, or at need.

Each module takes the place of some of its functions, keeps the former one as `__wrapped__` and leaves to it whatever is
rare; each is tested to print the same, byte by byte. Nothing in here decides what a page looks like: without it, pages
are the same and take longer. `start.py` is about WeasyPrint's own start; `rules.py`, `values.py`, `lines.py` and
`drawn.py` are about a page on its way through it; `columns.py`, `margins.py` and `pages.py` are about books.
"""
