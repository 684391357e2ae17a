"""A command whose many options are listed under headings."""

from collections.abc import Mapping, Sequence

import click


class Grouped(click.Command):
    """A command with ``sections``: heading -> parameters in their order; what is in none comes last."""

    sections: Mapping[str, Sequence[str]] = {}

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, each section with its heading."""
        records = {
            param.name: record
            for param in self.get_params(ctx)
            if isinstance(param, click.Option) and (record := param.get_help_record(ctx))
        }
        for heading, names in self.sections.items():
            with formatter.section(heading):
                formatter.write_dl([records.pop(name) for name in names if name in records])
        if records:
            with formatter.section("Other"):
                formatter.write_dl(list(records.values()))
