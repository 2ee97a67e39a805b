"""What is declared in several places is the same everywhere."""
