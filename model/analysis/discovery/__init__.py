"""Where a condition holds: boxes and trees of scenario discovery."""
