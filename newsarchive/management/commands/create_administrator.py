"""The first account of an installation without bin/run, or a further administrator."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from newsarchive.administrators import make_administrator
from newsarchive.sign_in import sign_in_path


class Command(BaseCommand):
    help = "Make an administrator, manager of the project General; prints how to sign in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--email", default="")

    def handle(self, *args: Any, username: str, email: str, **options: Any) -> None:
        if User.objects.filter(username=username).exists():
            raise CommandError(f"There is already a user {username!r}.")
        user, password = make_administrator(username, email=email)
        self.stdout.write(f"Password  {password}  (shown only this time)")
        self.stdout.write(f"Sign in   {sign_in_path(user)}  (works once, for an hour)")
