"""What `import model` offers: the commands as functions that return xarray and plain objects."""
