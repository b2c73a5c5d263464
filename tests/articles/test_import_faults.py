"""Records that end the process that reads them, and the others that are read beside them."""

import os

from articles.core.previews import RawRecord
from articles.core.version_texts import CleanRecord
from articles.services.text_work import Light, _Processes


def test_a_record_is_not_blamed_for_a_process_that_another_one_ended() -> None:
    records = [RawRecord(b"A title\n\nThe council voted on Monday to close the old ferry pier.\n")]
    with _Processes(2, has_pages=False) as pool:
        pool.begin([], Light()).result()
        assert pool._pool is not None
        pool._pool.submit(os._exit, 1)
        (found,) = pool.one_by_one(records, Light())
    assert isinstance(found, CleanRecord)
