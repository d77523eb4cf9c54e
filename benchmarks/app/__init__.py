"""What `benchmarks.app_bench` measures: the program, its pages, their states, many visitors."""
