"""What happens in a turn: pure functions, one idea a file."""
