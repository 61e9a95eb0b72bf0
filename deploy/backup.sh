#!/bin/sh
# One backup of everything: the database as it is now, then all files. Old ones go by their age.
# The keys in /etc/kadr are not part of it.
set -eu
. "$(dirname "$0")/places.sh"
need_root
RESTIC_REPOSITORY=$(setting RESTIC_REPOSITORY)
RESTIC_PASSWORD_FILE=$ETC/backup.password
export RESTIC_REPOSITORY RESTIC_PASSWORD_FILE

restic cat config >/dev/null 2>&1 || restic init --quiet
handed=$(mktemp -d "$DATA/backup-XXXXXX")
trap 'rm -rf "$handed"' EXIT
chown kadr:kadr "$handed"
flask "$CURRENT" snapshot take "$handed/kadr.snapshot" >/dev/null
mv "$handed/kadr.snapshot" "$DATA/backup/kadr.snapshot"
# Half-arrived uploads, and what was fetched of a bucket, are not worth keeping.
restic backup --quiet --tag kadr --host kadr --exclude "$DATA/media/.incoming" --exclude ".cached" \
    "$DATA/backup/kadr.snapshot" "$DATA/media"
restic forget --quiet --tag kadr --host kadr --keep-daily 14 --keep-weekly 8 --keep-monthly 12 --prune
restic check --quiet --read-data-subset 1%
chmod 0711 "$DATA/backup"
date -u +%Y-%m-%dT%H:%M:%SZ >"$DATA/backup/last"
say "Backup made: $RESTIC_REPOSITORY"
