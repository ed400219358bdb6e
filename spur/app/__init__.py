"""What spur can do, one function a verb: the public Python API, and the only place that joins the rooms.

Everything takes paths, words and a database URL, and either returns what happened or raises
:class:`~spur.records.problem.InvalidInput` with every problem found; then nothing was kept.
"""

import lazy_loader

# What is named in the stub beside this file is imported when it is first asked for: all of it takes a second, and no
# command needs more than a part.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
