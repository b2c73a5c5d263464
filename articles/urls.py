"""Addresses of the articles, below /archive/."""

from django.urls import URLPattern, URLResolver, path

from articles.views.archive import archive
from articles.views.articles import article, version
from articles.views.sources import source, sources

app_name = "articles"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", archive, name="archive"),
    path("<int:pk>/", article, name="article"),
    path("<int:pk>/versions/<int:number>/", version, name="version"),
    path("sources/", sources, name="sources"),
    path("sources/<int:pk>/", source, name="source"),
]
