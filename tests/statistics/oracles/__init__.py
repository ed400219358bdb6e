"""Which of spur's functions answers which of R's vectors, a module for each section of the specification.

A module has ``ANSWERS``: a vector's method → a function of its input that returns what R returns, in the same shape;
and ``LEFT_OUT``: a method that spur does not have → why. Of a dictionary only the keys that are returned are compared;
the others stand in ``OTHER_KEYS`` with the reason.
"""
