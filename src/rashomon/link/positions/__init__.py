"""How claims of several documents stand to one another: what is compared, by which rules, in which groups."""
