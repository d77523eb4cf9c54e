"""Results as files of other tools: tables, the IAMC format and netCDF."""
