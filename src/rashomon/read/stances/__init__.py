"""What a source does by saying something, how certain it is, and what evidence it offers."""
