"""The year of an emulation bloc, from plan and covenant to the election of the next head."""
