"""What a printed report says of itself, copied into a small file: read here, tested by ``spur.analysis.lint``."""

from spur.intake.printed.read import read_printed

__all__ = ["read_printed"]
