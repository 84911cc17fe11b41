"""What is measured, and on what. `make bench` prints it."""
