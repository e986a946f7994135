"""A tree to closures: each node becomes a function of the frame it runs in."""

from engine.feel.closures import Closure, compile_node
from engine.feel.compiler import access, calls, cells, literals, loops, membership, operators

__all__ = ["Closure", "access", "calls", "cells", "compile_node", "literals", "loops", "membership", "operators"]
