"""The cost to Home Assistant, in counts: times depend on the machine, counts do not."""
