"""Figures → one :class:`~spur.report.document.Document` → PDF and Excel, and the figures themselves as open data."""
