# SPDX-License-Identifier: GPL-3.0-or-later
"""sendoffctl practice as the tests start it."""

import json


class PracticeServer:
  """The program's own server in the foreground, on a free port unless an argument names one. box: what has start()."""

  def __init__(self, box, *arguments):
    self.box = box
    self._start('--port=0', *arguments)

  def _start(self, *arguments):
    self.process = self.box.start('practice', *arguments, json_too=True)
    first = self.process.stdout.readline()
    if not first:
      raise AssertionError('the practice server did not start: %s' % self.process.stderr.read().decode())
    self.announced = json.loads(first)
    self.port = self.announced['port']

  def __enter__(self):
    return self

  def __exit__(self, *_exception):
    self._stop()

  def restart(self, *arguments):
    """On the same port, as another server."""
    self._stop()
    self._start('--port=%d' % self.port, *arguments)

  def _stop(self):
    self.process.terminate()  # SIGINT may have been ignored from the start, by a shell
    self.process.communicate(timeout=20)
