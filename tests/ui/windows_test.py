# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of this folder share beside the driver: skips, settings made by sendoffctl, and an end even where something hangs."""

import faulthandler
import json
import os
import subprocess
import sys
import tempfile
import unittest

from desktop import BUILD, ROOT

sys.path.insert(0, os.path.join(ROOT, 'tests'))
from fakes.certificates import Workshop  # noqa: E402,F401  for those who import this; the path had to come first
from fakes.practice_server import PracticeServer  # noqa: E402,F401
from fakes.own_mounts import ReadOnlyFolder  # noqa: E402,F401

CI = bool(os.environ.get('CI'))
SKIPPED_STATUS = 77
# Else an underscore is a dot.
KEY_NAMES = {'client_certificate': 'client-certificate', 'client_key': 'client-key'}
SENDOFFCTL = os.path.join(BUILD, 'src', 'sendoffctl')


def need(case, reason):
  """reason: why something that the test needs is not here. In CI that is a failure."""
  if reason is None:
    return
  if CI:
    case.fail('In CI nothing may be missing: ' + reason)
  case.skipTest(reason)


class Settings:
  """A configuration folder of its own."""

  def __init__(self):
    self.temporary = tempfile.TemporaryDirectory(prefix='sendoff-settings-')
    self.folder = self.temporary.name

  def close(self):
    self.temporary.cleanup()

  def ctl(self, *arguments, status=0):
    """Runs sendoffctl; the objects that it printed."""
    result = subprocess.run([SENDOFFCTL, '--config-dir', self.folder, '--json', *arguments], capture_output=True, text=True,
                            stdin=subprocess.DEVNULL, timeout=60, check=False)
    assert result.returncode == status, 'sendoffctl %s ended with %d\n%s' % (' '.join(arguments), result.returncode, result.stderr)
    return [json.loads(line) for line in result.stdout.splitlines()]

  def start(self, *arguments, json_too=False):
    """sendoffctl in the background."""
    return subprocess.Popen([SENDOFFCTL, '--config-dir', self.folder, *(['--json'] if json_too else []), *arguments],
                            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

  def add(self, name, **keys):
    values = {'email': 'ana@lab.test', 'smtp.host': 'localhost', **{KEY_NAMES.get(key, key.replace('_', '.')): value for key, value in keys.items()}}
    self.ctl('add', name, *('--%s=%s' % pair for pair in values.items()))

  def read(self):
    """Every byte of every file."""
    data = b''
    for folder, _names, files in os.walk(self.folder):
      for name in files:
        with open(os.path.join(folder, name), 'rb') as file:
          data += file.read()
    return data


def main(longest_s=600):
  """Exit status 77 (skipped, for meson) where not one test could run. What hangs says where."""
  faulthandler.dump_traceback_later(longest_s, exit=True)
  result = unittest.main(module='__main__', exit=False, verbosity=2).result
  if result.wasSuccessful() and result.testsRun and len(result.skipped) == result.testsRun:
    print('skipped: ' + result.skipped[0][1])
    sys.exit(SKIPPED_STATUS)
  sys.exit(not result.wasSuccessful())
