"""Lines across documents: who is who, what is copied, who relays whom, what is said in common; pure."""
