"""Which alternatives of a lever hold up across futures."""
