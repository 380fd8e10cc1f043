# SPDX-License-Identifier: GPL-3.0-or-later
"""The windows: python3 bench_windows.py BUILD_DIR [NAME…], within tests/ui/ui-session. Said and counted as by bench.py."""

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import uuid

from measure import MIB, Sink, bound, median_line, run_benchmarks

N_MANY = 1000
N_LINES = 100_000


class Contestant:
  """A program with a window, in a folder of its own."""

  def __init__(self, build, program, *arguments):
    # GTK looks elsewhere for a module whose path isn't whole.
    build = os.path.abspath(build)
    self.command = [os.path.join(build, program), *arguments]
    self.environment = {**os.environ, 'GTK_MODULES': os.path.join(build, 'tests', 'bench', 'libfirst-paint.so'),
                        'GSETTINGS_SCHEMA_DIR': os.path.join(build, 'data')}

  def start(self, **environment):
    return subprocess.Popen(self.command, env={**self.environment, **environment}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)

  def first_paint(self):
    """Milliseconds from before the process is there until its first window is."""
    start = time.monotonic()
    with self.start(SENDOFF_BENCH_END='1') as process:
      painted = int(process.stdout.readline()) / 1e6
    return (painted - start) * 1000

  def unique_memory(self, wait_s=5):
    """KiB that no other process has."""
    with self.start() as process:
      process.stdout.readline()
      time.sleep(wait_s)
      with open('/proc/%d/smaps_rollup' % process.pid, encoding='ascii') as file:
        private = sum(int(line.split()[1]) for line in file if line.startswith('Private_'))
      process.terminate()
    return private


def make_folder(build, parent, n_accounts):
  """One account added by the program; the others are its like."""
  folder = os.path.join(parent, 'with-%d' % n_accounts)
  subprocess.run([os.path.join(build, 'src', 'sendoffctl'), '--config-dir=' + folder, 'add', 'Account', '--email=ana@lab.test',
                  '--smtp.host=smtp.lab.test', '--smtp.user=ana'], check=True, stdout=subprocess.DEVNULL)
  path = os.path.join(folder, 'accounts.ini')
  with open(path, encoding='utf-8') as file:
    head, first = file.read().split('\n\n', 1)
  ids = re.findall('(?m)^order=(.*);$', head) + [str(uuid.uuid4()) for _number in range(n_accounts - 1)]
  accounts = [re.sub(r'(?m)^\[.*\]$', '[%s]' % account, first).replace('name=Account\n', 'name=Account %d\n' % number, 1)
              for number, account in enumerate(ids)]
  with open(path, 'w', encoding='utf-8') as file:
    file.write(re.sub('(?m)^order=.*$', 'order=%s;' % ';'.join(ids), head) + '\n\n' + '\n'.join(accounts))
  return folder


def take_turns(contestants, measure, rounds):
  """name -> what measure(contestant) gave, without the first round, which warms the caches."""
  found = {name: [] for name in contestants}
  for number in range(rounds + 1):
    for name, contestant in contestants.items():
      value = measure(contestant)
      if number > 0:
        found[name].append(value)
  return found


def first_paint(build, rounds=31):
  """From the start of the process to the first painted window, against a bare GTK 3 window; and with a long list."""
  with tempfile.TemporaryDirectory(prefix='sendoff-bench-') as parent:
    contestants = {
      'empty window': Contestant(build, 'tests/bench/bare-window', 'empty'),
      'bare window': Contestant(build, 'tests/bench/bare-window'),
      'with our libraries': Contestant(build, 'tests/bench/bare-window-libraries'),
      'no account': Contestant(build, 'src/sendoff', '--config-dir=' + os.path.join(parent, 'with-none')),
      'one account': Contestant(build, 'src/sendoff', '--config-dir=' + make_folder(build, parent, 1)),
      '%d accounts' % N_MANY: Contestant(build, 'src/sendoff', '--config-dir=' + make_folder(build, parent, N_MANY)),
    }
    times = take_turns(contestants, Contestant.first_paint, rounds)
  for name, found in times.items():
    median_line(name, found)
  empty, bare, libraries, none, one, many = (statistics.median(found) for found in times.values())
  print('  first paint, one account / empty window: %.3f; bare window with our libraries / bare window: %.3f' % (one / empty, libraries / bare))
  bound('first paint, no account / bare window', none / bare, 1.3)
  bound('first paint, one account / bare window', one / bare, 1.3)
  bound('first paint, %d accounts / one' % N_MANY, many / one, 1.2)


def window_memory(build, rounds=3):
  """Memory of its own 5 s after the start, against a bare GTK 3 window."""
  with tempfile.TemporaryDirectory(prefix='sendoff-bench-') as parent:
    contestants = {'bare window': Contestant(build, 'tests/bench/bare-window'),
                   'one account': Contestant(build, 'src/sendoff', '--config-dir=' + make_folder(build, parent, 1))}
    found = take_turns(contestants, Contestant.unique_memory, rounds)
  medians = {name: statistics.median(values) for name, values in found.items()}
  for name, value in medians.items():
    print('  %-22s median %9.2f MiB' % (name, value / 1024))
  bound('unique memory, sendoff / bare window', medians['one account'] / medians['bare window'], 2)


def stall(build, rounds=5):
  """The longest time that the main loop is kept from its events: 25 MiB sent with all views open, a transcript of 100,000 lines scrolled."""
  program = os.path.join(build, 'tests', 'bench', 'bench-stall')
  found = {}
  with Sink(build) as sink, tempfile.TemporaryDirectory(prefix='sendoff-bench-') as parent:
    path = os.path.join(parent, 'attachment.bin')
    with open(path, 'wb') as file:
      file.write(os.urandom(25 * MIB))
    for number in range(rounds):
      for arguments in ['send', str(sink.port), path, os.path.join(parent, 'run-%d' % number)], ['transcript', str(N_LINES)]:
        output = subprocess.run([program, *arguments], stdout=subprocess.PIPE, text=True, check=True).stdout
        for name, wall, processor in map(str.split, output.splitlines()):
          found.setdefault(name, []).append((float(wall), float(processor)))
  for name, values in found.items():
    walls, processors = zip(*values)
    median_line(name, walls)
    print('  %-22s median %9.2f ms of processor time' % ('', statistics.median(processors)))
    bound('longest stall, ' + name, statistics.median(walls), 50, ' ms')


def certificate(build, rounds=5):
  """The most processor time of the main loop between two polls, while a certificate with 10,000 names is looked through."""
  found = {}
  for _round in range(rounds):
    output = subprocess.run([os.path.join(build, 'tests', 'bench', 'bench-stall'), 'certificate'], stdout=subprocess.PIPE, text=True, check=True).stdout
    for name, _wall, processor in map(str.split, output.splitlines()):
      found.setdefault(name, []).append(float(processor))
  for name, processors in found.items():
    median_line(name, processors)
    bound('longest turn, ' + name, statistics.median(processors), 50, ' ms')


sys.exit(run_benchmarks({'first-paint': first_paint, 'window-memory': window_memory, 'stall': stall, 'certificate': certificate}))
