# SPDX-License-Identifier: GPL-3.0-or-later
"""sendoffctl on a terminal of its own, with somebody who reads and types."""

import fcntl
import os
import pty
import select
import subprocess
import termios
import time

PATIENCE_S = 30


class TerminalRun:
  """The terminal is the controlling one; standard output can be a pipe beside it (stdout=subprocess.PIPE)."""

  def __init__(self, box, *arguments, json_too=False, **keywords):
    self.box = box
    self.bytes_seen = b''
    self.master, self.slave = pty.openpty()
    fcntl.ioctl(self.slave, termios.TIOCSWINSZ, b'\x18\x00\x50\x00\0\0\0\0')

    def take_terminal():
      os.setsid()
      fcntl.ioctl(self.slave, termios.TIOCSCTTY, 0)

    streams = {'stdin': self.slave, 'stdout': self.slave, 'stderr': self.slave, **keywords}
    self.process = box.start(*arguments, json_too=json_too, preexec_fn=take_terminal, **streams)

  def __enter__(self):
    return self

  def __exit__(self, kind, *_exception):
    if self.process.poll() is None:
      self.process.kill()
      self.process.wait()
    os.close(self.master)
    os.close(self.slave)
    for stream in self.process.stdout, self.process.stderr:
      if stream:
        stream.close()
    if kind is None:
      self.box.check_no_secret(self.bytes_seen, 'the terminal')

  @property
  def seen(self):
    return self.bytes_seen.decode(errors='replace')

  def _read(self, timeout):
    ready, _none, _nor = select.select([self.master], [], [], timeout)
    if ready:
      self.bytes_seen += os.read(self.master, 65536)
    return bool(ready)

  def expect(self, text, times=1):
    """Waits until the text has been seen so many times."""
    deadline = time.monotonic() + PATIENCE_S
    while self.seen.count(text) < times:
      if self.process.poll() is not None and not self._read(0.1):
        raise AssertionError('ended with %d before %r came:\n%s' % (self.process.returncode, text, self.seen))
      if time.monotonic() > deadline:
        raise AssertionError('waited in vain for %r:\n%s' % (text, self.seen))
      self._read(0.1)

  def type(self, text):
    os.write(self.master, text.encode())

  def echoes(self):
    return bool(termios.tcgetattr(self.slave)[3] & termios.ECHO)

  def wait(self, timeout=PATIENCE_S):
    """The exit status."""
    deadline = time.monotonic() + timeout
    while self.process.poll() is None:
      if time.monotonic() > deadline:
        raise AssertionError('still running:\n' + self.seen)
      self._read(0.05)
    while self._read(0.05):
      pass
    return self.process.returncode

  def output(self):
    """What went to standard output, where it is a pipe."""
    return self.process.stdout.read() if self.process.stdout else b''


PIPE = subprocess.PIPE
