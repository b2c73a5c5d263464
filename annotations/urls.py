"""Addresses of the desk, below /projects/."""

from django.urls import path

app_name = "annotations"

urlpatterns: list[object] = [
    # Projects, codebook, entities, claims
    # Reading, comparing, annotating
    # Export
]
