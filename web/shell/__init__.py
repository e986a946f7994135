"""The composition: it joins all rooms into one application, and may import every one."""
