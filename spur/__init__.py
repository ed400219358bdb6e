"""spur: the engine behind quality reviews of doctors' training (the SPUR model).

The public Python API is :mod:`spur.app`: one function a verb.
"""

__version__ = "0.1.0"
