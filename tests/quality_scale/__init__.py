"""Home Assistant's Quality Scale: a test for each rule, and none that the file only claims."""
