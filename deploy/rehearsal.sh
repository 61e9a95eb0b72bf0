#!/bin/sh
# What deploy/rehearse.sh runs inside its Debian. The exit code says whether all went as it should.
set -eu
DOMAIN=$1
DATABASE=$2
. /src/first/deploy/places.sh
. /src/first/deploy/fronts.sh
step() { printf '\n== %s\n' "$*" >&2; }
must() { "$@" || stop "FAILED: $*"; }
must_not() { ! "$@" || stop "FAILED, should be refused: $*"; }

# Everything in the database that counts, and the sum of every file.
state() {
    kadr "$CURRENT" .venv/bin/python - <<'PYTHON'
import hashlib, pathlib
from app import create_app
from extensions import db
app = create_app()
with app.app_context():
    for table in db.metadata.sorted_tables:
        if table.name == "outbox_attempts":  # mails that wait are tried again as soon as Kadr runs
            continue
        print(table.name, db.session.scalar(db.select(db.func.count()).select_from(table)))
    root = pathlib.Path(app.config["MEDIA_ROOT"])
    for path in sorted(root.rglob("*")):
        if path.is_file() and ".incoming" not in path.parts:
            print(path.relative_to(root), hashlib.sha256(path.read_bytes()).hexdigest())
PYTHON
}
page() { curl --silent --show-error --insecure --resolve "$DOMAIN:443:127.0.0.1" "$@"; }
code() { page --output /dev/null --write-out '%{http_code}' "$@"; }

step "Install"
must /src/first/deploy/install.sh "$DOMAIN" --self-signed
must [ "$(code "https://$DOMAIN/readyz")" = 200 ]
must [ "$(basename "$(readlink "$CURRENT")")" = first ]

if [ "$DATABASE" = postgresql ]; then
    step "PostgreSQL, as docs/OPERATIONS.md tells it"
    pg_ctlcluster 15 main start
    runuser -u postgres -- createuser kadr
    runuser -u postgres -- createdb --owner kadr kadr
    sed -i "s|^DATABASE_URL=.*|DATABASE_URL=postgresql+psycopg://kadr@/kadr?host=/run/postgresql|" "$ETC/kadr.env"
    must /src/first/deploy/install.sh "$DOMAIN" --self-signed
    must [ "$(code "https://$DOMAIN/readyz")" = 200 ]
fi

step "Install again: nothing changes"
before=$(cat $ETC/kadr.env | sha256sum)
must /src/first/deploy/install.sh "$DOMAIN" --self-signed
must [ "$before" = "$(cat $ETC/kadr.env | sha256sum)" ]

step "A studio with photographs"
flask "$CURRENT" demo >/tmp/login
until flask "$CURRENT" doctor >/tmp/doctor; do cat /tmp/doctor >&2; sleep 2; done
style=$(page "https://$DOMAIN/login" | grep -o '/static/[0-9a-f]*/css/base.css' | head -n 1)
must [ "$(code "https://$DOMAIN$style")" = 200 ]
must [ "$(code "https://$DOMAIN/media/$(cd $DATA/media && find galleries -type f | head -n 1)")" = 404 ]
must_not runuser -u www-data -- cat "$DATA/kadr.sqlite"
must_not runuser -u www-data -- cat "$ETC/kadr.env"
must runuser -u www-data -- test -r "$DATA/media/$(cd $DATA/media && find galleries -type f | head -n 1)"

step "Upgrade"
must /src/second/deploy/upgrade.sh
must [ "$(basename "$(readlink "$CURRENT")")" = second ]
must [ "$(code "https://$DOMAIN/readyz")" = 200 ]

[ "$(front)" = caddy ] && site=$CADDY_RULES || site=$NGINX_SITE
must grep -q "of the second release" "$site"
echo "# by hand" >>"$site"

step "An upgrade that fails goes back"
must_not /src/broken/deploy/upgrade.sh
must [ "$(basename "$(readlink "$CURRENT")")" = second ]
must [ "$(code "https://$DOMAIN/readyz")" = 200 ]
must grep -q "by hand" "$site"

step "Backup, destruction, restore"
must "$CURRENT/deploy/backup.sh"
systemctl stop $SERVICES
state >/tmp/before
rm -rf "$DATA"/media/* "$DATA"/kadr.sqlite*
if [ "$DATABASE" = postgresql ]; then
    runuser -u postgres -- dropdb kadr
    runuser -u postgres -- createdb --owner kadr kadr
fi
must /src/second/deploy/install.sh "$DOMAIN" --self-signed
must "$CURRENT/deploy/restore.sh"
must_not "$CURRENT/deploy/restore.sh"
state >/tmp/after
must diff /tmp/before /tmp/after
must flask "$CURRENT" doctor
must [ "$(code "https://$DOMAIN/readyz")" = 200 ]

systemctl stop $SERVICES "$(front).service" kadr-redis.service
[ "$DATABASE" = sqlite ] || pg_ctlcluster 15 main stop
step "All of it went as it should: $(grep -c . /tmp/after) counts and files the same"
