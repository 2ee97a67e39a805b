"""A simulated voice satellite, and the voice that it speaks with, for the end-to-end tests.

What it has played lies outside Home Assistant: a line of JSON for each announcement, in
`satellites/<name>.jsonl`.

    tts:
      - platform: simulated_satellite
    assist_satellite:
      - platform: simulated_satellite
        name: Kitchen
"""
