"""Fit the weights by which lines of a page are told from its article, and say how well they do.

    python -m benchmarks.cleaning_weights ../shared/data/messy_pages [--folds 5]

Every page is read twice, with its indentation and without, so that the weights serve both. A line
counts as text of the article when most of its 4-word shingles are in the true body. The weights
are those of a logistic regression with a quadratic penalty, lines weighed by the square root of
their words. "held out" are the figures of pages that the weights were not fitted on: each fold is
every n-th page; the page's text goes through the whole import.
"""

import argparse
import re
import sys
from collections.abc import Container, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from articles.core import pages, scoring
from articles.core.decoding import normalise
from articles.core.plaintext import propose
from articles.core.reading import Known, take_apart
from benchmarks.cleaning import Page, print_means, read_pages, score, shingles

_PENALTY = 5.0
_STEPS = 20
_WORD = re.compile(r"\w+")
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """The weighed lines of one page: features, whether it is text, and how much that matters."""

    features: Numbers
    is_text: Numbers
    importance: Numbers


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    options = parser.parse_args(arguments)
    found = list(read_pages(options.folder))
    examples = [
        [example(page.text, page.body), example(flat(page.text), page.body)] for page in found
    ]
    weights = fit([one for both in examples for one in both])
    for name, weight in zip(scoring.WEIGHTS, weights, strict=True):
        print(f'    "{name}": {weight:.2f},')
    for label, reading in (("indented", str), ("flat", flat)):
        print_means(
            f"{label}, in sample", [result(page, reading(page.text), weights) for page in found]
        )
        held_out = []
        for fold in range(options.folds):
            others = [both for n, both in enumerate(examples) if n % options.folds != fold]
            trained = fit([one for both in others for one in both])
            held_out += [
                result(page, reading(page.text), trained)
                for n, page in enumerate(found)
                if n % options.folds == fold
            ]
        print_means(f"{label}, held out", held_out)


def flat(text: str) -> str:
    """The text without its indentation."""
    return "\n".join(line.strip() for line in text.split("\n"))


def example(text: str, body: str) -> Example:
    parts = take_apart(normalise(text)[0].split("\n"), Known())
    page = pages.of(parts.lines, parts.units, parts.judged, parts.fixed)
    if page is None:
        return Example(np.zeros((0, len(scoring.WEIGHTS))), np.zeros(0), np.zeros(0))
    true = shingles(body)
    tokens = f" {' '.join(_WORD.findall(body))} "
    rows, labels, importance = [], [], []
    for scored in page.scored():
        entry = page.entries[scored.index]
        if entry.judged:
            continue
        rows.append([getattr(scored.features, name) for name in scoring.WEIGHTS])
        labels.append(_is_text(entry.text, true, tokens))
        importance.append(max(1, entry.words) ** 0.5)
    total = sum(importance) or 1.0
    return Example(
        np.array(rows, dtype=float).reshape(-1, len(scoring.WEIGHTS)),
        np.array(labels, dtype=float),
        np.array(importance) * 100 / (10 + total),
    )


def _is_text(text: str, true: Container[tuple[str, ...]], tokens: str) -> bool:
    words = _WORD.findall(text)
    if len(words) < 4:
        return f" {' '.join(words)} " in tokens
    own = list(shingles(text))
    return sum(shingle in true for shingle in own) * 2 > len(own)


def fit(examples: Sequence[Example]) -> list[float]:
    """Newton's method for the penalised logistic regression."""
    features = np.vstack([one.features for one in examples])
    labels = np.concatenate([one.is_text for one in examples])
    importance = np.concatenate([one.importance for one in examples])
    weights = np.zeros(features.shape[1])
    penalty = np.eye(features.shape[1]) * _PENALTY
    for _ in range(_STEPS):
        odds = 1 / (1 + np.exp(-np.clip(features @ weights, -30, 30)))
        slope = features.T @ (importance * (labels - odds)) - penalty @ weights
        bend = (features * (importance * odds * (1 - odds))[:, None]).T @ features + penalty
        weights = weights + np.linalg.solve(bend, slope)
    return [round(float(weight), 2) for weight in weights]


def result(page: Page, text: str, weights: Sequence[float]) -> tuple[float, float]:
    with patch.dict(scoring.WEIGHTS, zip(scoring.WEIGHTS, weights, strict=True)):
        return score(propose(text).body, page.body)


if __name__ == "__main__":
    main(sys.argv[1:])
