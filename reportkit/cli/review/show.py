"""`reportkit review show`: what came back, passage by passage."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportkit.cli._voice import print_json, voiced
from reportkit.cli.review._deciding import returned
from reportkit.cli.review._options import placed

if TYPE_CHECKING:
    from reportkit.reviewing.showing import View


@click.command("show")
@click.argument("id", metavar="ID")
@click.option("--format", "form", type=click.Choice(["text", "html", "json"]), default="text", help="How it is shown.")
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="The file, instead of a print.")
@returned
@placed
@voiced
def command(id: str, form: str, output: Path | None, number: int, event: Path | None, quiet: bool) -> None:
    """Show what came back for a review: each change as [-old-]{+new+} with its number, comments, and all else.

    Of each passage there is what was sent, what the record says now, and what is proposed. The page of --format html is
    one file that needs no other.

    \b
    Example:
      reportkit review show 3-1.kuik.1
      reportkit review show 3-1.kuik.1 --format html -o kuik.html
    """
    from reportkit.reviewing.finding import held
    from reportkit.reviewing.showing import as_data, page, view

    seen = view(held(id, event), number)
    if form == "json" and not output:
        print_json(as_data(seen))
    elif form == "text" and not output:
        from reportkit.cli.review._lines import columns, show
        from reportkit.reviewing.lines import lines

        show(lines(seen, columns()))
    else:
        data = page(seen) if form == "html" else _plain(seen, form)
        if output is None:
            click.echo(data, nl=False)
            return
        from reportkit.write import whole

        whole.write(output, data)
        if not quiet:
            click.echo(output)


def _plain(seen: View, form: str) -> bytes:
    import json

    from reportkit.reviewing.lines import lines
    from reportkit.reviewing.showing import as_data

    if form == "json":
        return (json.dumps(as_data(seen), ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")
    return "".join(f"{''.join(words for _, words in line).rstrip()}\n" for line in lines(seen)).encode()
