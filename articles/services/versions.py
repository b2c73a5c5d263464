"""What follows when an article gets a new text version."""

from collections.abc import Callable

from django.contrib.auth.models import User

from articles.models import TextVersion

Follower = Callable[[TextVersion, TextVersion, User | None], None]
"""Called with the old version, the new one and who made it, inside the transaction."""

on_new_version: list[Follower] = []
"""What other apps want done. The library does not know who they are: they register themselves."""
