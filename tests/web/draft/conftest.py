"""The workspace of the workspace's own tests, with its people and its project."""

from tests.workspace.conftest import (  # noqa: F401
    anna,
    boris,
    changing,
    draft,
    project,
    talking,
    tree,
    workspace,
    writing,
)
