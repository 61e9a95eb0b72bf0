#!/bin/sh
# Brings the installation to the release in whose folder this script lies: built beside the one that
# runs, after a backup; back to the one before, database included, when the new one does not answer.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
. "$here/deploy/places.sh"
. "$here/deploy/fronts.sh"
need_root
KEPT=3

[ -e "$CURRENT" ] || stop "There is no Kadr here. Begin with deploy/install.sh."
before=$(readlink -f "$CURRENT")
say "Building the release"
release=$(build_release "$here")
[ "$release" != "$before" ] || stop "This release runs already: $release"
flask "$release" routes >/dev/null || stop "The new release does not start with these settings. Nothing was changed."
was_sound=yes
flask "$before" doctor >/dev/null 2>&1 || was_sound=no
[ $was_sound = yes ] || say "There are faults already; deploy/flask doctor names them. The upgrade goes on."
say "Making a backup"
"$CURRENT/deploy/backup.sh"

handed=$(mktemp -d "$DATA/upgrade-XXXXXX")
chown kadr:kadr "$handed"

go_back() {
    say "The new release failed: back to $before"
    systemctl stop $SERVICES
    use_release "$before"
    flask "$before" snapshot put-back --replace "$handed/kadr.snapshot" >&2
    place_units "$before"
    systemctl start $SERVICES
    place_site "$before" "$release"
    wait_until_ready || stop "The old release does not answer either. Look at: journalctl -u kadr-web"
    rm -rf "$handed"
    stop "Nothing was upgraded. Kadr runs as before."
}

systemctl stop $SERVICES
flask "$before" snapshot take "$handed/kadr.snapshot" >/dev/null || { systemctl start $SERVICES; stop "No snapshot: nothing was changed."; }
flask "$release" db upgrade >&2 || go_back
use_release "$release"
place_units "$release"
systemctl start $SERVICES || go_back
wait_until_ready || go_back
place_site "$release" "$before" || go_back
flask "$release" doctor >&2 || [ $was_sound = no ] || go_back
rm -rf "$handed"
say "Kadr runs as $(basename "$release")"

# The newest few stay, to look at or to go back to by hand.
for old in $(ls -1dt "$RELEASES"/*/ | tail -n +$((KEPT + 1))); do
    old=${old%/}
    [ "$old" = "$release" ] || [ "$old" = "$before" ] || rm -rf "$old"
done
