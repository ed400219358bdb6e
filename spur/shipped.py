"""Where the files lie that are shipped with spur but are not code: the rubrics, the demonstration's data and
the guides."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def shipped(relative: str) -> Path:
    """The shipped file or folder ``relative``: in the installed package, else at the top of the source tree."""
    installed = _PACKAGE / "_shipped" / relative
    return installed if installed.exists() else _PACKAGE.parent / relative
