"""The quarter's hottest stages, fused by hand in compiled code: a yardstick for the rules' speed.

Each file has one stage twice: ``by_rules`` calls the model's functions as a quarter does,
``gather`` lays the same arrays out for ``fuse``, which is compiled. Nothing here is used by the
model, and a test holds the two equal.
"""
