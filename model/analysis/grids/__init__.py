"""What two inputs of a grid do, alone and together."""
