"""Render the brand images that Home Assistant serves from the drawings in this folder.

Needs resvg-py from PyPI, which nothing else does: run it in an environment of its own.
"""

from pathlib import Path

import resvg_py

DRAWINGS = Path(__file__).parent
IMAGES = DRAWINGS.parents[1] / "custom_components" / "backcare" / "brand"

ON_LIGHT = "#33475b"
ON_DARK = "#e6edf3"

# Home Assistant's file names, each with its drawing, height and text colour.
# The icon works on any background: Home Assistant uses it in place of a dark one.
RENDERED = {
    "icon": ("icon.svg", 256, ON_LIGHT),
    "logo": ("logo.svg", 128, ON_LIGHT),
    "dark_logo": ("logo.svg", 128, ON_DARK),
}


def main() -> None:
    """Write each image in its normal and its double size."""
    IMAGES.mkdir(exist_ok=True)
    for name, (drawing, height, letters) in RENDERED.items():
        svg = (DRAWINGS / drawing).read_text().replace(ON_LIGHT, letters)
        for suffix, scale in (("", 1), ("@2x", 2)):
            png = resvg_py.svg_to_bytes(svg_string=svg, height=height * scale)
            (IMAGES / f"{name}{suffix}.png").write_bytes(bytes(png))


if __name__ == "__main__":
    main()
