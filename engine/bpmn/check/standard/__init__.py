"""What the BPMN 2.0 standard asks of a file, whether it is to run or only to be read."""

from engine.bpmn.check.standard.all import check_standard

__all__ = ["check_standard"]
