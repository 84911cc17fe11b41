"""The knowledge, read once, checked whole, frozen: from YAML files to one Pathway."""
