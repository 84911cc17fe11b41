"""`python -m svang` is the command line."""

from svang.cli import main

main()
