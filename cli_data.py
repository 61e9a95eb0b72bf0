"""Commands about all that an installation keeps: `flask snapshot take`, `flask data copy`, …"""

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

import config_values
from services import database_copy, file_copy, files, snapshots

snapshot = AppGroup("snapshot", help="The whole database as one file.")


@snapshot.command("take")
@click.argument("target", type=click.Path(path_type=Path))
def take_snapshot(target: Path) -> None:
    """Write the database as it is now into a new file; everything else goes on."""
    try:
        size_bytes = snapshots.take(target)
    except snapshots.SnapshotFailed as failure:
        raise click.ClickException(str(failure)) from failure
    click.echo(f"{target}: {size_bytes} bytes")


@snapshot.command("put-back")
@click.argument("source", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--replace", "replaces", is_flag=True, help="Lose the studios that are there now.")
def put_snapshot_back(source: Path, *, replaces: bool) -> None:
    """Make the database what it was, while nothing else of Kadr runs."""
    try:
        snapshots.put_back(source, replaces=replaces)
    except snapshots.SnapshotFailed as failure:
        raise click.ClickException(str(failure)) from failure
    click.echo("The database is as it was.")


data = AppGroup("data", help="The database and the files of this installation, as a whole.")


def _value(parse):
    """An address on the command line is held to what a setting may be."""

    def parsed(_context, _option, text: str | None) -> str | None:
        try:
            return text and parse(text)
        except ValueError as error:
            raise click.BadParameter(str(error)) from error

    return parsed


@data.command("copy")
@click.option("--database", callback=_value(config_values.database), help="Of another database.")
@click.option("--files", "bucket", callback=_value(config_values.bucket), help="Of a bucket.")
def copy_data(database: str | None, bucket: str | None) -> None:
    """Copy the database, the files or both elsewhere, and compare; stop the services first.

    Run it again after whatever stopped it: it goes on. Nothing here is changed.
    """
    if not database and not bucket:
        raise click.UsageError("Say where to: --database, --files, or both.")
    if bucket:
        _copy_files(bucket)
    if database:
        _copy_database(database)


def _copy_database(url: str) -> None:
    try:
        for copied in database_copy.copy(url):
            click.echo(f"{copied.table}: {copied.rows}")
    except database_copy.CopyRefused as refused:
        raise click.ClickException(str(refused)) from refused
    click.echo("The databases are the same. Now write DATABASE_URL into the settings.")


def _copy_files(url: str) -> None:
    target = files.storage_of(current_app.config, url)
    so_far = file_copy.FilesCopied()
    for so_far in file_copy.copy(files.storage(), target):
        megabytes = so_far.sent_bytes // 1_000_000
        click.echo(f"files: {so_far.sent} sent ({megabytes} MB), {so_far.there} there before")
    for key, reason in so_far.failed:
        click.echo(f"FAULT {key} {reason}")
    if so_far.failed:
        raise click.ClickException(f"{len(so_far.failed)} files are not there. Run it again.")
    click.echo("Every file is there. Now write STORAGE_URL into the settings.")
