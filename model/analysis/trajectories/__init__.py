"""What happens in a run: who has how much influence, freight, prices, projects."""
