"""Pages on paper, as a browser prints them."""

import asyncio
from pathlib import Path
import sys

from .dashboard import chromium, new_page

# The width of a page in pixels, 96 an inch, less its margins of 14 mm.
PAPERS = {"A4": 687, "Letter": 710}
# What is wider than that would be cut at the right edge.
TOO_WIDE = """() => [...document.querySelectorAll("body *")]
    .filter(each => each.getBoundingClientRect().right > document.body.getBoundingClientRect().right)
    .map(each => each.outerHTML.slice(0, 80))"""


async def printed(html: str, paper: str) -> bytes:
    """Return the pages as a PDF."""
    async with new_page() as shown:
        await shown.set_content(html)
        return await shown.pdf(format=paper)


async def too_wide(html: str, paper: str) -> list[str]:
    """Return what is wider than the paper, by how it begins."""
    async with new_page() as shown:
        await shown.emulate_media(media="print")
        await shown.set_viewport_size({"width": PAPERS[paper], "height": 1000})
        await shown.set_content(html)
        found: list[str] = await shown.evaluate(TOO_WIDE)
        return found


async def main(pages: dict[Path, str]) -> None:
    """Print every page on every paper, beside its file."""
    async with chromium():
        for path, html in pages.items():
            for paper in PAPERS:
                pdf = await printed(html, paper)
                path.with_name(f"{path.stem}-{paper}.pdf").write_bytes(pdf)


if __name__ == "__main__":
    asyncio.run(main({path: path.read_text() for path in Path(sys.argv[1]).glob("*.html")}))
