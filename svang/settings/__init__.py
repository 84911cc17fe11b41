"""Django's settings, one module for each way to run Svang."""
