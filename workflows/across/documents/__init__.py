"""Documents: what the cases know, laid out as Decree 30/2020/NĐ-CP asks, numbered by a register."""
