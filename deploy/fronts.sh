# The web server in front of Kadr: nginx, or Caddy where it was installed with KADR_FRONT=caddy.
# Sourced by the scripts that need one, after places.sh.

NGINX_SITE=/etc/nginx/sites-available/kadr
CADDY_RULES=/etc/caddy/kadr.caddy
CADDY_ADDRESSES=/etc/systemd/system/caddy.service.d/kadr.conf

front() {
    if [ -e "$CADDY_RULES" ]; then echo caddy; elif [ -e "$NGINX_SITE" ]; then echo nginx; else echo "${KADR_FRONT:-nginx}"; fi
}

# front_packages EMAIL|--self-signed|--prepare
front_packages() {
    case $(front)$1 in
        caddy*) echo caddy ;;
        nginx--self-signed) echo nginx openssl ;;
        nginx--prepare) echo nginx openssl certbot ;;
        nginx*) echo nginx certbot ;;
    esac
}

# The name that people ask for.
domain() { setting PUBLIC_BASE_URL | sed -e 's|^[a-z]*://||' -e 's|[:/].*||'; }

# get_certificate DOMAIN EMAIL|--self-signed: for nginx where certbot would put it. Caddy gets its own.
get_certificate() {
    if [ "$(front)" = caddy ]; then
        tell_caddy "$1" "$2"
        return
    fi
    folder=/etc/letsencrypt/live/$1
    [ ! -e "$folder/fullchain.pem" ] || return 0
    if [ "$2" = --self-signed ]; then
        mkdir -p "$folder"
        openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj "/CN=$1" -addext "subjectAltName=DNS:$1" \
            -keyout "$folder/privkey.pem" -out "$folder/fullchain.pem" 2>/dev/null
    else
        systemctl stop nginx.service
        certbot certonly --standalone --non-interactive --agree-tos -d "$1" -m "$2" \
            --pre-hook "systemctl stop nginx" --post-hook "systemctl start nginx"
    fi
}

# tell_caddy DOMAIN EMAIL|--self-signed: whose certificate, and where Kadr is. It reads files as the group of nginx.
tell_caddy() {
    [ "$2" = --self-signed ] && tls=internal || tls=$2
    mkdir -p "$(dirname "$CADDY_ADDRESSES")"
    cat >"$CADDY_ADDRESSES" <<UNIT
[Service]
SupplementaryGroups=www-data
Environment=KADR_DOMAIN=$1 KADR_TLS=$tls KADR_UPSTREAM=127.0.0.1:$(setting PORT)
Environment=KADR_STATIC=$CURRENT/static KADR_MEDIA=$DATA/media
UNIT
    install -m 0644 "$here/deploy/caddy/Caddyfile" /etc/caddy/Caddyfile
    systemctl daemon-reload
}

# site_of RELEASE: what the web server is told of it.
site_of() {
    if [ "$(front)" = caddy ]; then
        cat "$1/deploy/caddy/kadr.caddy"
    else
        sed -e "s|photos.example.com|$(domain)|g" -e "s|/srv/kadr/static|$CURRENT/static|g" \
            -e "s|/srv/kadr/instance/media|$DATA/media|g" -e "s|127.0.0.1:5000|127.0.0.1:$(setting PORT)|" \
            "$1/deploy/nginx/kadr.conf"
    fi
}

# place_site RELEASE BEFORE: what was changed by hand stays, with the text of the release beside it.
place_site() {
    [ "$(front)" = caddy ] && site=$CADDY_RULES || site=$NGINX_SITE
    site_of "$1" >"$site.new"
    if [ -e "$site" ] && ! cmp -s "$site" "$site.new" && ! site_of "$2" | cmp -s - "$site"; then
        say "$site was changed by hand and stays. What comes with this release: $site.new"
        return 0
    fi
    mv "$site.new" "$site"
    start_front
}

start_front() {
    if [ "$(front)" = caddy ]; then
        systemctl enable --quiet caddy.service
        systemctl restart caddy.service
    else
        ln -sfn ../sites-available/kadr /etc/nginx/sites-enabled/kadr
        rm -f /etc/nginx/sites-enabled/default
        nginx -t -q && systemctl restart nginx.service
    fi
}
