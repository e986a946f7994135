"""The files of a release: checked, taken in, handed out, compared, followed."""
