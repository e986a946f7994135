"""Emulation registered inside bodies: who means to earn which award in a year, and units' targets with numbers."""
