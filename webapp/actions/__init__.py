"""What Backstride does. Every action takes a session and plain values, never a request."""
