# SPDX-License-Identifier: GPL-3.0-or-later
"""own_network.py COMMAND…: runs it in a network that has loopback and nothing else, where every port is free and nobody else listens; so
servers of the tests can stand on the ports that people know. Needs root, as Postfix does. Status 77 where the system doesn't let us."""

import ctypes
import fcntl
import os
import socket
import struct
import sys

CLONE_NEWNET = 0x40000000
SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP = 0x8913, 0x8914, 1
SKIPPED_STATUS = 77
MARK = 'SENDOFF_OWN_NETWORK'


def unavailable():
  """For a test: why it doesn't run in one, None if it does."""
  return None if MARK in os.environ else 'started without own_network.py'


def enter():
  library = ctypes.CDLL(None, use_errno=True)
  if library.unshare(CLONE_NEWNET) != 0:
    raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
  with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
    request = fcntl.ioctl(any_socket, SIOCGIFFLAGS, struct.pack('16sH14x', b'lo', 0))
    flags = struct.unpack('16sH14x', request)[1]
    fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack('16sH14x', b'lo', flags | IFF_UP))


if __name__ == '__main__':
  try:
    enter()
  except OSError as error:
    print('skipped: no network of its own: %s' % error)
    sys.exit(SKIPPED_STATUS)
  os.environ[MARK] = '1'
  os.execvp(sys.argv[1], sys.argv[1:])
