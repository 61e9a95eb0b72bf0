#!/bin/sh
# Brings a backup back into an installation that holds nothing: after deploy/install.sh on a new machine,
# with the SECRETS_KEY, SECRET_KEY and backup password of the old one in /etc/kadr.
#
#   deploy/restore.sh [ID]     # of `restic snapshots`; without: the latest
set -eu
. "$(dirname "$0")/places.sh"
need_root
RESTIC_REPOSITORY=$(setting RESTIC_REPOSITORY)
RESTIC_PASSWORD_FILE=$ETC/backup.password
export RESTIC_REPOSITORY RESTIC_PASSWORD_FILE

[ -z "$(find "$DATA/media" -type f -not -path '*/.incoming/*' -print -quit)" ] ||
    stop "There are files in $DATA/media. A backup is restored into an empty installation."
systemctl stop $SERVICES
restic restore "${1:-latest}" --tag kadr --host kadr --target / --verify
chown -R kadr:www-data "$DATA/media"
handed=$(mktemp -d "$DATA/backup-XXXXXX")
trap 'rm -rf "$handed"' EXIT
cp "$DATA/backup/kadr.snapshot" "$handed/"
chown -R kadr:kadr "$handed"
flask "$CURRENT" snapshot put-back "$handed/kadr.snapshot"
flask "$CURRENT" db upgrade >&2
systemctl start $SERVICES
wait_until_ready || stop "Kadr does not answer. Look at: journalctl -u kadr-web"
flask "$CURRENT" doctor
