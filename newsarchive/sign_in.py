"""One-time sign-in links: what bin/run prints, so that nobody has to type a password."""

from datetime import UTC

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import User
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode


class SignInTokenGenerator(PasswordResetTokenGenerator):
    """A token that dies after PASSWORD_RESET_TIMEOUT, at the next sign-in and with the password."""

    key_salt = "newsarchive.sign_in"

    def _make_hash_value(self, user: AbstractBaseUser, timestamp: int) -> str:
        # Django drops the microseconds; with them, two sign-ins in one second differ.
        last_login = user.last_login.astimezone(UTC).isoformat() if user.last_login else ""
        return f"{user.pk} {user.password} {last_login} {timestamp}"


_tokens = SignInTokenGenerator()


def sign_in_path(user: User) -> str:
    """The path of a fresh one-time link that signs `user` in."""
    uid = urlsafe_base64_encode(str(user.pk).encode())
    return reverse("sign_in_by_link", args=[uid, _tokens.make_token(user)])


def redeem(uid: str, token: str) -> User | None:
    """The user a link was made for, once; None for a link that is used, expired or made up."""
    try:
        user = User.objects.get(pk=int(urlsafe_base64_decode(uid)), is_active=True)
    except (ValueError, OverflowError, User.DoesNotExist):
        return None
    if not _tokens.check_token(user, token):
        return None
    # Of two requests with one link at the same time, one finds the row as the token knew it.
    unchanged = User.objects.filter(pk=user.pk, password=user.password, last_login=user.last_login)
    return user if unchanged.update(last_login=timezone.now()) == 1 else None
