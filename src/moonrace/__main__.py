"""Where the program starts: `moonrace`, and `python -m moonrace`."""

import gc
import sys


def main() -> None:
    """The entry point: runs the command line and exits with its code."""
    # A look-up takes some hundredths of a second and leaves no cycles behind: collecting would take a tenth of it, half of that
    # while Click is imported.
    gc.disable()
    from moonrace.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
