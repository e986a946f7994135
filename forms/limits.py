"""Bounds that hold whatever a form or a browser says."""

MAX_SCHEMA_BYTES = 512 * 1024
MAX_SCHEMA_VERSION = 18  # of the form-js schema, the newest this room knows
MAX_COMPONENTS = 400
MAX_DEPTH = 6
MAX_OPTIONS = 500
MAX_ROWS = 200  # items people add
MAX_KNOWN_ROWS = 1_000  # items the process brings
MAX_TABLE_ROWS = 500
MAX_FILES = 20
MAX_LINE = 500  # characters of a one-line answer
MAX_PROSE = 20_000  # characters of a long answer
MAX_RAW = 100_000  # characters kept to show an answer again
MAX_NUMBER = 30  # characters of a typed number; FEEL keeps 34 digits
MAX_PATTERN = 200
MAX_MATCHED = 200  # characters a pattern is tried on
MAX_PASSES = 12  # times conditions that depend on one another are settled
