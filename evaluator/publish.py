"""Publishing whole or not at all: results are written beside the old ones and exchanged with them in one step.

A crash at any moment leaves the old results or the new ones, never a mixture: a sibling folder is written, flushed to
the disk, and exchanged with renameat2(RENAME_EXCHANGE). Where the system cannot exchange, two renames do it, and the
next run puts the old results back if it was stopped between them. What a killed run left is swept under the lock.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from evaluator.refusals import Refusal
from evaluator.words import _

if TYPE_CHECKING:
    from collections.abc import Iterator

FRESH = ".results.new-"
OLD = ".results.old-"
LOCK = ".evaluator.lock"

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # linux/fs.h
_CANNOT_EXCHANGE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}  # old kernels; file systems without it


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Hold the folder alone; Refusal when another run holds it. A killed run's lock is gone with it.

    Under the lock, what killed runs left behind is swept.
    """
    with writing(root):
        handle = os.open(root / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o666)
    try:
        _lock(handle, root)
        with writing(root):
            sweep(root)
        yield
    finally:
        os.close(handle)


def _lock(handle: int, root: Path) -> None:
    try:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)  # not flock: a killed run's orphaned workers would keep it
    except (BlockingIOError, PermissionError) as error:
        raise Refusal(
            _("Another run is working on {path}; wait until it is done, then try again.").format(path=root)
        ) from error


def sweep(root: Path) -> None:
    """Remove what killed runs left; results that were renamed away and not replaced come back first."""
    results = root / "results"
    for left in sorted(root.glob(f"{OLD}*")):
        if results.exists():
            shutil.rmtree(left)
        else:
            left.rename(results)
    for left in root.glob(f"{FRESH}*"):
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left)
        else:
            left.unlink()


@contextmanager
def whole(results: Path) -> Iterator[Path]:
    """Yield an empty folder to write the new results into; on success it takes the place of ``results``.

    On any failure the old results stay as they were. Call it under ``locked``. A full disk or a folder that may not be
    written to is a Refusal that names the path.
    """
    if results.is_symlink() or (results.exists() and not results.is_dir()):
        raise Refusal(_("{path} must be a folder of its own: move it away, then run again.").format(path=results))
    with writing(results):
        fresh = Path(tempfile.mkdtemp(prefix=FRESH, dir=results.parent))
        try:
            fresh.chmod(0o777 & ~_umask())
            yield fresh
            flush_tree(fresh)
            _put_in_place(fresh, results)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)


def write_alone(path: Path, content: bytes) -> None:
    """Write one file of the results in one step, leaving the others as they are."""
    with writing(path):
        path.parent.mkdir(exist_ok=True)
    write_beside(path, content, path.parent.parent)


def write_beside(path: Path, content: bytes, room: Path | None = None) -> None:
    """Write a file in one step; until then it lies in ``room``, else in the folder of the file."""
    with writing(path):
        handle, name = tempfile.mkstemp(prefix=FRESH, dir=room or path.parent)
        fresh = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                os.fchmod(file.fileno(), 0o666 & ~_umask())
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(path)
            flush(path.parent)
        finally:
            fresh.unlink(missing_ok=True)


def _put_in_place(fresh: Path, results: Path) -> None:
    """Afterwards ``results`` is the new folder and the old one is gone."""
    if not results.exists():
        fresh.rename(results)
        flush(results.parent)
        return
    if exchange(fresh, results):
        flush(results.parent)
        shutil.rmtree(fresh)
        return
    old = Path(tempfile.mkdtemp(prefix=OLD, dir=results.parent))
    results.rename(old)
    fresh.rename(results)
    flush(results.parent)
    shutil.rmtree(old)


def exchange(one: Path, other: Path) -> bool:
    """Let two paths change places in one step; False where the system cannot (nothing has changed then)."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except AttributeError:
        return False
    if renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _CANNOT_EXCHANGE:
        return False
    raise OSError(code, os.strerror(code), str(other))


def flush_tree(folder: Path) -> None:
    """Bring every file and folder to the disk, the folder itself last."""
    for path in sorted(folder.rglob("*"), reverse=True):
        flush(path)
    flush(folder)


def flush(path: Path) -> None:
    """Bring one file or folder to the disk."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _umask() -> int:
    """The process's umask, which can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn what the system says about a path into a sentence that names it."""
    try:
        yield
    except OSError as error:
        raise Refusal(_cannot_write(Path(error.filename) if error.filename else path, error)) from error


def _cannot_write(path: Path, error: OSError) -> str:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return _("The disk is full: {path} could not be written. The old results are untouched.").format(path=path)
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return _("{path} may not be written to. The old results are untouched.").format(path=path)
    reason = error.strerror or type(error).__name__
    return _("{path} could not be written ({reason}). The old results are untouched.").format(path=path, reason=reason)
