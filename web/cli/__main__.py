"""Run the command line: `python -m web.cli`."""

from web.cli import main

main(prog_name="bangvang")
