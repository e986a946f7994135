"""How much one expression may cost; beyond it there is an error, never a hang."""

MAX_SOURCE = 64_000
MAX_NESTING = 60
MAX_STEPS = 400_000
MAX_CALL_DEPTH = 100
MAX_STRING = 200_000
MAX_LIST = 50_000
MAX_SOURCE_TOKENS = 20_000
REGEX_SECONDS = 0.1
#: Processor time of one evaluation, looked at every CLOCK_STEPS steps: the last resort should a step cost too much.
MAX_SECONDS = 0.18
CLOCK_STEPS = 5_000
#: What an iteration of a loop costs beside its body.
LOOP_COST = 4
