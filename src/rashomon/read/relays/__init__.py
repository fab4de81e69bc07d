"""Who relays whom, from the outlet of the document to the origin."""
