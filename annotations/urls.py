"""Addresses of the desk, below /projects/."""

from django.urls import path

from annotations.views import (
    absences,
    annotating,
    claims,
    codebook,
    comparing,
    entities,
    export,
    members,
    picking,
    projects,
    reading,
    standing,
    waiting,
)
from annotations.views import open as opening

app_name = "annotations"

urlpatterns: list[object] = [
    # Projects, codebook, entities, claims
    path("", projects.projects, name="projects"),
    path("new/", projects.create_project, name="create_project"),
    path("new/sample/", projects.load_sample, name="load_sample"),
    path("<slug:slug>/", projects.project, name="project"),
    path("<slug:slug>/settings/", projects.edit_project, name="edit_project"),
    path("<slug:slug>/articles/add/", projects.add_article, name="add_article"),
    path("<slug:slug>/articles/<int:pk>/remove/", projects.remove_article, name="remove_article"),
    path("<slug:slug>/members/", members.members, name="members"),
    path("<slug:slug>/members/<int:user_pk>/role/", members.change_role, name="change_role"),
    path("<slug:slug>/members/<int:user_pk>/remove/", members.remove_member, name="remove_member"),
    path("<slug:slug>/codebook/", codebook.codebook, name="codebook"),
    path("<slug:slug>/codebook/new/", codebook.create_label, name="create_label"),
    path("<slug:slug>/codebook/<int:pk>/", codebook.label, name="label"),
    path("<slug:slug>/codebook/<int:pk>/edit/", codebook.edit_label, name="edit_label"),
    path("<slug:slug>/codebook/<int:pk>/move/", codebook.move_label, name="move_label"),
    path("<slug:slug>/codebook/<int:pk>/delete/", codebook.delete_label, name="delete_label"),
    path("<slug:slug>/entities/", entities.entities, name="entities"),
    path("<slug:slug>/entities/new/", entities.create_entity, name="create_entity"),
    path("<slug:slug>/entities/<int:pk>/", entities.entity, name="entity"),
    path("<slug:slug>/entities/<int:pk>/edit/", entities.edit_entity, name="edit_entity"),
    path("<slug:slug>/entities/<int:pk>/names/add/", entities.add_alias, name="add_alias"),
    path("<slug:slug>/entities/<int:pk>/merge/", entities.merge_entity, name="merge_entity"),
    path("<slug:slug>/entities/<int:pk>/unmerge/", entities.unmerge_entity, name="unmerge_entity"),
    path("<slug:slug>/claims/", claims.claims, name="claims"),
    path("<slug:slug>/claims/new/", claims.create_claim, name="create_claim"),
    path("<slug:slug>/claims/<int:pk>/", claims.claim, name="claim"),
    path("<slug:slug>/claims/<int:pk>/edit/", claims.edit_claim, name="edit_claim"),
    path("<slug:slug>/claims/<int:pk>/merge/", claims.merge_claim, name="merge_claim"),
    path("<slug:slug>/claims/<int:pk>/unmerge/", claims.unmerge_claim, name="unmerge_claim"),
    path("<slug:slug>/claims/<int:pk>/links/add/", claims.link_claim, name="link_claim"),
    path(
        "<slug:slug>/claims/<int:pk>/links/<int:link_pk>/remove/",
        claims.unlink_claim,
        name="unlink_claim",
    ),
    path(
        "<slug:slug>/claims/<int:pk>/absences/add/", absences.record_absence, name="record_absence"
    ),
    path(
        "<slug:slug>/claims/<int:pk>/absences/<int:absence_pk>/withdraw/",
        absences.withdraw_absence,
        name="withdraw_absence",
    ),
    # Reading, comparing, annotating
    path("<slug:slug>/read/<int:pk>/", reading.read, name="read"),
    path("<slug:slug>/compare/<str:ids>/", comparing.compare, name="compare"),
    path("<slug:slug>/annotations/new/", annotating.new_annotation, name="new_annotation"),
    path("<slug:slug>/annotations/<int:pk>/", reading.annotation, name="annotation"),
    path(
        "<slug:slug>/annotations/<int:pk>/history/",
        reading.annotation_history,
        name="annotation_history",
    ),
    path(
        "<slug:slug>/annotations/<int:pk>/edit/",
        annotating.edit_annotation,
        name="edit_annotation",
    ),
    path(
        "<slug:slug>/annotations/<int:pk>/delete/",
        annotating.delete_annotation,
        name="delete_annotation",
    ),
    path(
        "<slug:slug>/annotations/<int:pk>/restore/",
        annotating.restore_annotation,
        name="restore_annotation",
    ),
    path("<slug:slug>/annotations/<int:pk>/reply/", annotating.reply, name="reply"),
    path(
        "<slug:slug>/annotations/<int:pk>/confirm/",
        standing.confirm_annotation,
        name="confirm_annotation",
    ),
    path(
        "<slug:slug>/annotations/<int:pk>/orphan/",
        standing.orphan_annotation,
        name="orphan_annotation",
    ),
    path(
        "<slug:slug>/annotations/<int:pk>/unsettle/",
        standing.unsettle_annotation,
        name="unsettle_annotation",
    ),
    path(
        "<slug:slug>/annotations/<int:pk>/reattach/",
        standing.reattach_annotation,
        name="reattach_annotation",
    ),
    path("<slug:slug>/waiting/", waiting.waiting, name="waiting"),
    path("<slug:slug>/pick/entity/", picking.pick_entity, name="pick_entity"),
    path("<slug:slug>/pick/claim/", picking.pick_claim, name="pick_claim"),
    path("<slug:slug>/pick/article/", picking.pick_article, name="pick_article"),
    # Export
    path("<slug:slug>/export/", export.export, name="export"),
    # From the archive
    path("<slug:slug>/compare/", opening.compare_selected, name="compare_selected"),
    path("<slug:slug>/use/", opening.use_project, name="use_project"),
]
