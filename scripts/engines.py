"""Run the tests of the other engines: see that Java and PostgreSQL are here, install the extras, run tests_engines/.

``make test-engines`` calls it. What is missing is installed by apt-get when root, else the command is named.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

JAVA = "openjdk-17-jre-headless"
KNOWN_JAVA = ("17", "21")
"""Versions that the locked Spark runs on."""
LOCK = "requirements-engines.lock"


def java_home() -> Path | None:
    """Return the folder of a Java runtime that Spark runs on."""
    named = [Path(os.environ["JAVA_HOME"])] if "JAVA_HOME" in os.environ else []
    found = shutil.which("java")
    homes = [*named, *sorted(Path("/usr/lib/jvm").glob("*")), *([Path(found).resolve().parents[1]] if found else [])]
    return next((home for home in homes if (home / "bin" / "java").exists() and _version(home) in KNOWN_JAVA), None)


def _version(home: Path) -> str:
    said = subprocess.run([home / "bin" / "java", "-version"], capture_output=True, text=True, check=False).stderr
    return said.partition('"')[2].partition(".")[0]


def postgresql_binaries() -> Path | None:
    """Return the folder of PostgreSQL's programs, the newest of several."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    return folders[-1].parent if folders else None


def install(packages: list[str]) -> bool:
    """Install Debian packages when root; else name the command. Return whether it was done."""
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        print("The engines' tests need a Java 17 runtime and PostgreSQL. On Debian:  sudo", " ".join(command))
        return False
    print("Installing", " ".join(packages))
    quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    subprocess.run(["apt-get", "update", "-qq"], check=False, env=quiet)
    return subprocess.run(command, check=False, env=quiet, stdout=subprocess.DEVNULL).returncode == 0


def main() -> int:
    """Return the exit code of the tests, or 1 where they cannot run."""
    missing = [*([] if java_home() else [JAVA]), *([] if postgresql_binaries() else ["postgresql"])]
    if missing and not install(missing):
        return 1
    java, binaries = java_home(), postgresql_binaries()
    if java is None or binaries is None:
        print("Still missing: a Java runtime of version", " or ".join(KNOWN_JAVA), "or PostgreSQL's initdb")
        return 1
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--no-deps", "--require-hashes", "-r", LOCK], check=True)
    environment = dict(os.environ, JAVA_HOME=str(java), POSTGRESQL_BINARIES=str(binaries))
    tests = [sys.executable, "-m", "pytest", "-n0", "tests_engines", *sys.argv[1:]]
    return subprocess.run(tests, check=False, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main())
