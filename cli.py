"""Commands of the application: `flask worker`, `flask relay`, `flask studio create`, …"""

import sys
import time
from contextlib import suppress
from functools import partial

import click
import structlog
from flask import current_app
from flask.cli import AppGroup
from rq import SimpleWorker
from rq.serializers import JSONSerializer
from sqlalchemy.exc import OperationalError, SQLAlchemyError

import cli_data
import config
from bin import forks
from extensions import db
from models.types import utc_now
from services import (
    accounts,
    bursts,
    demo,
    doctor,
    examinations,
    outbox,
    queues,
    renditions,
    schedule,
    second_factors,
    sign_ins,
)
from services.refusals import Refused

log = structlog.get_logger()


def register(app) -> None:
    app.cli.add_command(studio)
    app.cli.add_command(relay)
    app.cli.add_command(worker)
    app.cli.add_command(workers)
    app.cli.add_command(examine)
    app.cli.add_command(cli_data.snapshot)
    app.cli.add_command(cli_data.data)
    app.cli.add_command(fill_demo)
    app.cli.add_command(find_similar)


studio = AppGroup("studio", help="Studios of this installation.")


@studio.command("create")
@click.option("--email", required=True)
@click.option("--name", required=True)
@click.option("--locale", type=click.Choice(["pl", "en"]), default="pl")
@click.option("--live", "is_live", is_flag=True, help="Clients get mails at once: no test mode.")
def create_studio(email: str, name: str, locale: str, is_live: bool) -> None:
    """Make a studio; its password is the first line of standard input, or a link is mailed."""
    password = None if sys.stdin.isatty() else (sys.stdin.readline().rstrip("\n") or None)
    try:
        user = accounts.create_studio(name, email, password, locale, is_live=is_live)
    except Refused as refusal:
        raise click.ClickException(str(refusal)) from refusal
    told = "Password set." if password else "A link to set the password is on its way."
    click.echo(f"Studio {user.studio.id}: {name}, {user.email}. {told}")


@studio.command("operator")
@click.option("--email", required=True)
@click.option("--revoke", is_flag=True, help="Take it away again.")
def set_operator(email: str, revoke: bool) -> None:
    """Let a user of a studio look after the whole installation, at /operator."""
    try:
        accounts.set_operator(email, not revoke)
    except Refused as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(f"{email} is {'no operator any more' if revoke else 'an operator'}.")


@studio.command("second-factor")
@click.option("--reset", "email", required=True, help="Whose telephone and codes are lost.")
def reset_second_factor(email: str) -> None:
    """Take the second factor away from somebody who cannot sign in any more.

    Make sure who asks: whoever has the password is in afterwards.
    """
    try:
        had_one = second_factors.reset(accounts.user_of(email))
    except Refused as refusal:
        raise click.ClickException(str(refusal)) from refusal
    told = "is taken away; every device is signed out" if had_one else "was not there"
    click.echo(f"The second factor of {email} {told}.")


@studio.command("sign-out")
@click.option("--email", required=True)
def sign_out(email: str) -> None:
    """End every sign-in of a user at once."""
    try:
        sign_ins.end_everywhere(accounts.user_of(email))
    except Refused as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(f"{email} is signed out everywhere.")


@click.command("relay")
@click.option("--every", "every_s", type=float, help="Repeat after so many seconds, for ever.")
def relay(every_s: float | None) -> None:
    """Offer the workers everything that is due, and do what the clock asks for."""
    beside = forks.Beside(_do_long_work)
    while True:
        try:
            offered, photos = outbox.relay(), renditions.relay()
            schedule.run_due()
            if every_s is None:
                schedule.run_due(long=True)
            elif not beside.is_busy() and schedule.is_long_due(utc_now()):
                beside.begin()
            if offered or photos:
                log.info("relayed", outbox=offered, photos=photos)
        except OperationalError as error:
            log.warning("database_away", error=str(error.orig))
        db.session.remove()
        if every_s is None:
            return
        time.sleep(every_s)


def _do_long_work() -> None:
    """In a process of its own: reading photos again must not keep a mail waiting. It must not
    speak through the connections of the schedule."""
    db.engine.dispose(close=False)
    schedule.run_due(long=True)


@click.command("worker")
@click.argument("queue", type=click.Choice(queues.QUEUES))
@click.option("--burst", is_flag=True, help="Stop when the queue is empty.")
def worker(queue: str, burst: bool) -> None:
    """Work on one queue until told to stop (RQ loses jobs of a worker with several)."""
    if queue == "renditions":
        from media.renditions import guard

        guard()
    elif queue == "documents":
        from media.guard import confine

        confine()
    connection = queues.connect(timeout_s=None)
    log.info("worker_started", queue=queue)
    _Worker(
        [queues.queue(queue, connection)],
        connection=connection,
        serializer=JSONSerializer,
        log_job_description=False,
    ).work(burst=burst, logging_level="WARNING")


@click.command("workers")
@click.option("--renditions", "count", default=1, help="How many make renditions.")
@click.option("--every", "every_s", default=15.0, help="Rhythm of the schedule, seconds.")
def workers(count: int, every_s: float) -> None:
    """A worker for every queue and the schedule: processes forked from this one.

    They share the memory of what is loaded, about 70 MB each.
    """
    queued = {name: name for name in queues.QUEUES if name != "renditions"}
    # A mail server or a shop that is silent keeps one of them busy, and nobody else waits for it.
    queued |= {"interactive-2": "interactive", "shops-2": "shops"}
    queued |= {f"renditions-{number}": "renditions" for number in range(1, count + 1)}
    works = {name: partial(_invoke, worker, queue=queue) for name, queue in queued.items()}
    works["schedule"] = partial(_invoke, relay, every_s=every_s)
    forks.tend(works, partial(log.warning, "worker_died"))


def _invoke(command: click.Command, **values) -> None:
    click.get_current_context().invoke(command, **values)


@click.command("doctor")
def examine() -> None:
    """Check libraries, database, Redis, storage, files against rows; exit 1 on any fault."""
    findings = []
    for finding in doctor.examine():
        findings.append(finding)
        word = "FAULT" if finding.fault else "ok   "
        click.echo(f"{word} {finding.check} {finding.fault}".rstrip())
    # Without a database nobody can be told later, but here it was said.
    with suppress(SQLAlchemyError):
        examinations.keep(findings)
    if any(finding.fault for finding in findings):
        raise SystemExit(1)


@click.command("demo")
def fill_demo() -> None:
    """Make a studio with two sessions to try Kadr with, once; print how to sign in."""
    demo.fill(config.ROOT / "demo" / "photos")
    click.echo(f"login: {demo.LOGIN}\npassword: {demo.PASSWORD}")


@click.command("find-similar")
def find_similar() -> None:
    """Have similar shots found among photos that were rendered by a Kadr without them."""
    click.echo(f"photos to look at: {bursts.ask_for_fingerprints()}")


class _Worker(SimpleWorker):
    """Runs jobs in its own process, inside one application context each."""

    def perform_job(self, job, queue, execution):
        structlog.contextvars.bind_contextvars(job=job.id)
        with current_app._get_current_object().app_context():  # type: ignore[attr-defined]
            try:
                return super().perform_job(job, queue, execution)
            finally:
                db.session.remove()
                structlog.contextvars.clear_contextvars()
