"""What a file is: text, CSV and TOML with positions, numbers, quarters, and what can be wrong."""
