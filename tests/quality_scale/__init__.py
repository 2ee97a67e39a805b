"""Home Assistant's Quality Scale: a test for each rule."""
