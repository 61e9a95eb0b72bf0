"""Protections of Kadr: the lines that are each of them, what stands there without it, and the tests
that must notice."""

from typing import NamedTuple


class Protection(NamedTuple):
    """`line` stands in `file` exactly once; `without` takes its place."""

    name: str
    file: str
    line: str
    without: str
    tests: str


OUTBOX, PINS = "tests/services/test_outbox.py", "tests/services/test_pins.py"
PRESSING = "tests/services/test_pressing_at_once.py"
UPLOADS = "tests/blueprints/studio/test_uploads.py"
PLACING = "tests/blueprints/proofing/test_order.py"
POWER = "tests/faults/test_power.py"

PROTECTIONS = (
    Protection(
        "a promise is claimed by one worker",
        "services/outbox.py",
        "OutboxEntry.id == entry_id, or_(_is_due(now), _is_abandoned(now))",
        "OutboxEntry.id == entry_id",
        OUTBOX,
    ),
    Protection(
        "a late verdict is refused by its token",
        "services/outbox.py",
        "OutboxEntry.id == entry.id, OutboxEntry.lease_token == claim.token",
        "OutboxEntry.id == entry.id",
        OUTBOX,
    ),
    Protection(
        "what killed three workers is given up",
        "services/outbox.py",
        "OutboxEntry.crashes >= CRASH_LIMIT - 1",
        "OutboxEntry.crashes >= 1000",
        OUTBOX,
    ),
    Protection(
        "a mail keeps its Message-ID",
        "services/postman.py",
        'letter.msgId = f"<{marker}@',
        'letter.msgId = f"<{id(letter)}@',
        OUTBOX,
    ),
    Protection(
        "a mail server must prove its name",
        "services/smtp_line.py",
        "if server.ignores_certificate:",
        "if True:",
        "tests/services/test_mail_steps.py",
    ),
    Protection(
        "a failed verb takes back what it did",
        "services/transaction.py",
        "    except BaseException:\n        session.rollback()",
        "    except BaseException:\n        session.commit()",
        f"{PLACING} {PRESSING}",
    ),
    Protection(
        "promises are in the commit of their order",
        "services/transaction.py",
        "    db.session.add(entry)\n    if after is None:",
        "    if after is None:",
        OUTBOX,
    ),
    Protection(
        "a cart is closed by one press",
        "services/checkout.py",
        "where(Cart.id == cart.id, Cart.ordered_at.is_(None))",
        "where(Cart.id == cart.id)",
        PRESSING,
    ),
    Protection(
        "the price is the one that was seen",
        "services/checkout.py",
        "if quote.total_cents != checkout.seen_total_cents:",
        "if False:",
        PLACING,
    ),
    Protection(
        "a shop is looked into before it is asked again",
        "services/shop_pushes.py",
        "if began_at is not None:",
        "if False:",
        "tests/services/shops/test_killed_pushes.py",
    ),
    Protection(
        "a shop's redirect is not followed",
        "connectors/line.py",
        "follow_redirects=False",
        "follow_redirects=True",
        "tests/connectors/test_line.py",
    ),
    Protection(
        "no address inside is connected to",
        "connectors/network.py",
        "if not self.allows_private and not all(map(self.is_public, found)):",
        "if False:",
        "tests/connectors/test_network.py",
    ),
    Protection(
        "a session belongs to one studio",
        "blueprints/access.py",
        "Gallery.of_studio(current_user.studio_id).where(Gallery.id == gallery_id)",
        "select(Gallery).where(Gallery.id == gallery_id)",
        UPLOADS,
    ),
    Protection(
        "a form needs the token of its page",
        "app.py",
        "    csrf.init_app(app)\n",
        '    app.jinja_env.globals["csrf_token"] = str\n',
        "tests/blueprints/test_answers.py",
    ),
    Protection(
        "wrong PINs are counted",
        "services/pins.py",
        "    tries.append(wrong)\n",
        "    return None\n",
        PINS,
    ),
    Protection(
        "PINs of one session are judged in turn",
        "services/pins.py",
        "        _hold(gallery)\n",
        "",
        PINS,
    ),
    Protection(
        "a NIP has its check digit",
        "formats/tax_ids.py",
        " and nip.is_valid(tax_id)",
        "",
        "tests/formats/test_tax_ids.py",
    ),
    Protection(
        "the year of a document begins where its studio is",
        "services/document_numbers.py",
        "    year = studio.today().year",
        "    year = date.today().year",
        "tests/services/test_document_numbers.py",
    ),
    Protection(
        "a photo is what its sender said",
        "services/uploads.py",
        "if announced.sha256 and received.sha256 != announced.sha256:",
        "if False:",
        UPLOADS,
    ),
    Protection(
        "an upload is written by one request",
        "media/incoming.py",
        "fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)",
        "pass",
        f"{UPLOADS} tests/media/test_incoming.py",
    ),
    Protection(
        "a photo is synced to the disk",
        "media/incoming.py",
        "            os.fsync(file.fileno())\n",
        "",
        POWER,
    ),
    Protection(
        "a folder is synced to the disk",
        "media/storage.py",
        "    os.replace(temp, path)\n    sync(path.parent)",
        "    os.replace(temp, path)",
        POWER,
    ),
    Protection(
        "a commit waits for the disk",
        "extensions.py",
        '"synchronous=FULL"',
        '"synchronous=NORMAL"',
        POWER,
    ),
    Protection(
        "a photo that burns the processor is ended",
        "media/guard.py",
        "    signal.setitimer(signal.ITIMER_PROF, cpu_s)\n",
        "",
        "tests/media/test_guard.py",
    ),
    Protection(
        "a decoder has its share of memory",
        "media/guard.py",
        "    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))\n",
        "",
        "tests/media/test_guard.py",
    ),
    Protection(
        "a photo that finds no room keeps its tries",
        "services/renditions.py",
        "render_tries=Photo.render_tries - 1",
        "render_tries=Photo.render_tries",
        "tests/faults/test_full_media.py",
    ),
    Protection(
        "a partner's reference names one content",
        "services/partner_orders.py",
        "if _hash(terms) not in {one.body_hash for one in bodies}:",
        "if False:",
        "tests/services/partners/test_partner_orders.py",
    ),
    Protection(
        "tokens stay out of the log",
        "logs.py",
        "            redact,\n",
        "",
        "tests/test_logs.py",
    ),
)
