"""What moves a result: the same draws again without one part of the model at a time."""
