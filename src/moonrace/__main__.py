"""`python -m moonrace`."""

from moonrace.cli import main

main()
