"""Things in things: ZIP, TAR, packed files, web archives; streamed, with bounds."""
