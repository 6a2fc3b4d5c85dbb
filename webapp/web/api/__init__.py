"""The JSON API, version 1: for scripts, watches and phone shortcuts, with a token."""
