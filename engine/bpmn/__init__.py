"""All that knows SpiffWorkflow: reading diagrams, checking them, running them, and keeping what runs."""
