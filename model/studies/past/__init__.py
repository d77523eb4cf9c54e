"""The past as a test: forecasts from past origins, calibration, and the scores of both."""
