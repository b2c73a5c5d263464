"""Load the sample from the command line."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from annotations.services import sample


class Command(BaseCommand):
    help = (
        "Imports an invented pair of articles on one event and a project in which they are "
        "annotated. A member of a sample project gets that one; others get one of their own."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--user", required=True, help="Who annotates and manages: a user name.")

    def handle(self, *args: Any, **options: Any) -> None:
        by = User.objects.filter(username=options["user"]).first()
        if by is None:
            raise CommandError(f"There is no user “{options['user']}”.")
        try:
            project = sample.load(by=by)
        except sample.SampleDamaged as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"The sample is the project “{project}”: {project.get_absolute_url()}")
