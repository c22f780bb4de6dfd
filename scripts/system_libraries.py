"""See that the libraries which WeasyPrint draws with are here; install them when root, else name the command.

Run by ``make setup``; with ``--tests``, by ``make test``, also the programs that only tests use: where they cannot be
had, those tests are skipped. It changes nothing where everything is there.
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
# programs that open what we write as its readers would, and the Debian packages that hold each
TEST_PROGRAMS = {
    "soffice": ["libreoffice-writer-nogui", "libreoffice-calc-nogui"],
}
INSTALL = {
    "apt-get": ["apt-get", "install", "-y", "-qq"],
    "dnf": ["dnf", "install", "-y", "-q"],
    "apk": ["apk", "add", "-q"],
    "brew": ["brew", "install", "-q"],
}


def missing() -> list[str]:
    """Return the libraries that the loader does not find."""
    return [library for library in LIBRARIES if ctypes.util.find_library(library) is None]


def install_test_programs() -> None:
    """Install what the tests open documents with, by apt-get when root; else say what is skipped."""
    lacking = [program for program in TEST_PROGRAMS if shutil.which(program) is None]
    if not lacking:
        return
    packages = [package for program in lacking for package in TEST_PROGRAMS[program]]
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        print("Tests that need", ", ".join(lacking), "are skipped. On Debian:  sudo", " ".join(command))
        return
    print("Installing programs for tests:", " ".join(packages))
    quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    subprocess.run(["apt-get", "update", "-qq"], check=False, env=quiet)
    subprocess.run(command, check=False, env=quiet, stdout=subprocess.DEVNULL)


def main() -> int:
    """Return 0 when everything is there or could be installed, else 1 with the command to run."""
    if "--tests" in sys.argv[1:]:
        install_test_programs()
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
