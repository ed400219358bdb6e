"""The project's own attacker: reads the reports in a folder as anybody can, and tries to find people out."""

from spur.app.attacking.attack import Attacked, attack
from spur.app.attacking.findings import Finding, FindingCode, Notice, NoticeCode
from spur.disclosure.attack import MOST_UNIONS, Harm

__all__ = ["MOST_UNIONS", "Attacked", "Finding", "FindingCode", "Harm", "Notice", "NoticeCode", "attack"]
