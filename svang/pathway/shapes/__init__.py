"""What may stand in each knowledge file, key by key: the loader takes its keys from here, and an editor its help."""
