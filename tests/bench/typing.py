#!/usr/bin/python3
"""typing.py HARNESS ARGUMENTS: the harness of ../shared/bench with Galley in its table of editors.

GALLEY is the program. The regions are those of the panes in the harness's window of 1400x900 pixels."""
import os, sys

harness = sys.argv.pop(1)
source = open(harness, encoding="utf8").read()
assert source.rstrip().endswith("\nmain()"), "the harness no longer ends with main()"
__file__ = harness
exec(compile(source.rstrip()[: -len("main()")], harness, "exec"))
APPS["galley"] = dict(cmd=[os.environ["GALLEY"], "{doc}"], ed=(300, 130, 510, 730), pv=(850, 75, 520, 790))
main()
