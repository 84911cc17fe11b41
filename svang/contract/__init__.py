"""Contract version 1: a case in, a decision out as plain JSON, their schemas, and cases held against it."""
