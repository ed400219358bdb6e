"""Each statement stands once in the ledger, so that what counts as in force, or the newest, is said in one place."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import spur.ledger

VERBS = {"select", "insert", "update", "delete"}
SAYING_SOMETHING = {"where", "join", "group_by", "returning", "values"}


def test_no_statement_is_written_twice() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for path in sorted(Path(spur.ledger.__file__).parent.glob("*.py")):
        for statement in statements(ast.parse(path.read_text(encoding="utf-8"))):
            places[shape(statement)].append(f"{path.name}:{statement.lineno}")
    assert len(places) > 50
    assert {words: where for words, where in places.items() if len(where) > 1} == {}


def statements(node: ast.AST) -> Iterator[ast.Call]:
    """Every select(…).where(…)… as a whole, and those inside of others."""
    links = list(chain(node))
    if links and isinstance(links[-1].func, ast.Name) and links[-1].func.id in VERBS:
        said = {link.func.attr for link in links if isinstance(link.func, ast.Attribute)}
        if said & SAYING_SOMETHING:
            yield links[0]
        inside: list[ast.AST] = [part for link in links for part in (*link.args, *link.keywords)]
    else:
        inside = list(ast.iter_child_nodes(node))
    for each in inside:
        yield from statements(each)


def chain(node: ast.AST) -> Iterator[ast.Call]:
    """The calls of select(…).where(…).limit(…), the last first."""
    while isinstance(node, ast.Call):
        yield node
        node = node.func.value if isinstance(node.func, ast.Attribute) else node.func


def shape(statement: ast.Call) -> str:
    """The statement's words, whatever the tables and variables in it are called."""
    names: dict[str, str] = {}
    copied = ast.parse(ast.unparse(statement))
    for each in ast.walk(copied):
        if isinstance(each, ast.Name) and each.id not in VERBS | {"func"}:
            each.id = names.setdefault(each.id, f"_{len(names)}")
    return ast.unparse(copied)
