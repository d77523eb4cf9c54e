"""Results on disk: folders, manifests, checksums and tables, written whole and checked."""
