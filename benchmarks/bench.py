"""A prepared archive to measure on, and its web server: where every measuring script starts."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType

from benchmarks.corpus import SEED
from benchmarks.figures import HEADER, Figure, machine
from benchmarks.scratch import NotScratch, Scratch
from benchmarks.site import Visitor, serving
from benchmarks.subjects import subjects

SIZE = 10_000
PER_ARTICLE = 5
_STATE = "benchmark.json"

Measure = Callable[["Bench"], Iterator[Figure]]


@dataclass(frozen=True, slots=True)
class Subject:
    """An article that is opened or marked: its primary keys, length and number of annotations."""

    article: int
    version: int
    characters: int
    annotations: int
    opening: str


class Bench:
    """The archive of one size in a scratch folder. Prepared and served when first asked for."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.size: int = options.size
        self.per_article: int = options.annotations
        self.seed: int = options.seed
        self.rounds: int = options.rounds
        self.special: Path | None = options.special
        self.scratch = Scratch.at(options.data)
        self.is_temporary = options.data is None
        self._stack = ExitStack()

    def __enter__(self) -> "Bench":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()
        if self.is_temporary:
            self.scratch.remove_at_exit()

    @cached_property
    def subjects(self) -> dict[str, Subject]:
        """The articles to open and mark, in an archive of the wanted size."""
        self.scratch.set_up_django()
        state_file = self.scratch.folder / _STATE
        wanted = {
            "size": self.size,
            "per_article": self.per_article,
            "seed": self.seed,
            "special": str(self.special or ""),
        }
        if state_file.exists():
            state = json.loads(state_file.read_text())
            if {name: state[name] for name in wanted} != wanted:
                raise NotScratch(
                    f"{self.scratch.folder} holds another archive ({state_file}): remove it, "
                    "or name another folder."
                )
            return {name: Subject(**subject) for name, subject in state["subjects"].items()}
        found = self._prepare()
        state_file.write_text(
            json.dumps(wanted | {"subjects": {name: asdict(one) for name, one in found.items()}})
        )
        return found

    @cached_property
    def port(self) -> int:
        """Of the web server that serves the archive."""
        assert self.subjects
        return self._stack.enter_context(serving(self.scratch))

    @cached_property
    def session(self) -> str:
        """The session key of the project's manager."""
        assert self.subjects
        from django.contrib.auth.models import User
        from django.test import Client

        from benchmarks.loading import USERNAME

        client = Client()
        client.force_login(
            User.objects.get(username=USERNAME), "django.contrib.auth.backends.ModelBackend"
        )
        return client.cookies["sessionid"].value

    @cached_property
    def visitor(self) -> Visitor:
        return Visitor(self.port, self.session)

    @property
    def where(self) -> str:
        return f"{self.size:,} articles, {self.size * self.per_article:,} annotations"

    def _prepare(self) -> dict[str, Subject]:
        # Imported late: the models read the settings of the scratch folder.
        from newsarchive.preparing import prepare

        prepare([], say=say)
        from articles.models import Article
        from benchmarks.loading import Loader, Marked

        loader = Loader(seed=self.seed)
        loader.load(self.size, per_article=self.per_article, say=say)
        found = {}
        for name, made, marked in subjects(self.seed, self.special):
            (pk,) = loader.add([Marked(made, marked)])
            version = Article.objects.get(pk=pk).current_version_id
            assert version
            opening = made.body[:40].split("\n")[0].strip()
            found[name] = Subject(pk, version, len(made.body), len(marked), opening)
        return found


def run(*measures: Measure) -> int:
    """Measure and print one table; the exit status."""
    options = _parser().parse_args()
    try:
        with Bench(options) as bench:
            print(f"{machine()}\n\n{HEADER}", flush=True)
            for measure in measures:
                for figure in measure(bench):
                    print(figure, flush=True)
    except (NotScratch, RuntimeError, FileNotFoundError) as problem:
        say(f"benchmark: {problem}")
        return 1
    return 0


def say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Measure newsarchive on a made-up archive.")
    parser.add_argument("--size", type=int, default=SIZE, help="articles (default: %(default)s)")
    parser.add_argument(
        "--annotations", type=int, default=PER_ARTICLE, help="of each article (%(default)s)"
    )
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument(
        "--rounds", type=int, default=50, help="requests per figure (default: %(default)s)"
    )
    parser.add_argument(
        "--special", type=Path, metavar="DIR", help="spans0.json … of another benchmark"
    )
    parser.add_argument(
        "--data",
        type=Path,
        metavar="DIR",
        help="scratch folder that is kept and used again (default: a temporary one)",
    )
    return parser
