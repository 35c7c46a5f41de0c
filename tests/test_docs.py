"""README and docs describe what is there, and each command in them runs."""

import json
import re
import shutil
from pathlib import Path

import click
import pytest
from builders import INPUTS
from processes import run

from reportkit.check import pages as finished
from reportkit.check.records import questions
from reportkit.cli import group
from reportkit.records import Contact, EventFile, Mail, Passage, Person, SessionFile, schema
from reportkit.tokens import ROLES, Role, ThemeFile

HOME = Path(__file__).parent.parent
PAGES = [HOME / "README.md", *sorted((HOME / "docs").glob("*.md"))]


def text_of(name: str) -> str:
    return (HOME / name).read_text(encoding="utf-8")


def test_every_command_is_in_the_readme_and_has_a_section() -> None:
    commands = sorted(group.list_commands(None))  # type: ignore[arg-type]
    assert sorted(re.findall(r"^## `reportkit (\w+)", text_of("docs/commands.md"), re.MULTILINE)) == commands
    assert sorted(set(re.findall(r"^\| `reportkit (\w+)", text_of("README.md"), re.MULTILINE))) == commands


def test_every_option_is_documented() -> None:
    page = text_of("docs/commands.md")
    for name in group.list_commands(None):  # type: ignore[arg-type]
        command = group.get_command(None, name)  # type: ignore[arg-type]
        assert command
        section = page.split(f"\n## `reportkit {name}")[1].split("\n## ")[0]
        every = [command, *verbs_of(command)]
        assert [one.name for one in every if "Example:" not in (one.help or "")] == []
        params = [param for one in every for param in one.params]
        options = {option for param in params for option in param.opts if option.startswith("--")}
        assert {option for option in options - {"--quiet", "--verbose"} if not documented(option, section)} == set()


def test_the_verbs_of_a_review_are_documented_in_the_order_of_its_help() -> None:
    sections = re.findall(r"(?<=\n\n)### `reportkit review (\w+)", text_of("docs/commands.md"))
    command = group.get_command(None, "review")  # type: ignore[arg-type]
    assert command
    assert sections == [verb.name for verb in verbs_of(command)]


def verbs_of(command: click.Command) -> list[click.Command]:
    if not isinstance(command, click.Group):
        return []
    context = click.Context(command)
    return [verb for name in command.list_commands(context) if (verb := command.get_command(context, name))]


def documented(option: str, section: str) -> bool:
    short = {"--output": "-o", "--format": "-f"}
    return option in section or short.get(option, option) in section


def test_every_question_is_documented_as_it_is_listed() -> None:
    rows = re.findall(r"^\| `([\w-]+)`(?: \*)? \| (.+\?) \|$", text_of("docs/commands.md"), re.MULTILINE)
    asked = questions()
    assert dict(rows[2 : len(asked) + 2]) == asked
    assert dict(rows[len(asked) + 2 :]) == finished.questions()


def test_every_field_is_documented() -> None:
    page = text_of("docs/writing.md")
    models = (EventFile, SessionFile, Person, Passage, Mail, Contact)
    fields = {field.alias or name for model in models for name, field in model.model_fields.items()}
    assert {field for field in fields if f"`{field}`" not in page and f"`{field}:" not in page} == set()


def test_every_token_of_themes_is_documented() -> None:
    page = text_of("docs/themes.md")
    tables = {name.replace("_", "-"): field.annotation for name, field in ThemeFile.model_fields.items()}
    tokens = {token for table in tables.values() for token in getattr(table, "model_fields", {})}
    wanted = {*(name.replace("-", "_") for name in tables), *tokens, *Role.model_fields, *ROLES}
    aliases = {"zh_hans": "zh-Hans", "zh_hant": "zh-Hant"}
    assert {name for name in wanted if f"`{aliases.get(name, name)}`" not in page} == set()


ENOUGH = 2
"""How many sessions of an event the commands are tried on, beside those that a page names."""


def commands_of(page: Path) -> list[str]:
    """Return the commands of the console blocks of a page, in order."""
    blocks = re.findall(r"```console\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]


@pytest.mark.parametrize(
    "page", [page for page in PAGES if "```console" in page.read_text()], ids=lambda page: page.stem
)
def test_every_command_in_a_page_runs(page: Path, tmp_path: Path) -> None:
    shutil.copytree(INPUTS, tmp_path / "inputs")
    text = page.read_text(encoding="utf-8")
    for event in (tmp_path / "inputs").glob("*/sessions"):
        sessions = sorted(event.glob("*.yaml"), key=lambda path: path.stat().st_size)
        for path in sessions[ENOUGH:]:
            if path.name not in text:
                path.unlink()
    for command in commands_of(page):
        program, *arguments = command.split()
        assert program == "reportkit"
        result = run(*arguments, cwd=tmp_path, XDG_CACHE_HOME=str(tmp_path / "cache"))
        assert (command, result.returncode, result.stderr if result.returncode else "") == (command, 0, "")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_link_leads_to_a_file(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)", re.sub(r"`[^`\n]*`|```.*?```", "", page.read_text(), flags=re.DOTALL))
    assert [target for target in targets if "://" not in target and not (page.parent / target).exists()] == []


def test_the_schemas_beside_the_inputs_are_those_of_today() -> None:
    for record in ("event", "session"):
        assert json.loads((INPUTS / f"schemas/{record}.json").read_text()) == schema(record)
