"""What a finished sweep tells, in sentences, tables and files."""
