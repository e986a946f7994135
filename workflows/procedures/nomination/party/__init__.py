"""The opinion of a party committee (ý kiến của cấp ủy) in a dossier: where it is asked for, and what was recorded."""
