"""Pages in the browser over the studio: on this machine alone, and without a network."""
