"""Cases with the answers that somebody expects of them."""
