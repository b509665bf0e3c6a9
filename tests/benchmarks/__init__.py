"""What the project costs, measured beside what a person would use otherwise."""
