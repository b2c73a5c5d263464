"""People who administer the site and lead its first project."""

import secrets

from django.contrib.auth.models import User
from django.db import transaction

from annotations.models import Membership, Project, Role


@transaction.atomic
def make_administrator(username: str, *, email: str = "") -> tuple[User, str]:
    """A new administrator, manager of the project General, and the password made up for them."""
    password = secrets.token_urlsafe(12)
    user = User.objects.create_superuser(username, email, password)
    general = Project.objects.filter(slug="general").first()
    if general is not None:
        Membership.objects.create(project=general, user=user, role=Role.MANAGER)
    return user, password
