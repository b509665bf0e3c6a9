"""Prose that is tied to its proof: find its links to claims, check them, render them.

Whoever writes a notebook links what a sentence says to the claim that says it, in plain Markdown:

    A security source speaks of at least [20](#claim-at-least-20) arrests.

`rules.check` holds the prose against the data: each number, date and count word is in a link, says
what the claim says, and a disputed claim has its speaker beside it. `html.linker` makes of each
link one that tells a reader who says so, with a small sign for how the texts stand to each other,
which `html.legend_html` explains:

    A     one text alone tells it          A≈B   the other text does not contradict it
    A=B   the other text says the same     A/B   what the other text says cannot be compared
    A≠B   disputed                         A+B?  inferred; A? where only the year is

The sign is a letter and a stroke, and neither colour nor tooltip; a screen reader gets words in
its place.
"""
