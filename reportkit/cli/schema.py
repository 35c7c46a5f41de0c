"""`reportkit schema`: what editors need to complete and check records."""

import click

from reportkit.cli._voice import print_json, voiced


@click.command("schema")
@click.argument("record", type=click.Choice(["event", "session"]), default="session")
@voiced
def command(record: str, quiet: bool) -> None:
    """Print the JSON Schema (2020-12) of session files, or of event.yaml.

    \b
    Example:
      reportkit schema event > schemas/event.json
    """
    from reportkit.records import schema

    print_json(schema(record))
