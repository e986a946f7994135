"""What administrators look after while processes run."""

from web.operations import acts, instances, keeping, moves, values, versions
from web.operations.blueprint import bp as bp

__all__ = ["acts", "bp", "instances", "keeping", "moves", "values", "versions"]
