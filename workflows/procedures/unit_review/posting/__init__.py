"""Publishing a nomination before the council meets, and collecting what people say of it.

TT 12/2019/TT-BNV: comments and how complaints were handled are reported to the council.
"""
