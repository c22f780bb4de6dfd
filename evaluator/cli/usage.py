"""Typer's own words, for help and for wrong use, in the language that is spoken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand, TyperGroup

from evaluator.words import _, later

if TYPE_CHECKING:
    from typer.exceptions import TyperException

TYPERS_WORDS = (
    later("Show this message and exit."),
    later("Install completion for the current shell."),
    later("Show completion for the current shell, to copy it or customize the installation."),
    later("Options"),
    later("Arguments"),
    later("Commands"),
    later("required"),
    later("[required]"),
    later("default: {default}"),
    later("[default: {}]"),
    later("Missing command."),
    later("No such command {name!r}."),
)
"""What Typer says by itself; it stands here for the catalogue."""


class SpokenCommand(TyperCommand):
    """A command whose help is in the language that is spoken, Typer's own words included."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 (Typer's signature)
        """Write the line that shows how the command is called."""
        _write_usage(self, ctx, formatter)

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401 (Typer's signature)
        """Return options and arguments, the help of those that Typer adds translated."""
        return [_translated(param) for param in super().get_params(ctx)]


class SpokenGroup(TyperGroup):
    """The same for the application as a whole."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 (Typer's signature)
        """Write the line that shows how the application is called."""
        _write_usage(self, ctx, formatter)

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401 (Typer's signature)
        """Return options, the help of those that Typer adds translated."""
        return [_translated(param) for param in super().get_params(ctx)]


def _write_usage(command: Any, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 (Typer's types)
    formatter.write_usage(ctx.command_path, " ".join(command.collect_usage_pieces(ctx)), prefix=_("Usage: "))


def _translated(param: Any) -> Any:  # noqa: ANN401 (Typer's types)
    if getattr(param, "help", None):
        param.help = _(param.help)
    return param


def wrong_use(error: TyperException) -> str:
    """Say what was wrong with a command, and where to find help."""
    context = getattr(error, "ctx", None)
    said = _said(error)
    if context is None:
        return said
    return said + "\n" + _("See: {command} --help").format(command=context.command_path)


def _said(error: TyperException) -> str:
    kind = type(error).__name__
    if kind == "NoSuchOption":
        near = ", ".join(getattr(error, "possibilities", None) or ())
        hint = " " + _("Did you mean {near}?").format(near=near) if near else ""
        return _("There is no option {option}.").format(option=getattr(error, "option_name", "")) + hint
    what = _name(getattr(error, "param", None))
    if kind == "MissingParameter":
        return _("{what} is missing.").format(what=what)
    if what:
        return _("{what} does not fit: {reason}").format(what=what, reason=error.message.removeprefix("Value error, "))
    return error.format_message()


def _name(param: Any) -> str:  # noqa: ANN401 (Typer's types)
    """How the user writes the option or argument."""
    if param is None:
        return ""
    options = [name for name in param.opts if name.startswith("-")]
    return str(options[-1] if options else param.name.upper())
