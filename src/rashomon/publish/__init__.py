"""From a case to a file that a person reads: the dossier and the exports."""
