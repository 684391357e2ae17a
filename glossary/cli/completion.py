"""``glossary completion``."""

import click

#: Shells that Click can complete for.
SHELLS = ("bash", "zsh", "fish")


@click.command("completion")
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """Print the script that completes commands, options and their values in a shell.

    \b
    bash  in ~/.bashrc:  eval "$(glossary completion bash)"
    zsh   in ~/.zshrc, after compinit:  eval "$(glossary completion zsh)"
    fish  glossary completion fish > ~/.config/fish/completions/glossary.fish
    """
    from click.shell_completion import get_completion_class

    made = get_completion_class(shell)
    assert made is not None
    root = click.get_current_context().find_root()
    click.echo(made(root.command, {}, "glossary", "_GLOSSARY_COMPLETE").source())
