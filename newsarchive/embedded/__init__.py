"""The embedded PostgreSQL of an installation that names no DATABASE_URL.

`base` is a Django database backend that starts the server at its first connection, so a command
that needs no database starts none. `cluster` starts, shares and stops the server.
"""
