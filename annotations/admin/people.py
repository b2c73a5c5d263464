"""Accounts in the administration: deleting one does not tell what it took part in."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest

from articles.services.acting import acting

# Importing Django's module above has registered its own.
admin.site.unregister(User)


@admin.register(User)
class PersonAdmin(UserAdmin):  # type: ignore[type-arg]
    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, Any, Any]:
        """As usual, without naming memberships and what was entered in projects: the person asking
        need not be a member of these."""
        _, _, lacking, protected = super().get_deleted_objects(objs, request)
        deletable = [f"User: {user}" for user in objs]
        if protected:
            # That its claims, say, cannot be deleted here would tell that it made some.
            lacking = set()
            protected = [
                "What they entered in the archive or in projects, which keeps their name. Make the "
                "account inactive instead."
            ]
        else:
            deletable.append("Their memberships in projects")
        return deletable, {"users": len(objs)}, lacking, protected

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        assert isinstance(request.user, User)
        with acting(request.user):
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        assert isinstance(request.user, User)
        with acting(request.user):
            super().delete_queryset(request, queryset)
