#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Small things that a reader should never have to think about: the licence line, spaces, line ends, scripts that at least parse, man
pages that groff reads without a word."""

import os
import re
import subprocess
import sys

from common import files_below, finish, project_root, read

SUFFIXES = ('.c', '.h', '.py', '.build', '.ui', '.sh', '.md', '.in')
LICENSE = 'SPDX-License-Identifier: GPL-3.0-or-later'
# po/POTFILES.in is a list; templates and pages carry their licence by the project's.
NEEDS_LICENSE = ('.c', '.h', '.py', '.sh')
LONGEST_LINE = 160
# A table of whole sentences reads better with each on its line.
LONG_STRING = re.compile(r'"(?:\\.|[^"\\]){60,}"')
SHELL_SCRIPTS = ('dev', '.ci/run', 'tools/run-practice')


def check_text(root, path):
  text = read(root, path)
  if path.endswith(NEEDS_LICENSE) and LICENSE not in '\n'.join(text.splitlines()[:2]):
    yield '%s:1: no licence line' % path
  if text and not text.endswith('\n'):
    yield '%s: no line end at the end' % path
  for number, line in enumerate(text.split('\n'), 1):
    if line != line.rstrip():
      yield '%s:%d: space at the end of the line' % (path, number)
    if '\t' in line and not path.endswith('.md'):
      yield '%s:%d: a tab' % (path, number)
    if len(LONG_STRING.sub('""', line)) > LONGEST_LINE and path.endswith(('.c', '.py')):
      yield '%s:%d: %d columns' % (path, number, len(line))


def quiet(command, root):
  result = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=120, check=False)
  return result.stderr.strip() or ('exit status %d' % result.returncode if result.returncode else '')


def check_script(root, path):
  remark = quiet(['bash', '-n', path], root)
  if remark:
    yield '%s: %s' % (path, remark)
  if not os.access(os.path.join(root, path), os.X_OK):
    yield '%s: may not be run' % path


def check_man_page(root, path):
  remark = quiet(['man', '--warnings', '-E', 'UTF-8', '-l', '-Tutf8', '-Z', path], root)
  if remark:
    yield '%s: %s' % (path, remark)


def main():
  root = project_root(sys.argv)
  paths = files_below(root, 'src', 'tests', 'ui', 'tools', 'data', 'po', suffixes=SUFFIXES)
  complaints = [complaint for path in paths for complaint in check_text(root, path)]
  for path in SHELL_SCRIPTS:
    if os.path.exists(os.path.join(root, path)):
      complaints += check_script(root, path)
  for path in files_below(root, 'data', suffixes=('.1', '.5', '.7')):
    complaints += check_man_page(root, path)
  finish('check-style', complaints, len(paths))


main()
