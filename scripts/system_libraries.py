"""See that the libraries which WeasyPrint draws with are here; install them when root, else name the command.

Run by ``make setup``. It changes nothing where everything is there.
"""

from __future__ import annotations

import ctypes.util
import os
import shutil
import subprocess
import sys

# what WeasyPrint loads, and the package that holds it, by package manager
LIBRARIES = {
    "gobject-2.0": {"apt-get": "libglib2.0-0", "dnf": "glib2", "apk": "glib", "brew": "glib"},
    "pango-1.0": {"apt-get": "libpango-1.0-0", "dnf": "pango", "apk": "pango", "brew": "pango"},
    "pangoft2-1.0": {"apt-get": "libpangoft2-1.0-0", "dnf": "pango", "apk": "pango", "brew": "pango"},
    "harfbuzz": {"apt-get": "libharfbuzz0b", "dnf": "harfbuzz", "apk": "harfbuzz", "brew": "harfbuzz"},
    "harfbuzz-subset": {
        "apt-get": "libharfbuzz-subset0", "dnf": "harfbuzz", "apk": "harfbuzz-subset", "brew": "harfbuzz",
    },
    "fontconfig": {"apt-get": "libfontconfig1", "dnf": "fontconfig", "apk": "fontconfig", "brew": "fontconfig"},
}  # fmt: skip
INSTALL = {
    "apt-get": ["apt-get", "install", "-y", "-qq"],
    "dnf": ["dnf", "install", "-y", "-q"],
    "apk": ["apk", "add", "-q"],
    "brew": ["brew", "install", "-q"],
}


def missing() -> list[str]:
    """Return the libraries that the loader does not find."""
    return [library for library in LIBRARIES if ctypes.util.find_library(library) is None]


def main() -> int:
    """Return 0 when everything is there or could be installed, else 1 with the command to run."""
    lacking = missing()
    if not lacking:
        return 0
    manager = next((m for m in INSTALL if shutil.which(m)), None)
    if manager is None:
        print("Missing system libraries for PDF:", ", ".join(lacking), "- install Pango, HarfBuzz and Fontconfig.")
        return 1
    packages = sorted({LIBRARIES[library][manager] for library in lacking})
    command = [*INSTALL[manager], *packages]
    if os.geteuid() != 0 and manager != "brew":
        print("Missing system libraries for PDF. Run:  sudo", " ".join(command))
        return 1
    print("Installing system libraries for PDF:", " ".join(packages))
    quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    if manager == "apt-get":
        subprocess.run(["apt-get", "update", "-qq"], check=False, env=quiet)
    subprocess.run(command, check=False, env=quiet, stdout=subprocess.DEVNULL)
    still = missing()
    if still:
        print("Still missing:", ", ".join(still), "- tried:", " ".join(command))
    return 1 if still else 0


if __name__ == "__main__":
    sys.exit(main())
