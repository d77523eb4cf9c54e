"""The model held against the past: hindcast, calibration and episodes."""
