"""Holding a nomination: nothing may be done with it, and its clock stands still.

Decree 98/2023 Art. 4 and Decree 152/2025 Art. 4: no award and no proposal upwards while discipline, an investigation
or a complaint is pending.
"""
