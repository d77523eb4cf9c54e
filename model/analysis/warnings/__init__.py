"""What a scenario probably did not mean: it is good, and still worth a second look."""
