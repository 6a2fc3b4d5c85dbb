"""A message -> somebody else's server: one module per kind of target. What goes out goes through `reaching`."""
