"""Where the pages of import items are."""

from django.urls import reverse

from articles.models import ImportItem


def address(item: ImportItem, name: str = "change") -> str:
    return reverse(f"admin:articles_importitem_{name}", args=[item.pk])
