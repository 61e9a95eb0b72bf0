# Two images: `kadr` for pages, workers and commands, `front` with Caddy in front of them.
# compose.yaml puts them together.
FROM python:3.11-slim-bookworm AS kadr
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 postgresql-client \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /opt/kadr
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements.txt
COPY . .
RUN python -m compileall -q . \
    && groupadd --gid 1500 kadr \
    && useradd --uid 1500 --gid kadr --home-dir /var/lib/kadr --no-create-home kadr \
    && install -d -o kadr -g kadr -m 0755 /var/lib/kadr /var/lib/kadr/media
USER kadr
ENV KADR_INSTANCE=/var/lib/kadr PORT=5000 PYTHONUNBUFFERED=1
VOLUME /var/lib/kadr
EXPOSE 5000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:5000/readyz', timeout=4)"]
CMD ["python", "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "--bind", "0.0.0.0:5000", "app:create_app()"]

FROM caddy:2.10-alpine AS front
COPY --from=kadr /opt/kadr/static /srv/static
COPY deploy/caddy /etc/caddy
