from django.apps import AppConfig


class AnnotationsConfig(AppConfig):
    name = "annotations"
    verbose_name = "Desk"

    def ready(self) -> None:
        """Have annotations follow when an article gets a new text."""
        from annotations.services.reanchoring import on_version
        from articles.services.versions import on_new_version

        on_new_version.append(on_version)
