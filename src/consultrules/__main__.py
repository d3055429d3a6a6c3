"""``python -m consultrules``: the command line without its installed name."""

from __future__ import annotations

import sys

from consultrules.cli import main

if __name__ == "__main__":
    sys.exit(main())
