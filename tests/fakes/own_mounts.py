# SPDX-License-Identifier: GPL-3.0-or-later
"""What not even root could arrange otherwise, in mounts of our own that the system doesn't see: a folder that nobody can write to for a while, and
another file in the place of one of the system's. OSError where the system doesn't let us."""

import ctypes
import os
import subprocess

CLONE_NEWNS = 0x20000


def mount(*arguments):
  result = subprocess.run(['mount', *arguments], capture_output=True, text=True, check=False)
  if result.returncode != 0:
    raise OSError(result.stderr.strip())


class OwnMount:
  """Ends with the block."""

  def __init__(self, path):
    self.path = path
    library = ctypes.CDLL(None, use_errno=True)
    if library.unshare(CLONE_NEWNS) != 0:
      raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    mount('--make-rprivate', '/')

  def __enter__(self):
    return self

  def __exit__(self, _kind, _value, _trace):
    subprocess.run(['umount', '--lazy', self.path], check=True)


class ReadOnlyFolder(OwnMount):
  """with ReadOnlyFolder(path) as folder: what is started inside can't write there until folder.set_writable()."""

  def __init__(self, path):
    super().__init__(path)
    mount('--bind', path, path)
    mount('-o', 'remount,bind,ro', path)

  def set_writable(self):
    mount('-o', 'remount,bind,rw', self.path)


class ReplacedFile(OwnMount):
  """with ReplacedFile(path, by): what is started inside finds the other file's contents there."""

  def __init__(self, path, by):
    super().__init__(path)
    mount('--bind', by, path)
