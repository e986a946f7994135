"""The FEEL expression language of DMN 1.5."""
