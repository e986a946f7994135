"""Opinions of other bodies on a nomination: asked at intake, given in parallel, gathered for the appraisal.

Decree 98/2023 Art. 31. That no answer in time counts as agreement is to be checked.
"""
