"""The README is true: every command in it exists with every option it names, every Python line runs."""

import re
import shlex
from pathlib import Path

import pytest

from matcher.cli import main
from matcher.config import BALANCED

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, flags=re.DOTALL)
COMMANDS = [
    line.removeprefix("$ ").split("  #")[0]
    for language, block in BLOCKS
    if language == "console"
    for line in block.splitlines()
    if line.removeprefix("$ ").startswith("matcher ")
]
COMMANDS += re.findall(r"`(matcher [a-z][^`]*)`", README.replace("\n", " "))


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_exists_with_the_options_it_names(command, capsys):
    words = shlex.split(command)[1:]
    group = words[:2] if words[0] == "index" else words[:1]
    assert main([*group, "--help"]) == 0
    described = capsys.readouterr().out
    for option in (word for word in words if word.startswith("--")):
        assert option in described, f"{option} is no option of matcher {' '.join(group)}"


def test_the_python_in_it_runs(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    (code,) = [block for language, block in BLOCKS if language == "python"]
    exec(compile(code, "README.md", "exec"), {})


def test_it_states_the_weights_as_they_are():
    for name, points in BALANCED.items():
        assert f"| {name} | {points:g} |" in README


def test_what_it_links_to_is_there():
    here = Path(__file__).parents[1]
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        if "://" not in target:
            assert (here / target).exists(), target


def test_every_make_target_in_it_exists():
    makefile = (Path(__file__).parents[1] / "Makefile").read_text("utf-8")
    for target in set(re.findall(r"(?:^|`)make ([a-z-]+)\b", README, flags=re.MULTILINE)):
        assert re.search(rf"^{target}:", makefile, flags=re.MULTILINE), target
