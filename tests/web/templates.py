"""Compiled templates, kept from one test's application to the next: each would compile its pages anew."""

from jinja2.bccache import Bucket, BytecodeCache


class KeptTemplates(BytecodeCache):
    """Templates compiled once in this process; a changed source has another checksum and is compiled again."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket with what was kept of it, if anything."""
        kept = self._kept.get(bucket.key)
        if kept is not None:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a bucket holds."""
        self._kept[bucket.key] = bucket.bytecode_to_string()
