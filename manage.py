#!/usr/bin/env python
"""Django's command line, on the data folder of this installation."""

import os
import signal
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsarchive.settings")
    # An ended command lets go of the embedded database; a killed one would leave it running.
    for ending in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(ending) is not signal.SIG_IGN:  # nohup
            signal.signal(ending, lambda number, frame: sys.exit(128 + number))

    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    from newsarchive.embedded.cluster import ClusterError

    try:
        execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, ClusterError) as error:
        sys.exit(f"newsarchive: {error}")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
