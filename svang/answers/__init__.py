"""What people tell: text to typed values, and typed events to and from what is stored."""
