"""What the generated parts of the documents are made of."""
