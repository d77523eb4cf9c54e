"""The one order of play, and the two engines that run it."""
