"""Write the generated pages, or compare them: `scripts/docs`, `scripts/docs --check`."""

from __future__ import annotations

from pathlib import Path
import re
import sys

from tests.assist import voice_page
from tests.catalogue.files import REPOSITORY
from tests.pages import actions, automations, promises, red_flags

DOCS = REPOSITORY / "docs"
# Folders in which every page is generated.
FOLDERS = ("actions", "conditions", "triggers")


def _parts() -> dict[str, dict[str, str]]:
    return {
        "README.md": {"red flags": red_flags.overview()},
        "docs/actions.md": {"actions": actions.overview()},
        "docs/automations.md": {
            f"{kind}s": automations.overview(kind) for kind in automations.KINDS
        },
    }


def _with_part(text: str, name: str, made: str) -> str:
    """Return a page with its part of that name replaced, between two comments."""
    start, end = f"<!-- {name}: made by scripts/docs -->\n", "<!-- end -->"
    marked = re.compile(f"{re.escape(start)}.*?{end}", re.DOTALL)
    assert marked.search(text), f"no part {name}"
    return marked.sub(lambda _: f"{start}\n{made}\n\n{end}", text)


def made() -> dict[Path, str]:
    """Return the text of each page that is generated, or partly generated."""
    pages = {DOCS / path: text for path, text in {**actions.pages(), **automations.pages()}.items()}
    pages[voice_page.PAGE] = voice_page.page()
    pages[DOCS / "promises.md"] = promises.page()
    for path, parts in _parts().items():
        text = (REPOSITORY / path).read_text(encoding="utf-8")
        for name, part in parts.items():
            text = _with_part(text, name, part)
        pages[REPOSITORY / path] = text
    return pages


def stale(pages: dict[Path, str]) -> list[str]:
    """Return the pages that are out of date, or no longer generated."""
    there = {path for folder in FOLDERS for path in (DOCS / folder).glob("*")}
    differing = {
        path for path, text in pages.items() if not path.exists() or path.read_text("utf-8") != text
    }
    return sorted(str(path.relative_to(REPOSITORY)) for path in differing | (there - set(pages)))


def main() -> int:
    """Write or compare the pages; return the exit code."""
    pages = made()
    differing = stale(pages)
    if "--check" in sys.argv[1:]:
        if differing:
            sys.stderr.write(f"Run scripts/docs: {', '.join(differing)}\n")
        return bool(differing)
    for name in differing:
        (REPOSITORY / name).unlink(missing_ok=True)
    for path, text in pages.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    sys.stdout.write("".join(f"{name}\n" for name in differing))
    return 0


if __name__ == "__main__":
    sys.exit(main())
