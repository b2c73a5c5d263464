"""What reading a record needs, for the process that those which share the work are forks of.

To be imported for its effect. Nothing here or below it knows Django or starts a thread.
"""

import gc

from . import languages, memory, version_texts  # noqa: F401

memory.give_back_early()
languages.load()
memory.give_back()
# What is there now stays: it is not looked through again, which would copy its pages.
gc.freeze()
