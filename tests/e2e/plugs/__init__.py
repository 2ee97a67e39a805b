"""Real plugs: MQTT on a real broker, a polled cloud, and ESPHome's own firmware."""
