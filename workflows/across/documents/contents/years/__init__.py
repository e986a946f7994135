"""Documents of a bloc's year: plan, launch, covenant and election."""
