"""Which database: the one DATABASE_URL names, else the embedded one of the data folder."""

from pathlib import Path
from typing import Any

import dj_database_url

from newsarchive.embedded.cluster import DATABASE, PORT, SUPERUSER, Cluster
from newsarchive.environment import Environment


def database_settings(environment: Environment, data_dir: Path) -> dict[str, Any]:
    """DATABASES["default"]. Starts nothing: the embedded server starts at the first connection."""
    url = environment.database_url()
    if url:
        settings: dict[str, Any] = dict(dj_database_url.parse(url))
    else:
        # Tests have a server of their own, so that nothing of theirs touches what somebody keeps.
        testing = environment.mode == "test"
        cluster = Cluster(
            data_dir / ("postgres-test" if testing else "postgres"), throwaway=testing
        )
        settings = {
            "ENGINE": "newsarchive.embedded",
            "NAME": DATABASE,
            "USER": SUPERUSER,
            "HOST": str(cluster.socket_dir),
            "PORT": PORT,
            "CLUSTER": cluster,
        }
    options = settings.setdefault("OPTIONS", {})
    pool_size = environment.number("DATABASE_POOL_SIZE", default=0)
    # A connection that the server closed, when it was restarted, is replaced instead of failing.
    settings["CONN_HEALTH_CHECKS"] = True
    if pool_size:
        options["pool"] = {"min_size": 1, "max_size": pool_size, "timeout": 10}
    return settings
