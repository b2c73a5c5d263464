"""The form of an annotation: what is said of a span, one kind at a time."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from uuid import UUID

from django import forms
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from annotations.forms.pickers import (
    PICKERS,
    Picked,
    Picker,
    is_name_like,
    parse,
    picker,
)
from annotations.models import (
    Annotation,
    Claim,
    Entity,
    Kind,
    Label,
    Membership,
    Position,
    Project,
    Rendering,
)
from annotations.services import annotations, claims, entities
from annotations.services.annotations import Content
from annotations.services.errors import explained
from annotations.services.wording import LONGEST_TEXT
from articles.models import TextVersion

PICKERS_OF = {
    Kind.HIGHLIGHT: (),
    Kind.ENTITY: ("entity",),
    Kind.CLAIM: ("claim", "speaker"),
    Kind.STANCE: ("holder", "target"),
}


class PlaceForm(forms.Form):
    """Where an annotation shall stand, and of what kind. Offsets are code points of the version."""

    version = forms.IntegerField(min_value=1, max_value=2**63 - 1)
    start = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    end = forms.IntegerField(min_value=1, max_value=2**31 - 1)
    kind = forms.ChoiceField(choices=Kind.choices)
    key = forms.UUIDField(required=False)
    like = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)


class AnnotationForm(forms.Form):
    """What is said of a span. Its pickers' fields are described in `forms.pickers`."""

    label = forms.ModelChoiceField(Label.objects.none(), required=False)
    note = forms.CharField(
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "max_length": f"A note has at most {LONGEST_TEXT:,} characters; "
            "this one has %(show_value)s. It is kept below: shorten it."
        },
    )

    def __init__(
        self,
        fields: object = None,
        *,
        project: Project,
        kind: Kind,
        quote: str,
        like: Annotation | None = None,
        says: Annotation | None = None,
    ) -> None:
        """`says` is the annotation that is being edited, `like` one whose referent is proposed."""
        super().__init__(fields, initial=_initial(says))  # type: ignore[arg-type]
        self.project = project
        self.kind = kind
        self.quote = quote
        self.picked: dict[str, Picked] = {}
        self._proposed = _proposed(like, kind) | (_proposed(says, kind, all_of_it=True))
        self.fields["label"].queryset = project.labels.all()  # type: ignore[attr-defined]
        if kind == Kind.CLAIM:
            self.fields["rendering"] = forms.ChoiceField(
                choices=Rendering.choices, initial=Rendering.ASSERTS
            )
        if kind == Kind.STANCE:
            self.fields["position"] = forms.ChoiceField(
                choices=Position.choices, error_messages={"required": "Choose the position."}
            )
        for name in PICKERS_OF[kind]:
            for part in ("", "_text", "_kind"):
                self.fields[f"{name}{part}"] = forms.CharField(required=False, max_length=5000)
        if kind == Kind.ENTITY:
            self.fields["remember"] = forms.BooleanField(required=False)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        for name in PICKERS_OF[self.kind]:
            if self.errors.keys() & {name, f"{name}_text", f"{name}_kind"}:
                continue
            try:
                self.picked[name] = parse(self.project, PICKERS[name], cleaned)
            except forms.ValidationError as error:
                self.add_error(name, error)
        return cleaned

    def pickers(self) -> list[Picker]:
        """The pickers to show: as they were submitted, else with what is likely."""
        return [self._picker(name) for name in PICKERS_OF[self.kind]]

    def _picker(self, name: str) -> Picker:
        spec = PICKERS[name]
        if not self.is_bound:
            chosen = self._proposed.get(name)
            text = self.quote if name == "entity" and chosen is None else ""
            return picker(self.project, spec, text=text[:300].strip(), chosen=chosen)
        errors = [
            str(message)
            for part in (name, f"{name}_text", f"{name}_kind")
            for message in self.errors.get(part, [])
        ]
        text = self.data.get(f"{name}_text", "").replace("\x00", "")[:5000]
        chosen = None if "look" in self.data else self.data.get(name, "")
        return picker(
            self.project,
            spec,
            text=text,
            chosen=chosen,
            kind=self.data.get(f"{name}_kind", ""),
            errors=tuple(errors),
        )

    @property
    def may_remember(self) -> bool:
        """True where the quote is short enough to be a name."""
        return self.kind == Kind.ENTITY and len(self.quote) <= 120

    @property
    def remember_checked(self) -> bool:
        return "remember" in self.data if self.is_bound else is_name_like(self.quote)

    def content(self, *, by: User) -> Content:
        """What was entered; a new entity or claim is registered. Valid forms only."""
        return Content(
            kind=self.kind,
            label=self.cleaned_data["label"],
            note=self.cleaned_data["note"],
            rendering=self.cleaned_data.get("rendering", ""),
            position=self.cleaned_data.get("position", ""),
            entity=self._entity("entity", by),
            claim=self._claim("claim", by),
            speaker=self._entity("speaker", by),
            holder=self._entity("holder", by),
            target_entity=self._entity("target", by),
            target_claim=self._claim("target", by),
        )

    def create(
        self, *, version: TextVersion, start: int, end: int, by: User, key: UUID | None
    ) -> tuple[Annotation, bool]:
        """The annotation, made once for each key, and whether it is new.

        Raises what the service raises.
        """
        # The service has a transaction of its own: a second one around it is two more statements.
        with saving() if self._registers() or self._remembers() else nullcontext():
            if key and self._registers():
                # One person's submissions come one after the other: the second of a double click
                # must see what the first one registered before it registers the same again.
                Membership.objects.select_for_update(no_key=True).get(project=self.project, user=by)
            made, is_new = annotations.create(
                project=self.project,
                version=version,
                start=start,
                end=end,
                content=self.content(by=by),
                by=by,
                idempotency_key=key,
            )
            self._remember(made, by)
        return made, is_new

    def change(
        self, annotation: Annotation, *, revision: int, by: User, restore: bool = False
    ) -> Annotation:
        """Change the annotation, which `restore` takes out of the deleted ones before.

        Raises what the services raise.
        """
        with saving():
            if restore:
                annotations.restore(annotation=annotation, revision=revision, by=by)
                revision += 1
            changed = annotations.update(
                annotation=annotation, content=self.content(by=by), revision=revision, by=by
            )
            self._remember(changed, by)
        return changed

    def _registers(self) -> bool:
        """True when what it says makes an entity or a claim, too."""
        return any(picked.new_entity or picked.new_claim for picked in self.picked.values())

    def _remembers(self) -> bool:
        """True when the quote becomes one more name of the entity."""
        return self.may_remember and bool(self.cleaned_data.get("remember"))

    def _remember(self, annotation: Annotation, by: User) -> None:
        if annotation.entity and self._remembers():
            entities.add_alias(entity=annotation.entity, alias=annotation.quote, by=by)

    def _entity(self, name: str, by: User) -> Entity | None:
        picked = self.picked.get(name, Picked())
        if not picked.new_entity:
            return picked.entity
        # Somebody asks for an entity of this name, and there is one: that one is meant.
        present = Entity.objects.registered().filter(
            project=self.project, name__iexact=picked.new_entity
        )
        return present.first() or entities.create(
            project=self.project, name=picked.new_entity, kind=picked.new_entity_kind, by=by
        )

    def _claim(self, name: str, by: User) -> Claim | None:
        picked = self.picked.get(name, Picked())
        if not picked.new_claim:
            return picked.claim
        return claims.create(project=self.project, statement=picked.new_claim, by=by)


@contextmanager
def saving() -> Iterator[None]:
    """A transaction. What it names may be deleted until its very end: that is ForeignReferent."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise explained(error) from error


def _initial(says: Annotation | None) -> dict[str, object]:
    if says is None:
        return {"rendering": Rendering.ASSERTS}
    return {
        "label": says.label_id,
        "note": says.note,
        "rendering": says.rendering or Rendering.ASSERTS,
        "position": says.position,
    }


def _proposed(
    annotation: Annotation | None, kind: Kind, *, all_of_it: bool = False
) -> dict[str, str]:
    """The values of the pickers that say what `annotation` says."""
    if annotation is None:
        return {}
    values: dict[str, str] = {}
    entity = annotation.entity or annotation.target_entity
    claim = annotation.claim or annotation.target_claim
    if entity:
        values["entity"] = values["target"] = f"entity-{entity.canonical.pk}"
    if claim:
        values["claim"] = values["target"] = f"claim-{claim.canonical.pk}"
    if all_of_it:
        for name, who in (("speaker", annotation.speaker), ("holder", annotation.holder)):
            values[name] = f"entity-{who.canonical.pk}" if who else "outlet"
    return {name: value for name, value in values.items() if name in PICKERS_OF[kind]}
