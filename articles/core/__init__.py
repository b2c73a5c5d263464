# Python knows the names of mixed encodings from there, whichever part of this is used.
from . import mixed_encodings as mixed_encodings
