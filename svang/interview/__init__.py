"""What is asked and in which order, on a terminal and on a page: no printing, and no form of its own."""
