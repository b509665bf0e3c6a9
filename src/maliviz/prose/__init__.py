"""Prose that is tied to its proof: find its links to claims, check them, render them.

Whoever writes a notebook links what a sentence says to the claim that says it, in plain Markdown:

    A security source speaks of at least [20](#claim-at-least-20) arrests.

`rules.check` holds the prose against the data: each number, date and count word is in a link, says
what the claim says, and a disputed claim has its speaker beside it. `html.render` makes of each
link one that tells a reader who says so, by five signs, which stand before the first of them:

    A         text A says so             disputed   another speaker says otherwise
    B         text B says so             inferred   no text says so; it is concluded
    A B       both say so

They are words and letters, neither colour nor tooltip, and stand outside the text, so that a
sentence that is copied is clean.
"""
