"""What the Central Emulation Board receives, checks and has decided."""
