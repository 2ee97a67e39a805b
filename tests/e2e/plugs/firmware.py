"""ESPHome's own firmware, compiled as a Linux program from the very YAML that `docs/safety.md` recommends."""

import asyncio
from hashlib import sha256
import os
from pathlib import Path
import re
import shutil
import subprocess

TOP = Path(__file__).parents[3]
PYTHON = TOP / ".venv-esphome/bin/python"
RECOMMENDED = "35min"
FLAGS = (
    *("-std=gnu++20", "-O0", "-fno-exceptions", "-Isrc"),
    *("-DUSE_HOST", "-DESPHOME_LOG_LEVEL=ESPHOME_LOG_LEVEL_DEBUG"),
)
# What each user's plug has of its own: here a pin that only logs, and a port that each process is told.
PLUG = """
esphome:
  name: plug
  on_boot:
    priority: 900
    then:
      - lambda: |-
          id(api_server).set_port(atoi(getenv("PLUG_PORT")));
          id(api_server).set_reboot_timeout(1000 * atoi(getenv("PLUG_REBOOT_TIMEOUT")));
host:
  mac_address: "02:00:00:00:00:01"
logger:
api:
  id: api_server
packages:
  recommended: !include recommended.yaml
switch:
  - id: !extend pad
    name: Pad
    pin: 5
"""


def recommended(auto_off: int) -> str:
    """Return the YAML of the docs, with so many seconds for its minutes."""
    docs = (TOP / "docs/safety.md").read_text()
    (yaml,) = re.findall(r"#### ESPHome\n.*?```\w*\n(.*?)```", docs, re.DOTALL)
    assert yaml.count(RECOMMENDED) == 1
    return str(yaml).replace(RECOMMENDED, f"{auto_off}s")


async def built(auto_off: int) -> Path:
    """Return the program of a plug that goes off by itself after so many seconds; built once."""
    cache = Path(
        os.environ.get("BACKCARE_CACHE")
        or Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "backcare"
    )
    recipe = "\n".join(
        (recommended(auto_off), PLUG, *FLAGS, (TOP / "requirements/esphome.txt").read_text())
    )
    folder = cache / "esphome" / sha256(recipe.encode()).hexdigest()[:16]
    program = folder / "plug"
    if not program.exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        (folder / "recommended.yaml").write_text(recommended(auto_off))
        (folder / "plug.yaml").write_text(PLUG)
        await _run(folder, PYTHON, "-m", "esphome", "compile", "--only-generate", "plug.yaml")
        await _compile(folder / ".esphome/build/plug", cache / "esphome")
        (folder / ".esphome/build/plug/plug").rename(program)
        shutil.rmtree(folder / ".esphome")
    return program


async def _compile(build: Path, cache: Path) -> None:
    """Compile what ESPHome has written; what another plug had alike is taken from there."""
    main = build / "src/main.cpp"
    sources = await asyncio.to_thread(_sources, build)
    # A plug differs in its main program, and has the time of its build in another file.
    own = {path for path in sources if path == main or path.name.startswith("build_info")}
    alike = sha256(b"".join(path.read_bytes() for path in sources if path not in own))
    objects = cache / f"objects-{alike.hexdigest()[:16]}"
    await asyncio.to_thread(objects.mkdir, exist_ok=True)
    # All headers at once, compiled once: a quarter of the time.
    headers = objects / "all.h"
    if not headers.with_name("all.h.gch").exists():
        shutil.copy(build / "src/esphome.h", headers)
        await _run(build, "g++", *FLAGS, "-w", "-x", "c++-header", headers)
    places = asyncio.Semaphore(os.cpu_count() or 1)

    async def compiled(source: Path) -> Path:
        target = objects / f"{source.relative_to(build / 'src')}.o".replace("/", "_")
        if source in own:
            target = build / target.name
        if not target.exists():
            async with places:
                unfinished = target.with_suffix(f".{os.getpid()}")
                await _run(
                    build, "g++", *FLAGS, "-include", headers, "-c", source, "-o", unfinished
                )
                unfinished.rename(target)
        return target

    linked = await asyncio.gather(*(compiled(path) for path in sources if path.suffix == ".cpp"))
    await _run(build, "g++", *linked, "-o", "plug", "-lpthread")


def _sources(build: Path) -> list[Path]:
    return sorted(path for path in build.glob("src/**/*") if path.is_file())


async def _run(folder: Path, *command: str | Path) -> None:
    process = await asyncio.create_subprocess_exec(
        *command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    output, _ = await process.communicate()
    if process.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{output.decode()}")


if __name__ == "__main__":
    print(asyncio.run(built(75)))  # noqa: T201 - to try it
