"""Django's PostgreSQL backend, on the embedded server: started when a connection is wanted."""

from typing import Any

import psycopg
from django.db.backends.postgresql import base
from django.db.utils import OperationalError

from newsarchive.embedded.cluster import Cluster


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to the server of `settings_dict["CLUSTER"]`.

    Raises:
        ClusterError: the server cannot be started; the message says why and what to do.
    """

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        cluster: Cluster = self.settings_dict["CLUSTER"]
        cluster.hold()
        try:
            return super().get_new_connection(conn_params)
        except (psycopg.OperationalError, OperationalError):
            # The server was killed under a process that lives on.
            if not cluster.ensure_running():
                raise
            return super().get_new_connection(conn_params)
