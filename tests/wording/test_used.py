"""Nothing is promised that is never said: every code of a problem is found somewhere in spur."""

from pathlib import Path

from spur.records.problem import Code

SPUR = Path(__file__).parents[2] / "spur"


def test_every_code_is_used():
    sources = [path.read_text(encoding="utf-8") for path in SPUR.rglob("*.py") if path.name != "code.py"]
    assert [code.name for code in Code if not any(f"Code.{code.name}" in source for source in sources)] == []
