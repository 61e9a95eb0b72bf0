#!/bin/sh
# A life of an installation in a Debian of its own: installed, given a studio with photographs, upgraded,
# upgraded to a release that fails, backed up, destroyed, restored, examined. Nothing of it leaves this
# machine: once the packages are there it runs in a network of its own.
#
#   deploy/rehearse.sh FOLDER [nginx|caddy] [sqlite|postgresql]
#
# Needs root and debootstrap; FOLDER keeps the Debian for the next time.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
[ "$(id -u)" = 0 ] || { echo "Run this as root." >&2; exit 1; }
[ $# -ge 1 ] || { echo "Use: $0 FOLDER [nginx|caddy] [sqlite|postgresql]" >&2; exit 1; }
root=$1
front=${2:-nginx}
database=${3:-sqlite}
DOMAIN=photos.kadr.test

step() { printf '\n== %s\n' "$*" >&2; }

# What this machine knows of package registries, so that the Debian reaches the same.
make_debian() {
    [ -e "$root/.made" ] && return
    mirror=$(apt-get indextargets --format '$(SITE)/' 'Created-By: Packages' | grep -m1 -v security)
    rm -rf --one-file-system "$root"
    debootstrap --variant=minbase --include=ca-certificates,python3,git,adduser bookworm "$root" "$mirror" >&2
    cp -a /etc/apt/sources.list.d/. "$root/etc/apt/sources.list.d/"
    cp -a /etc/apt/apt.conf.d/99* "$root/etc/apt/apt.conf.d/" 2>/dev/null || true
    cp -L --remove-destination /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
    [ ! -e /etc/pip.conf ] || cp /etc/pip.conf "$root/etc/pip.conf"
    cp /etc/resolv.conf "$root/etc/resolv.conf"
    printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
    chmod +x "$root/usr/sbin/policy-rc.d"
    # Units are read and run as systemd would, without being the first process of a machine.
    in_debian sh -c 'apt-get update -qq && apt-get install -y -qq --no-install-recommends systemctl procps curl' >&2
    touch "$root/.made"
}

in_debian() {
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
        KADR_FRONT="$front" chroot "$root" "$@"
}

# place_release NAME: this folder as a release of that name.
place_release() {
    mkdir -p "$root/src/$1"
    git -C "$here" archive HEAD | tar -C "$root/src/$1" -xf -
    echo "$1" >"$root/src/$1/VERSION"
}

make_debian
rm -rf "$root/src" "$root/etc/kadr" "$root/var/lib/kadr" "$root/var/backups/kadr" "$root/opt/kadr/current" \
    "$root/etc/nginx/sites-available/kadr" "$root/etc/caddy/kadr.caddy"
for name in first second broken; do
    rm -rf "$root/opt/kadr/releases/$name"
    place_release "$name"
done
echo "# of the second release" | tee -a "$root/src/second/deploy/nginx/kadr.conf" >>"$root/src/second/deploy/caddy/kadr.caddy"
printf 'raise SystemExit("a release that does not start")\n' >>"$root/src/broken/deploy/gunicorn.conf.py"
mkdir -p "$root/src/photos"
cp "$here"/demo/photos/*.JPG "$root/src/photos/"
cp "$here/deploy/rehearsal.sh" "$root/src/rehearsal.sh"

step "Packages and releases, the only part that needs the network"
mount -t proc proc "$root/proc" && mount --rbind /dev "$root/dev"
trap 'umount -l "$root/dev" "$root/proc"' EXIT
in_debian /src/first/deploy/install.sh --prepare
[ "$database" = sqlite ] || in_debian sh /src/first/bin/apt-install postgresql postgresql-client
for name in second broken; do
    in_debian sh -c ". /src/$name/deploy/places.sh && build_release /src/$name" >/dev/null
done

step "From here on in a network of its own"
unshare --net --mount --pid --fork --kill-child sh -c "
    ip link set lo up 2>/dev/null || ifconfig lo up
    mount -t proc proc '$root/proc'
    # The stand-in for systemd gives nobody a part of root's rights, such as Caddy's to port 443.
    echo 0 >/proc/sys/net/ipv4/ip_unprivileged_port_start
    exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 KADR_FRONT=$front \\
        chroot '$root' sh /src/rehearsal.sh $DOMAIN $database"
