"""Sets of roles are named once, in common/roles.py."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import common.roles
from common.roles import Role
from integrity_portal.quality import APPS

ROOT = Path(__file__).resolve().parents[1]
HOME = ROOT / "common" / "roles.py"


def spelled_sets(tree: ast.AST) -> Iterator[tuple[int, frozenset[str]]]:
    """The lines where a set is spelled role by role, with the names of its roles."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Set) and all(
            isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name) and one.value.id == "Role"
            for one in node.elts
        ):
            yield node.lineno, frozenset(one.attr for one in node.elts if isinstance(one, ast.Attribute))


def named_sets() -> dict[frozenset[str], str]:
    """What common/roles.py names, by its roles."""
    found = {name: value for name, value in vars(common.roles).items() if isinstance(value, frozenset)}
    return {frozenset(Role(one).name for one in value): name for name, value in found.items()}


def spellings() -> dict[frozenset[str], list[str]]:
    """Where each set is spelled, outside common/roles.py."""
    places: dict[frozenset[str], list[str]] = defaultdict(list)
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            if path != HOME and "migrations" not in path.parts:
                for line, roles in spelled_sets(ast.parse(path.read_text(encoding="utf-8"))):
                    places[roles].append(f"{path.relative_to(ROOT)}:{line}")
    return places


def test_a_set_of_roles_that_has_a_name_is_not_spelled_again() -> None:
    named = named_sets()
    again = {named[roles]: places for roles, places in spellings().items() if roles in named}
    assert not again


def test_a_set_of_roles_that_two_files_need_has_a_name() -> None:
    assert not {", ".join(sorted(roles)): places for roles, places in spellings().items() if len(places) > 1}


def test_a_spelled_set_is_seen() -> None:
    assert [roles for _, roles in spelled_sets(ast.parse("A = frozenset({Role.CLERK, Role.AUDITOR})"))] == [
        frozenset({"CLERK", "AUDITOR"})
    ]
