# SPDX-License-Identifier: GPL-3.0-or-later
"""Running sendoffctl as a user would: a configuration folder of its own, the contract checked on every answer, and no secret in it."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from concurrent.futures import ThreadPoolExecutor

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.dirname(HERE)]

import contract  # noqa: E402

ROOT = os.environ.get('SENDOFF_SOURCE_ROOT', os.path.dirname(os.path.dirname(HERE)))
BUILD = os.environ.get('SENDOFF_BUILD_ROOT', os.path.join(ROOT, 'build'))
SENDOFFCTL = os.path.join(BUILD, 'src', 'sendoffctl')
CI = bool(os.environ.get('CI'))
# Instrumented builds take longer; no bound on time may fail for that alone.
SLOW = bool(os.environ.get('SENDOFF_SLOW'))
LONGEST_S = 60
SKIPPED_STATUS = 77


class Result:
  """What one run of the program left."""

  def __init__(self, arguments, status, stdout, stderr, seconds):
    self.arguments, self.status, self.stdout, self.stderr, self.seconds = arguments, status, stdout, stderr, seconds

  def __str__(self):
    return 'sendoffctl %s\nexit status %d after %.2f s\n--- standard output\n%s\n--- standard error\n%s' % (
      ' '.join(self.arguments), self.status, self.seconds, self.stdout.decode(errors='replace')[-6000:],
      self.stderr.decode(errors='replace')[-3000:])

  @property
  def text(self):
    return self.stdout.decode()

  @property
  def all(self):
    return self.stdout + self.stderr

  @property
  def reports(self):
    return [json.loads(line) for line in self.stdout.decode().splitlines()]

  @property
  def report(self):
    (report,) = self.reports
    return report

  @property
  def failure(self):
    return self.report['failure']

  @property
  def diagnosis_class(self):
    return self.report.get('diagnosis', {}).get('class')


def need(case, reason):
  """reason: why something that the test needs is not here. In CI that is a failure."""
  if reason is None:
    return
  if CI:
    case.fail('In CI nothing may be missing: ' + reason)
  case.skipTest(reason)


def run_all(function, cases, workers=6):
  """The cases at the same time, most of which wait for a clock. Yields (case, result, exception)."""
  with ThreadPoolExecutor(workers) as pool:
    futures = [(case, pool.submit(function, case)) for case in cases]
    for case, future in futures:
      error = future.exception()
      yield case, None if error else future.result(), error


class Sandbox:
  """A home of its own: configuration, attachments, password files. Safe to use from a thread of run_all()."""

  def __init__(self):
    self.temporary = tempfile.TemporaryDirectory(prefix='sendoff-cli-')
    self.folder = self.temporary.name
    self.config = os.path.join(self.folder, 'config', 'sendoff')
    self.secrets = []
    self.environment = {name: value for name, value in os.environ.items() if not name.startswith('XDG_') and not name.endswith('_proxy')}
    self.environment.update(HOME=self.folder, XDG_CONFIG_HOME=os.path.join(self.folder, 'config'), LC_ALL='C.UTF-8',
                            XDG_DATA_HOME=os.path.join(self.folder, 'data'), XDG_RUNTIME_DIR=self.path('run'),
                            GIO_USE_PROXY_RESOLVER='dummy', GIO_MODULE_DIR='/nonexistent', DBUS_SESSION_BUS_ADDRESS='disabled:')
    os.mkdir(self.path('run'), 0o700)

  def __enter__(self):
    return self

  def __exit__(self, *_exception):
    self.close()

  def close(self):
    self.temporary.cleanup()

  def path(self, name):
    return os.path.join(self.folder, name)

  def write(self, name, data, mode=0o600):
    path = self.path(name)
    with open(path, 'wb') as file:
      file.write(data.encode() if isinstance(data, str) else data)
    os.chmod(path, mode)
    return path

  def password_file(self, password, name='password'):
    """Also: from now on this password must not be in anything that the program writes."""
    self.secrets.append(password)
    return self.write(name, password + '\n')

  def command(self, arguments, json_too):
    return [SENDOFFCTL, '--config-dir', self.config, *(['--json'] if json_too else []), *arguments]

  def start(self, *arguments, json_too=False, **keywords):
    return subprocess.Popen(self.command(arguments, json_too), env=self.environment, cwd=self.folder,
                            **{'stdin': subprocess.DEVNULL, 'stdout': subprocess.PIPE, 'stderr': subprocess.PIPE, **keywords})

  def run(self, *arguments, json_too=False, stdin=None, timeout=LONGEST_S, **keywords):
    started = time.monotonic()
    process = self.start(*arguments, json_too=json_too, stdin=subprocess.DEVNULL if stdin is None else subprocess.PIPE,
                         start_new_session=True, **keywords)
    try:
      stdout, stderr = process.communicate(stdin.encode() if isinstance(stdin, str) else stdin, timeout)
    except subprocess.TimeoutExpired as error:
      process.kill()
      stdout, stderr = process.communicate()
      result = Result(arguments, process.returncode, stdout, stderr, time.monotonic() - started)
      raise AssertionError('still running after %d s\n%s' % (timeout, result)) from error
    result = Result(arguments, process.returncode, stdout, stderr, time.monotonic() - started)
    self.check(result)
    return result

  def check(self, result):
    """What holds for every run: no crash, no secret, a status of the contract."""
    assert result.status in contract.STATUSES, 'no status of the contract\n%s' % result
    assert b'Sanitizer' not in result.stderr and b'runtime error:' not in result.stderr, str(result)
    assert b'CRITICAL' not in result.stderr and b'WARNING **' not in result.stderr, str(result)
    self.check_no_secret(result.all, 'the output of\n%s' % result)
    for folder, _names, files in os.walk(self.config):
      for name in files:
        path = os.path.join(folder, name)
        # Another run may just be replacing it.
        with contextlib.suppress(FileNotFoundError), open(path, 'rb') as file:
          self.check_no_secret(file.read(), path)

  def check_no_secret(self, data, place):
    for secret in self.secrets:
      for form in contract.forms_of_secret(secret):
        assert form not in data, 'a password is in %s' % place

  def job(self, *arguments, status=None, timeout=LONGEST_S, **keywords):
    """A run with --json whose every line must keep to the contract."""
    result = self.run(*arguments, json_too=True, timeout=timeout, **keywords)
    if status is not None:
      allowed = status if isinstance(status, (set, tuple, list)) else (status,)
      assert result.status in allowed, 'expected exit status %s\n%s' % (' or '.join(map(str, allowed)), result)
    if result.status in (contract.USAGE, contract.NO_ACCOUNT) and not result.stdout:
      return result
    reports = result.reports
    assert reports, 'no report\n%s' % result
    for report in reports:
      found = contract.complaints(report, result.status if len(reports) == 1 else None)
      assert not found, '%s\n%s' % ('\n'.join(found), result)
    return result

  def add(self, name='work', port=0, **keys):
    """keys with _ for the dot: smtp_security='starttls'. timeout=2, so that no test waits long."""
    values = {'email': 'ana@lab.test', 'smtp.host': '127.0.0.1', 'smtp.port': str(port), 'smtp.security': 'none',
              'smtp.authentication': 'none', 'timeout': '2', **{key.replace('_', '.'): value for key, value in keys.items()}}
    result = self.run('add', name, *('--%s=%s' % pair for pair in values.items()))
    assert result.status == 0, str(result)

  def send(self, *arguments, account='work', to=('bo@elsewhere.test',), **keywords):
    return self.job('send', account, *('--to=' + address for address in to), *arguments, **keywords)


class CliTest(unittest.TestCase):
  """One sandbox for each test."""
  maxDiff = None

  def setUp(self):
    self.box = Sandbox()
    self.addCleanup(self.box.close)

  def assert_status(self, result, status):
    self.assertEqual(result.status, status, str(result))

  def assert_no_sentence_missing(self, result):
    """A fault is told in words, on standard error, in one place, without a crash's leavings."""
    self.assertTrue(result.stderr.strip() or result.stdout.strip(), str(result))


def interrupt(process, number=signal.SIGINT):
  """Sends the signal: (seconds until the end, standard output, standard error). It reads meanwhile, as a full pipe would hold up the end.
  -1 s where the process had to be killed."""
  started = time.monotonic()
  process.send_signal(number)
  try:
    stdout, stderr = process.communicate(timeout=10)
    return time.monotonic() - started, stdout, stderr
  except subprocess.TimeoutExpired:
    process.kill()
    return -1, *process.communicate()


def wait_until(condition, timeout_s=20):
  deadline = time.monotonic() + timeout_s
  while not condition():
    if time.monotonic() > deadline:
      raise AssertionError('waited %d s in vain' % timeout_s)
    time.sleep(0.005)


def main():
  """Exit status 77 (skipped, for meson) where not one test could run."""
  if not os.path.exists(SENDOFFCTL):
    print('%s is not there: build first' % SENDOFFCTL)
    sys.exit(1)
  program = unittest.main(module='__main__', exit=False, verbosity=2)
  result = program.result
  if result.wasSuccessful() and result.testsRun and len(result.skipped) == result.testsRun:
    print('skipped: ' + result.skipped[0][1])
    sys.exit(SKIPPED_STATUS)
  sys.exit(not result.wasSuccessful())
