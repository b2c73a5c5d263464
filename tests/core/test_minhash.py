import json
import random
import re
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from statistics import mean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.core.minhash import BANDS, THRESHOLD, bands, signature, similarity

TEXT = "The harbour council of Port Ellery voted on Monday to close the old ferry pier for good."


@settings(deadline=None)
@given(st.text())
def test_every_text_has_a_signature_that_is_like_itself(text: str) -> None:
    made = signature(text)
    assert len(made) in (0, 512)
    assert similarity(made, made) == (1.0 if made else 0.0)
    assert len(bands(made)) == (BANDS if made else 0)
    assert all(-(2**31) <= band < 2**31 for band in bands(made))


@settings(deadline=None)
@given(st.text(), st.text())
def test_similarity_is_symmetric_and_between_0_and_1(one: str, other: str) -> None:
    first, second = signature(one), signature(other)
    assert similarity(first, second) == similarity(second, first)
    assert 0 <= similarity(first, second) <= 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (TEXT, TEXT.upper()),
        (TEXT, TEXT.replace(" ", "\n\n").replace(".", "!")),
        ("Il a fermé l’école hier", "Il a ferme\u0301 l'e\u0301cole hier"),
        ("The ﬁrst oﬃce to be closed", "The first office to be closed"),
        ("北京市长周一关闭了旧港口", "北京市长，周一关闭了旧港口。"),
    ],
)
def test_what_makes_no_difference(one: str, other: str) -> None:
    assert signature(one) == signature(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("市长周一宣布关闭旧港口的渡轮码头。", "市长周二宣布关闭旧港口的渡轮码头。"),
        ("นายกรัฐมนตรีประกาศปิดท่าเรือเก่าในวันจันทร์ที่ผ่านมา", "นายกรัฐมนตรีประกาศปิดท่าเรือเก่าในวันอังคารที่ผ่านมา"),
        (
            "أعلن رئيس البلدية أمس إغلاق رصيف العبارات القديم في الميناء بعد تقرير المهندسين",
            "أعلن رئيس البلدية اليوم إغلاق رصيف العبارات القديم في الميناء بعد تقرير المهندسين",
        ),
    ],
)  # fmt: skip
def test_other_scripts(one: str, other: str) -> None:
    assert 0.25 < similarity(signature(one), signature(other)) < 1


def test_texts_without_words_are_like_nothing() -> None:
    assert signature("…!? –") == b""
    assert similarity(b"", signature("a")) == 0.0
    assert bands(b"") == ()


def test_texts_of_one_and_two_words() -> None:
    assert similarity(signature("Fire"), signature("fire!")) == 1.0
    assert similarity(signature("Fire out"), signature("fire on")) == 0.0


def test_what_is_no_signature_is_refused() -> None:
    with pytest.raises(ValueError, match="512"):
        bands(b"abc")
    with pytest.raises(ValueError, match="512"):
        similarity(b"abc", signature("a"))


def test_another_process_makes_the_same() -> None:
    code = (
        f"from articles.core.minhash import *; s = signature({TEXT!r}); print(s.hex(), *bands(s))"
    )
    printed = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[2],
        env={"PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    expected = signature(TEXT)
    assert printed.split() == [expected.hex(), *map(str, bands(expected))]


def shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return set(zip(words, words[1:], words[2:], strict=False))


def jaccard(one: str, other: str) -> float:
    first, second = shingles(one), shingles(other)
    return len(first & second) / len(first | second)


def rewrites(words: int, seed: int) -> Iterator[tuple[str, str]]:
    """Texts and light rewrites: words replaced, left out and put in at rates from 1 to 20 %."""
    draw = random.Random(seed)
    vocabulary = [f"w{number}" for number in range(4_000)]
    for _ in range(400):
        text = draw.choices(vocabulary, k=words)
        rate = draw.uniform(0.01, 0.2)
        edited = []
        for word in text:
            kind = draw.random() / rate
            if kind < 0.6:
                edited.append(draw.choice(vocabulary))
            elif kind < 0.8:
                edited += [word, draw.choice(vocabulary)]
            elif kind >= 1:
                edited.append(word)
        yield " ".join(text), " ".join(edited)


@pytest.mark.parametrize("words", [60, 300, 1_000])
def test_estimate_and_bands_on_light_rewrites(words: int) -> None:
    errors, found, wanted = [], 0, 0
    for one, other in rewrites(words, seed=words):
        first, second = signature(one), signature(other)
        truth = jaccard(one, other)
        estimate = similarity(first, second)
        errors.append(abs(estimate - truth))
        if truth >= 0.6:
            wanted += 1
            found += bool(set(bands(first)) & set(bands(second))) and estimate >= THRESHOLD
    assert mean(errors) < 0.045
    assert max(errors) < 0.2
    assert found / wanted >= 0.95


def test_estimate_and_bands_on_real_revisions(shared_dir: Path) -> None:
    errors, found, wanted, strangers = [], 0, 0, []
    previous = b""
    for path in sorted((shared_dir / "data" / "revisions").glob("*.json"))[:40]:
        versions = json.loads(path.read_text())["versions"]
        signatures = [signature(text) for text in versions]
        for number in range(1, len(versions)):
            truth = jaccard(versions[number - 1], versions[number])
            estimate = similarity(signatures[number - 1], signatures[number])
            errors.append(abs(estimate - truth))
            if truth >= 0.6:
                wanted += 1
                shared = set(bands(signatures[number - 1])) & set(bands(signatures[number]))
                found += bool(shared) and estimate >= THRESHOLD
        if previous:
            strangers.append(similarity(previous, signatures[0]))
        previous = signatures[0]
    assert mean(errors) < 0.03
    assert found / wanted >= 0.95
    assert max(strangers) < 0.1


def test_a_signature_takes_a_few_milliseconds_at_most() -> None:
    text = next(rewrites(600, seed=1))[0]
    times = []
    for _ in range(20):
        started = time.process_time()
        signature(text)
        times.append(time.process_time() - started)
    assert min(times) < 0.01


def test_a_long_text_without_spaces_takes_little_memory() -> None:
    numbers = random.Random(1)
    text = "".join(map(chr, (numbers.randrange(0x4E00, 0x9FA5) for _ in range(300_000))))
    signature(text[:1000])
    tracemalloc.start()
    signature(text)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 35_000_000
