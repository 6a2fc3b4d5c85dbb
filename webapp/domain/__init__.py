"""What Backstride knows without a clock, a database or the web: standard library only."""
