#!/bin/sh
# Puts Kadr on a Debian 12: packages, user, folders, keys, database, services, nginx, certificate.
# Run as root from the folder of a release. Running it again changes nothing that is there already.
#
#   deploy/install.sh photos.example.com you@example.com
#   deploy/install.sh photos.example.com --self-signed    # behind another proxy, or to try it
#   deploy/install.sh --prepare                           # packages and release only
#   KADR_FRONT=caddy deploy/install.sh …                  # Caddy instead of nginx
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
. "$here/deploy/places.sh"
. "$here/deploy/fronts.sh"
need_root

PACKAGES="python3-venv redis-server restic ca-certificates
libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

# install_packages EMAIL|--self-signed|--prepare
install_packages() {
    wanted="$PACKAGES $(front_packages "$1")"
    missing=""
    for package in $wanted; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    say "Installing:$missing"
    sh "$here/bin/apt-install" $missing
    # Kadr starts a Redis of its own; the one that came with the package would only take room.
    case $missing in *redis-server*) systemctl disable --quiet --now redis-server.service ;; esac
}

make_user() {
    id kadr >/dev/null 2>&1 || adduser --system --group --home "$DATA" --no-create-home --quiet kadr
}

# nginx passes through to the pictures, as their group, and reads nothing else.
make_folders() {
    install -d -m 0750 -o root -g kadr "$ETC"
    install -d -m 0755 "$RELEASES"
    install -d -m 0711 -o kadr -g kadr "$DATA"
    install -d -m 2750 -o kadr -g www-data "$DATA/media"
    install -d -m 0700 -o kadr -g kadr "$DATA/redis"
    # Kadr looks at the time of the last backup, and reads nothing else there.
    install -d -m 0711 "$DATA/backup"
}

# make_settings DOMAIN
make_settings() {
    if [ ! -e "$ETC/kadr.env" ]; then
        keys=$("$release/.venv/bin/python" -c 'import secrets
from cryptography.fernet import Fernet
print(secrets.token_urlsafe(48), Fernet.generate_key().decode())')
        sed -e "s|^SECRET_KEY=.*|SECRET_KEY=${keys% *}|" -e "s|^SECRETS_KEY=.*|SECRETS_KEY=${keys#* }|" \
            -e "s|photos.example.com|$1|g" "$here/deploy/kadr.env.example" >"$ETC/kadr.env.new"
        chown root:kadr "$ETC/kadr.env.new"
        chmod 0640 "$ETC/kadr.env.new"
        mv "$ETC/kadr.env.new" "$ETC/kadr.env"
        say "Settings: $ETC/kadr.env. Keep a copy of its keys on another machine."
    fi
    if [ ! -e "$ETC/backup.password" ]; then
        (umask 077 && python3 -c 'import secrets; print(secrets.token_urlsafe(32))' >"$ETC/backup.password")
        say "Password of the backups: $ETC/backup.password. Keep a copy of it, too."
    fi
}

place_services() {
    place_units "$here"
    systemctl enable --quiet kadr-redis.service $SERVICES kadr-backup.timer
}

[ $# -ge 1 ] || stop "Use: $0 DOMAIN EMAIL, or $0 DOMAIN --self-signed"
install_packages "${2:-$1}"
release=$(build_release "$here")
[ "$1" != --prepare ] || exit 0
[ $# -eq 2 ] || stop "Use: $0 $1 EMAIL, or $0 $1 --self-signed"

make_user
make_folders
make_settings "$1"
place_services
if [ -e "$CURRENT" ] && [ "$(readlink -f "$CURRENT")" != "$release" ]; then
    stop "Kadr is here already. A newer one comes by: $here/deploy/upgrade.sh"
fi
use_release "$release"
systemctl start kadr-redis.service
flask "$release" db upgrade >&2
systemctl restart $SERVICES
get_certificate "$1" "$2"
place_site "$release" "$release"
systemctl start kadr-backup.timer || say "The nightly backup was not started: systemctl start kadr-backup.timer"
wait_until_ready || stop "Kadr does not answer. Look at: journalctl -u kadr-web"
say "Kadr answers at https://$1. A studio, whose password is mailed as a link:"
say "  cd $CURRENT && deploy/flask studio create --email you@example.com --name 'Your studio'"
