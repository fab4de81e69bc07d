"""Ways to map a function over many items: processes of this machine (`local`)."""
