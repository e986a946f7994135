"""What a body calls an award, confirmed by two people with the text it rests on."""
