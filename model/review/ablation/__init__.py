"""An ablation as its readers meet it: the folder, the table and the words."""
