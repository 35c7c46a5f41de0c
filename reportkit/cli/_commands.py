"""A group of commands that are the files of a folder: found by their names, and imported when they are called."""

from importlib import import_module
from pkgutil import iter_modules

import click


class Commands(click.Group):
    """The commands of the package `room`; help lists those of `order` first."""

    def __init__(self, *, room: str, order: tuple[str, ...], **settings: object) -> None:
        super().__init__(**settings)  # type: ignore[arg-type] # click's own, passed on as they come
        self.room, self.order = room, order

    def list_commands(self, context: click.Context) -> list[str]:
        found = [module.name for module in iter_modules(import_module(self.room).__path__)]
        names = [name for name in found if not name.startswith("_")]
        return sorted(names, key=lambda name: (self.order.index(name) if name in self.order else len(self.order), name))

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in self.list_commands(context):
            return None
        command: click.Command = import_module(f"{self.room}.{name}").command
        return command
