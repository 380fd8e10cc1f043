# SPDX-License-Identifier: GPL-3.0-or-later
"""A folder that nobody can write to for a while, not even root: mounted read-only, in mounts of our own that the system doesn't see."""

import ctypes
import os
import subprocess

CLONE_NEWNS = 0x20000


class ReadOnlyFolder:
  """with ReadOnlyFolder(path) as folder: what is started inside can't write there until folder.set_writable()."""

  def __init__(self, path):
    """OSError where the system doesn't let us."""
    self.path = path
    library = ctypes.CDLL(None, use_errno=True)
    if library.unshare(CLONE_NEWNS) != 0:
      raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    self._mount('--make-rprivate', '/')
    self._mount('--bind', path, path)
    self._mount('-o', 'remount,bind,ro', path)

  def _mount(self, *arguments):
    result = subprocess.run(['mount', *arguments], capture_output=True, text=True, check=False)
    if result.returncode != 0:
      raise OSError(result.stderr.strip())

  def set_writable(self):
    self._mount('-o', 'remount,bind,rw', self.path)

  def __enter__(self):
    return self

  def __exit__(self, _kind, _value, _trace):
    subprocess.run(['umount', '--lazy', self.path], check=True)
