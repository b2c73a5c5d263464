"""Sources, and the names and hosts by which their articles are recognised."""

from collections.abc import Iterable, Sequence

from django.contrib.auth.models import User
from django.db import transaction

from articles.core.sources import KnownSource, host_of, key
from articles.models import Source, SourceName
from articles.services.acting import acting
from articles.services.errors import NameTaken, Refused

LONGEST_NAME = 200


def recognised() -> tuple[KnownSource, ...]:
    """All sources with what they are recognised by, for the cleaning rules."""
    return tuple(
        KnownSource(
            source.pk,
            source.name,
            tuple(n.text for n in source.names.all() if n.kind == SourceName.Kind.NAME),
            tuple(n.text for n in source.names.all() if n.kind == SourceName.Kind.HOST),
        )
        for source in Source.objects.prefetch_related("names")
    )


def find(name: str) -> Source | None:
    """The source of that name, or the one that is recognised by it."""
    folded = key(name)
    if not folded:
        return None
    named = SourceName.objects.filter(kind=SourceName.Kind.NAME, key=folded).select_related(
        "source"
    )
    if (found := named.first()) is not None:
        return found.source
    return Source.objects.filter(name__iexact=name.strip()).first()


@transaction.atomic
def create(
    *, name: str, by: User | None, names: Sequence[str] = (), hosts: Sequence[str] = ()
) -> Source:
    """A new source, recognised by its name, the other names and the hosts.

    When there is one of that name already, that one learns the names. Names and hosts that another
    source is recognised by stay with that one. Raises Refused for a name that can't be one.
    """
    name = " ".join(name.split())
    check_source_name(name)
    source = find(name)
    if source is None:
        source, _ = Source.objects.get_or_create(name__iexact=name, defaults={"name": name})
    learn(source=source, names=[name, *names], hosts=hosts, by=by)
    return source


def check_source_name(name: str) -> None:
    """Raises Refused for a name that can't be a source's."""
    if not key(name):
        raise Refused("A source needs a name with letters or digits in it.")
    if len(name) > LONGEST_NAME:
        raise Refused(f"A source's name has at most {LONGEST_NAME} characters.")


@transaction.atomic
def learn(
    *, source: Source, by: User | None, names: Iterable[str] = (), hosts: Iterable[str] = ()
) -> None:
    """Have a source recognised by more names and hosts, unless others are recognised by them."""
    rows = [
        SourceName(source=source, kind=kind, text=text, key=folded)
        for kind, texts in ((SourceName.Kind.NAME, names), (SourceName.Kind.HOST, hosts))
        for text in (" ".join(text.split()) for text in texts)
        if (folded := name_key(kind, text)) and len(text) <= LONGEST_NAME
    ]
    SourceName.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def save_name(*, name: SourceName, by: User | None) -> SourceName:
    """Save a name or host with the key by which it is compared.

    Raises Refused for one without a letter or digit, NameTaken when it is another source's.
    """
    name.text = " ".join(name.text.split())
    name.key = name_key(name.kind, name.text)
    check_name(name)
    with acting(by):
        name.save()
    return name


def check_name(name: SourceName) -> None:
    """Raises Refused or NameTaken for a name or host that a source can't be recognised by."""
    folded = name_key(name.kind, name.text)
    if not folded:
        raise Refused(f"“{name.text}” has no letter or digit to recognise a source by.")
    taken = SourceName.objects.filter(kind=name.kind, key=folded).exclude(pk=name.pk)
    if (other := taken.select_related("source").first()) is not None:
        raise NameTaken(f"{other.source} is recognised by “{other.text}” already.")


def name_key(kind: str, text: str) -> str:
    """What is compared of a name (case, hyphens and spaces folded) or host ("www." dropped)."""
    if kind == SourceName.Kind.HOST:
        return host_of(text if "//" in text else f"//{text}")[:LONGEST_NAME]
    return key(text)[:LONGEST_NAME]
