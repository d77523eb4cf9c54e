"""Stored results as data to be checked: checksums of files, and the metadata of Zarr stores."""
