"""The house stands: imports point down a floor, the front door is light and complete."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import matcher

ROOT = Path(matcher.__file__).parent
FLOORS = [
    "arrow errors config text geo",
    "files model knowledge",
    "sources directory encode index rank",
    "engine ingest register illustrative",
    "batch evaluate explorer training",
    "cli",
]
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms.split()}
FILES = sorted(path for path in ROOT.rglob("*.py") if path.parent != ROOT or not path.name.startswith("__"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_down_a_floor(path: Path):
    room = path.relative_to(ROOT).with_suffix("").parts[0]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, "write imports in full: from matcher.x import y"
            if (node.module or "").startswith("matcher."):
                other = node.module.split(".")[1]
                assert other == room or FLOOR[other] < FLOOR[room], f"{room} must not import {other}"
        if isinstance(node, ast.Import):
            assert not any(name.name.startswith("matcher.") for name in node.names), "from matcher.x import y"


def loaded_after(code: str) -> set[str]:
    """The top-level modules loaded by a fresh interpreter that runs the code."""
    script = f"{code}\nimport sys\nprint(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in done.stdout.splitlines()[-1].split()}


HEAVY = {
    "torch",
    "faiss",
    "pandas",
    "ipywidgets",
    "sklearn",
    "sentence_transformers",
    "pyarrow",
    "numpy",
    "tantivy",
}


def test_import_matcher_is_light():
    assert not loaded_after("import matcher") & HEAVY


def test_a_match_needs_no_heavy_library():
    matcher.open()  # the index of the bundled register is built on first use, which needs more
    loaded = loaded_after(
        "import matcher; matcher.open().match('surgical masks', where='state=Sonora').candidates"
    )
    assert not loaded & {"torch", "faiss", "pandas", "ipywidgets", "sklearn", "sentence_transformers"}


def test_a_match_reads_the_catalogue_from_its_index():
    matcher.open()
    code = "import matcher; matcher.open().match('surgical masks').candidates; import sys"
    code += "; assert 'matcher.knowledge.items' not in sys.modules"
    assert "matcher" in loaded_after(code)


def test_front_door_lists_every_name_and_each_opens():
    assert matcher.__all__ == sorted(matcher.__all__)
    for name in matcher.__all__:
        assert getattr(matcher, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = matcher.nothing
