"""Rules about the township: its documents and periods, what its offices and villages do, what it keeps."""
