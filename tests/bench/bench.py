# SPDX-License-Identifier: GPL-3.0-or-later
"""What is measured, against what, and how good it must be. `./dev bench`, or: python3 bench.py BUILD_DIR [NAME…]

Every comparison takes turns, so that a busy machine is busy for both; medians count. Exit status 1 where a bound is missed."""

import contextlib
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, '..'), os.path.join(HERE, '..', 'cli')]

from fakes.certificates import Workshop  # noqa: E402
from measure import MIB, Sink, bound, median_line, run_benchmarks  # noqa: E402

SYSTEM_ROOTS = '/etc/ssl/certs/ca-certificates.crt'  # Debian's


class Home:
  """A configuration folder with one account, and the files to send."""

  def __init__(self, build, port, **keys):
    self.temporary = tempfile.TemporaryDirectory(prefix='sendoff-bench-')
    self.folder = self.temporary.name
    self.program = os.path.join(build, 'src', 'sendoffctl')
    self.environment = {**os.environ, 'HOME': self.folder, 'XDG_CONFIG_HOME': self.folder, 'LC_ALL': 'C.UTF-8',
                        'GIO_USE_PROXY_RESOLVER': 'dummy', 'DBUS_SESSION_BUS_ADDRESS': 'disabled:'}
    self.values = {'email': 'ana@lab.test', 'smtp.host': 'localhost', 'smtp.port': port, 'smtp.security': 'none', 'smtp.authentication': 'none', **keys}
    self.add('work')

  def add(self, name):
    subprocess.run([self.program, 'add', name, *('--%s=%s' % pair for pair in self.values.items())], env=self.environment, check=True,
                   stdout=subprocess.DEVNULL)

  def __enter__(self):
    return self

  def __exit__(self, *_exception):
    self.temporary.cleanup()

  def write(self, name, data):
    path = os.path.join(self.folder, name)
    with open(path, 'wb') as file:
      file.write(data)
    return path

  def send(self, *arguments):
    return [self.program, 'send', 'work', '--to=bo@elsewhere.test', *arguments]

  def run(self, command, stdin=None):
    """Milliseconds of the whole process."""
    with open(stdin or os.devnull, 'rb') as source:
      start = time.monotonic()
      process = subprocess.Popen(command, env=self.environment, stdin=source, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
      process.wait()
    elapsed = (time.monotonic() - start) * 1000
    error = process.stderr.read()
    process.stderr.close()
    if process.returncode != 0:
      raise RuntimeError('%s ended with %d: %s' % (command[0], process.returncode, error.decode(errors='replace')))
    return elapsed


def compare(home, contestants, rounds):
  """In random order, so that none always finds the caches as the same other left them. name -> its median."""
  times = {name: [] for name in contestants if name not in ('curl', 'msmtp') or shutil.which(name)}
  for number in range(rounds + 2):
    for name in random.sample(list(times), len(times)):
      elapsed = home.run(*contestants[name])
      if number >= 2:  # the first ones warm the caches
        times[name].append(elapsed)
  for name, found in times.items():
    median_line(name, found)
  return {name: statistics.median(found) for name, found in times.items()}


def send_singly(build, sink, ca_file, rounds):
  """The same short message by each program; with ca_file over TLS from the first byte. The medians of those that curl was measured beside."""
  secure = ca_file is not None
  with Home(build, sink.port, **({'smtp.security': 'tls'} if secure else {})) as home:
    body = home.write('body', b'A short test.\n')
    message = home.write('message', b'From: ana@lab.test\r\nTo: bo@elsewhere.test\r\nSubject: test\r\n\r\nA short test.\r\n')
    ours = home.send('--subject=test', '--body-file=' + body, *(['--ca-file=' + ca_file] if secure else [])), None
    curl = ['curl', '--silent', '--show-error', *(['--cacert', ca_file] if secure else []),
            '%s://localhost:%d' % ('smtps' if secure else 'smtp', sink.port), '--mail-from', 'ana@lab.test', '--mail-rcpt', 'bo@elsewhere.test',
            '--upload-file', message], None
    msmtp = ['msmtp', '--file=/dev/null', '--host=localhost', '--port=%d' % sink.port, '--auth=off', '--from=ana@lab.test',
             *(['--tls=on', '--tls-starttls=off', '--tls-trust-file=' + ca_file] if secure else ['--tls=off']), 'bo@elsewhere.test'], message
    medians = compare(home, {'sendoffctl': ours, 'curl': curl, 'libraries': ([os.path.join(build, 'tests', 'bench', 'bench-libraries')], None)}, rounds)
    bound('sendoffctl / curl', medians['sendoffctl'] / medians['curl'], 1.25)
    # Apart: it sleeps most of its time, and the processor with it.
    slow = compare(home, {'sendoffctl': ours, 'msmtp': msmtp}, 15)
    bound('sendoffctl / msmtp', slow['sendoffctl'] / slow['msmtp'], 1 / 3)
  return medians


def single_send(build):
  """One message, the whole process, plain text on loopback."""
  with Sink(build) as sink:
    medians = send_singly(build, sink, None, 201)
  print('  an empty program with the libraries loaded: %.3f of curl' % (medians['libraries'] / medians['curl']))


def single_send_tls(build):
  """The same over TLS: with one private authority that is trusted, then with the system's as well."""
  with tempfile.TemporaryDirectory(prefix='sendoff-bench-') as folder:
    workshop = Workshop(folder)
    root = workshop.make_root()
    bundle = os.path.join(folder, 'bundle.pem')
    with open(bundle, 'w', encoding='ascii') as file:
      for path in filter(os.path.exists, (SYSTEM_ROOTS, root.chain)):
        with open(path, encoding='utf-8') as roots:
          file.write(roots.read())
    with Sink(build, workshop.make(issuer=root)) as sink:
      for ca_file in root.chain, bundle:
        send_singly(build, sink, ca_file, 101)


def transfer(build, mode, port, ca_file, rounds):
  """Runs bench-transfer; name -> its times."""
  command = [os.path.join(build, 'tests', 'bench', 'bench-transfer'), mode, str(port), ca_file or '-', str(rounds)]
  output = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True,
                          env={**os.environ, 'GIO_USE_PROXY_RESOLVER': 'dummy'}).stdout
  times = {}
  for line in output.splitlines():
    name, value = line.split()
    times.setdefault(name, []).append(float(value))
  for name, found in times.items():
    median_line(name, found)
  return {name: statistics.median(found) for name, found in times.items()}


def upload(build, rounds=11):
  """25 MiB over TLS, the same ready-made message; composing apart."""
  with tempfile.TemporaryDirectory(prefix='sendoff-bench-') as folder:
    workshop = Workshop(folder)
    root = workshop.make_root()
    with Sink(build, workshop.make(issuer=root)) as sink:
      medians = transfer(build, 'upload', sink.port, root.chain, rounds)
  bound('25 MiB over TLS, sendoff / libcurl', medians['sendoff'] / medians['libcurl'], 1.2)
  recording = transfer(build, 'record', 0, None, rounds)
  bound('25 MiB, what its recording costs / the upload', recording['recording'] / medians['sendoff'], 0.05)
  transfer(build, 'compose', 0, None, 5)


def many(build, rounds=7):
  """1,000 messages over one connection, plain, against libcurl on one handle."""
  with Sink(build) as sink:
    medians = transfer(build, 'many', sink.port, None, rounds)
  print('  sendoff: %.0f messages a second' % (1000 / medians['sendoff'] * 1000))
  bound('1,000 messages, sendoff / libcurl', medians['sendoff'] / medians['libcurl'], 1.2)


def peak_memory(home, command):
  """VmHWM in KiB, read till the end. (ru_maxrss won't do: it begins with what this interpreter has.)"""
  process = subprocess.Popen(command, env=home.environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
  peak = 0
  while process.poll() is None:
    # It may have ended meanwhile; and the first moments still show what fork() copied from here.
    with contextlib.suppress(OSError), open('/proc/%d/status' % process.pid, encoding='ascii') as status:
      found = [line.split()[1] for line in status if line.startswith('VmHWM')]
      if found and os.readlink('/proc/%d/exe' % process.pid).endswith('sendoffctl'):
        peak = max(peak, int(found[0]))
    time.sleep(0.001)
  if process.returncode != 0:
    raise RuntimeError('sendoffctl ended with %d' % process.returncode)
  return peak


def memory(build):
  """The most memory of the whole program, with a small and a big attachment."""
  with Sink(build) as sink, Home(build, sink.port) as home:
    peaks = {}
    block = os.urandom(MIB)
    for size in MIB, 64 * MIB:
      attachment = os.path.join(home.folder, 'attachment.bin')
      with open(attachment, 'wb') as file:
        for _number in range(size // MIB):
          file.write(block)
      peaks[size] = statistics.median(peak_memory(home, home.send('--attach=' + attachment)) for _round in range(3))
      print('  %3d MiB attached: peak %.1f MiB' % (size // MIB, peaks[size] / 1024))
  bound('growth from 1 to 64 MiB', (peaks[64 * MIB] - peaks[MIB]) / 1024, 2, ' MiB')


def cancel(build, rounds=5):
  """From SIGINT to the end of the process, in each phase."""
  os.environ['SENDOFF_BUILD_ROOT'] = os.path.abspath(build)
  from fakes.hostile_server import HostileServer
  from support import Sandbox, interrupt, wait_until
  from test_cancel import PHASES, CancelTest
  CancelTest.setUpClass()
  case = CancelTest()
  for phase, (script, reached, _statuses, pause) in PHASES.items():
    times = []
    for _round in range(rounds):
      with Sandbox() as box, HostileServer(script, context=CancelTest.context) as server:
        process = case.start(box, server.port, attach=16 * MIB if phase == 'body' else 0)
        wait_until(lambda: reached(server))
        time.sleep(pause + 0.05)
        times.append(interrupt(process)[0] * 1000)
    median_line(phase, times)
    bound('Ctrl-C in ' + phase, max(times), 100, ' ms')
  CancelTest.tearDownClass()


@contextlib.contextmanager
def slow_server(build, identity, pause_ms):
  """Its process, and its ports: SMTP and IMAP with TLS from the first byte, SMTP with STARTTLS."""
  process = subprocess.Popen([os.path.join(build, 'tests', 'bench', 'slow-server'), identity.chain, identity.key, str(pause_ms)],
                             stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
  try:
    yield process, process.stdout.readline().split()
  finally:
    process.stdin.close()
    process.wait(10)
    process.stdout.close()


def processor_ms(process):
  """What it has taken up to now."""
  with open('/proc/%d/stat' % process.pid, encoding='ascii') as file:
    user, system = file.read().rsplit(')', 1)[1].split()[11:13]
  return (int(user) + int(system)) * 1000 / os.sysconf('SC_CLK_TCK')


def check(build, rounds=7):
  """100 accounts whose servers add 200 ms to each reply, tested at the same time in both directions, against one."""
  found = {1: [], 100: []}
  with tempfile.TemporaryDirectory(prefix='sendoff-bench-') as folder:
    workshop = Workshop(folder)
    root = workshop.make_root()
    with slow_server(build, workshop.make(issuer=root), 200) as (process, ports):
      for _round in range(rounds):
        for n_accounts, results in found.items():
          command = [os.path.join(build, 'tests', 'bench', 'bench-check'), *ports[:2], root.chain, str(n_accounts)]
          before = processor_ms(process)
          output = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env={**os.environ, 'GIO_USE_PROXY_RESOLVER': 'dummy'}).stdout
          results.append([*(float(value) for value in output.split()), processor_ms(process) - before])
  for n_accounts, results in found.items():
    median_line('%d accounts' % n_accounts, [result[0] for result in results])
  medians = {n_accounts: [statistics.median(values) for values in zip(*results)] for n_accounts, results in found.items()}
  # All accounts are at one provider, as in a company: the judge is asked once a second, everything else is done 200 times.
  print('  of 100 accounts: the processors worked %.0f ms for us and %.0f ms for the servers, which users have elsewhere' %
        (medians[100][3], medians[100][4]))
  bound('100 accounts / 1 account', medians[100][0] / medians[1][0], 1.5)
  bound('the longest that the main context was held up', medians[100][1], 50, ' ms')
  bound('memory, 100 accounts more than 1', (medians[100][2] - medians[1][2]) / 1024, 64, ' MiB')


def check_all(build, rounds=7):
  """The same by sendoffctl check --all, the whole process."""
  with tempfile.TemporaryDirectory(prefix='sendoff-bench-') as folder:
    workshop = Workshop(folder)
    root = workshop.make_root()
    with slow_server(build, workshop.make(issuer=root), 200) as (_process, ports):
      keys = {'smtp.security': 'tls', 'smtp.authentication': 'same-as-incoming', 'incoming.protocol': 'imap', 'incoming.host': 'localhost',
              'incoming.port': ports[1], 'incoming.security': 'tls', 'incoming.user': 'ana'}
      with Home(build, ports[0], **keys) as home:
        command = [home.program, 'check', '--ca-file=' + root.chain, '--password-file=' + home.write('password', b'correct-horse-7\n')]
        one = [home.run([*command, 'work']) for _round in range(rounds)]
        for number in range(99):
          home.add('work %d' % number)
        hundred = [home.run([*command, '--all']) for _round in range(rounds)]
  median_line('1 account', one)
  median_line('100 accounts', hundred)
  bound('100 accounts / 1 account', statistics.median(hundred) / statistics.median(one), 1.5)


def handshake(build, rounds=101):
  """What judging and keeping the evidence adds to a connection that signs in, against libcurl with the same roots."""
  with tempfile.TemporaryDirectory(prefix='sendoff-bench-') as folder:
    workshop = Workshop(folder)
    root = workshop.make_root()
    intermediate = workshop.make('Test intermediate', names=(), authority=True, purpose=None, issuer=root)
    with slow_server(build, workshop.make(issuer=intermediate, send_issuer=True), 0) as (_process, ports):
      for way, port in zip(('tls', 'starttls'), (ports[0], ports[2])):
        command = [os.path.join(build, 'tests', 'bench', 'bench-handshake'), way, port, root.chain, str(rounds)]
        output = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env={**os.environ, 'GIO_USE_PROXY_RESOLVER': 'dummy'}).stdout
        tell_handshakes(way, [line.split() for line in output.splitlines()])


def tell_handshakes(way, turns):
  """turns: name, milliseconds, milliseconds of the processor. By the clock the quickest count: the others waited for what else runs."""
  # The first of each loads what stays loaded.
  ours, theirs = ([tuple(map(float, turn[1:])) for turn in turns[2:] if turn[0] == name] for name in ('sendoff', 'libcurl'))
  for name, times in ('sendoff', ours), ('libcurl', theirs):
    median_line('%s, %s' % (name, way), [wall for wall, _processor in times])
    median_line('', [processor for _wall, processor in times])
  bound('sign-in by %s, sendoff - libcurl, the quickest' % way, min(ours)[0] - min(theirs)[0], 2, ' ms')
  processor = statistics.median(us[1] - them[1] for us, them in zip(ours, theirs))
  bound('sign-in by %s, sendoff - libcurl, median of processor time' % way, processor, 2, ' ms')


BENCHMARKS = {'single-send': single_send, 'single-send-tls': single_send_tls, 'upload': upload, 'many': many, 'memory': memory,
              'cancel': cancel, 'check': check, 'check-all': check_all, 'handshake': handshake}


sys.exit(run_benchmarks(BENCHMARKS))
