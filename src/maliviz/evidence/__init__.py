"""What the texts say together, what follows from it, and whether it stands in them."""
