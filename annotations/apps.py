from django.apps import AppConfig


class AnnotationsConfig(AppConfig):
    name = "annotations"
    verbose_name = "Desk"

    def ready(self) -> None:
        """Have annotations follow when an article gets a new text, or an earlier one again."""
        from annotations.services import reanchoring
        from articles.services import versions

        versions.on_new_version.append(reanchoring.on_version)
        versions.on_taking_back.append(reanchoring.on_taking_back)
