"""Emulation movements (phong trào thi đua): launched, joined, reviewed at mid-term and at the end, then closed."""
