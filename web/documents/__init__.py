"""Documents as PDF and DOCX: layout, numbers, signed copies, templates."""
