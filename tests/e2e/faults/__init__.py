"""Faults against real Home Assistant processes, timed by the relays behind simulated plugs."""
