"""The people of a case: whom it concerns and how, and what they have done on it."""

from workflows.across.people.store.involved import KINDS, case_people, case_work, involvement_in_cases

__all__ = ["KINDS", "case_people", "case_work", "involvement_in_cases"]
