"""The running text of the results: one module for each kind of sentence, every one filled in from the figures that the
tables beside it show. A sentence says no more than the figures do: those that are withheld are left out as if they were
not there, whoever is highest or lowest is so by the numbers as they are shown, with everybody who shares the place, and
a difference that may be chance is said to be one that may.
"""
