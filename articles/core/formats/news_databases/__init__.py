"""The exports of news databases (Nexis, Factiva, ProQuest): many articles in one file."""

from .layouts import PRODUCERS, recognise
from .splitting import extract, producer_of, records

__all__ = ["PRODUCERS", "extract", "producer_of", "recognise", "records"]
