"""What is confidential of complaints, denunciations and revocations: who may know of one, and how much."""
