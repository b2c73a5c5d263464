"""What people said about articles, for other programs: one module per format over one reading."""
