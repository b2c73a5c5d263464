"""A one-time link for somebody who cannot sign in."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from newsarchive.sign_in import sign_in_path


class Command(BaseCommand):
    help = "Print the path of a link that signs a user in, once, within an hour."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        try:
            user = User.objects.get(username=username, is_active=True)
        except User.DoesNotExist:
            raise CommandError(f"There is no active user {username!r}.") from None
        self.stdout.write(sign_in_path(user))
