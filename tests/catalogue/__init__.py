"""Checks that declarations in several places agree."""
