"""The legal bases that papers rest on: those of the law, and those that a body adds and a second person confirms."""
