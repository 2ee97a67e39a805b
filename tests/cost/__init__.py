"""What BackCare costs Home Assistant, as counts: times depend on the machine, counts do not."""
