"""Speakers: whom a source stands for, in which role, for whom, and on what terms."""
