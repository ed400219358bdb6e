"""``python -m spur``."""

from spur.cli import main

main()
