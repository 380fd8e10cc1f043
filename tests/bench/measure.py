# SPDX-License-Identifier: GPL-3.0-or-later
"""What every benchmark says and counts, and the server that takes what is sent."""

import os
import statistics
import subprocess
import sys

MIB = 1024 * 1024
missed = []


def median_line(name, times):
  print('  %-22s median %9.2f ms   (%d runs, %.2f to %.2f)' % (name, statistics.median(times), len(times), min(times), max(times)))


def bound(what, value, limit, unit=''):
  good = value <= limit
  print('  %s %s: %.3f%s, at most %.3g%s wanted' % ('ok  ' if good else 'MISS', what, value, unit, limit, unit))
  if not good:
    missed.append(what)


class Sink:
  """bench-sink in a process of its own."""

  def __init__(self, build, identity=None):
    command = [os.path.join(build, 'tests', 'bench', 'bench-sink')] + ([identity.chain, identity.key] if identity else [])
    self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    self.port = int(self.process.stdout.readline().split()[1])

  def __enter__(self):
    return self

  def __exit__(self, *_exception):
    self.process.stdin.close()
    self.process.wait(10)
    self.process.stdout.close()


def run_benchmarks(benchmarks):
  """The command line BUILD_DIR [NAME…]; exit status 1 where a bound is missed."""
  if len(sys.argv) < 2 or set(sys.argv[2:]) - set(benchmarks):
    print('usage: %s BUILD_DIR [%s]' % (os.path.basename(sys.argv[0]), '|'.join(benchmarks)), file=sys.stderr)
    return 64
  for name in sys.argv[2:] or benchmarks:
    print('%s: %s' % (name, benchmarks[name].__doc__), flush=True)
    benchmarks[name](sys.argv[1])
  for what in missed:
    print('missed: ' + what)
  return 1 if missed else 0
