"""A review round, step by step, each a corridor from records to the ledger beside them.

    draft     drafting.py      a Word file for each speaker, kept as it will be sent
    send      sending.py       who gets what, each of it once
                lettering.py     the letters; guarding.py asks whether each is for the right person
                outbox.py        what the log knows of letters, so that none leaves twice
    collect   collecting.py    what came back is kept and read
                matching.py      which review it is of; telling.py says it in a few lines
    show      showing.py       all that came back; lines.py for a terminal
    decide    deciding.py      accept, reject, or put other words there
    apply     applying.py      into the record; meeting.py brings both sides together
    redline   redline.py       what has changed since the sending, as a Word file
    close     closing.py       how a review ends
    status    signoff.py       everybody of an event; standing.py has the states, and where one speaker stands
    purge     purging.py       the originals go

Which review or record a command means is found in `finding.py`. Words of drafts and letters are decided in `compose`,
mail leaves through `deliver`, returned files are read in `collect`, and all files of a review are kept by
`write/ledger.py`; what they say is in `reviews.py`.
"""
