"""`cadrebot import`, `template`, `export`, `undo`: what each can do, imported when it is called."""

import click

from bot.cli.frame import Commands, takes_config

_IMPORTS = {
    "roster": ("bot.cli.roster:import_roster", "People, with posts and levels."),
    "enrolments": ("bot.cli.enrolments:import_enrolments", "A unit's list of people for a class."),
    "classes": ("bot.cli.class_books:import_classes", "The year's classes."),
    "sessions": ("bot.cli.class_books:import_sessions", "Timetables of classes."),
    "lecturers": ("bot.cli.lecturer_books:import_lecturers", "Lecturers; leaders approve part-time ones in chat."),
    "results": ("bot.cli.results:import_results", "Results of a class; a second person is to confirm them."),
}
_TEMPLATES = {
    "roster": ("bot.cli.roster:template_roster", "Lists to choose from, an example row, notes."),
    "classes": ("bot.cli.class_books:template_classes", "Classes."),
    "sessions": ("bot.cli.class_books:template_sessions", "Timetables of classes."),
    "lecturers": ("bot.cli.lecturer_books:template_lecturers", "Lecturers."),
    "enrolments": ("bot.cli.enrolments:template_enrolments", "A unit's list of people for a class."),
    "reorganisation": ("bot.cli.reorganising:template_reorganisation", "Units that merge, split or are renamed."),
}
_EXPORTS = {"roster": ("bot.cli.roster:export_roster", "In the form that `import roster` reads.")}
_UNDOS = {
    "import": ("bot.cli.roster:undo_import", "A roster."),
    "enrolments": ("bot.cli.enrolments:undo_enrolments", "The people of a list."),
    "classes": ("bot.cli.class_books:undo_classes", "A file of classes."),
    "sessions": ("bot.cli.class_books:undo_classes", "A file of sessions; they are counted with those of classes."),
    "lecturers": ("bot.cli.lecturer_books:undo_lecturers", "A file of lecturers."),
    "reorganisation": ("bot.cli.reorganising:undo_reorganisation", "A planned one, before its day."),
}


@click.group("import", cls=Commands, table=_IMPORTS)
@takes_config
def import_() -> None:
    """Read a file into the database."""


@click.group(cls=Commands, table=_TEMPLATES)
@takes_config
def template() -> None:
    """Write empty forms."""


@click.group(cls=Commands, table=_EXPORTS)
@takes_config
def export() -> None:
    """Write data to files."""


@click.group(cls=Commands, table=_UNDOS)
@takes_config
def undo() -> None:
    """Take changes back."""
