#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails on an include that the table of src/README.md does not allow. The page is the rule; this only reads it."""

import os
import re
import sys
from dataclasses import dataclass

from common import files_below, finish, line_of, project_root, read, without_comments

# The table's word for a library, and how its headers begin. A word in the table that is not here is a complaint.
LIBRARIES = {
  'gtk': ('gtk/', 'gdk/', 'gdk-pixbuf/', 'pango/', 'cairo', 'atk/'),
  'gio': ('gio/',),
  'curl': ('curl/',),
  'gnutls': ('gnutls/',),
  'gmime': ('gmime/',),
  'json-glib': ('json-glib/',),
  'libsecret': ('libsecret/',),
  'idn2': ('idn2.h',),
  'psl': ('libpsl.h',),
}
GLIB = ('glib.h', 'glib-object.h', 'glib/', 'glib-unix.h', 'gmodule.h', 'gobject/')
# The C library and the kernel: headers without a folder of their own, and these.
SYSTEM_FOLDERS = ('sys', 'netinet', 'arpa', 'net', 'linux', 'bits')
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)
ROW = re.compile(r'^\|\s*(\d+)\s*\|\s*`(\w+)`\s*\|[^|]*\|([^|]*)\|([^|]*)\|\s*$', re.MULTILINE)


@dataclass
class Layer:
  number: int
  libraries: set
  folders: set


def read_table(text):
  return {name: Layer(int(number), {word.strip() for word in libraries.split(',') if word.strip()}, set(re.findall(r'`(\w+)`', folders)))
          for number, name, libraries, folders in ROW.findall(text)}


def check_table(layers, root):
  """The table itself: folders are there, edges point down or to a brother without a circle."""
  here = {name for name in os.listdir(os.path.join(root, 'src')) if os.path.isdir(os.path.join(root, 'src', name))}
  yield from ('src/README.md: the folder src/%s has no row' % name for name in sorted(here - set(layers)))
  yield from ('src/README.md: there is no folder src/%s' % name for name in sorted(set(layers) - here))
  for name, layer in layers.items():
    for word in sorted(layer.libraries - set(LIBRARIES)):
      yield 'src/README.md: %s may use "%s", whose headers check-layers.py does not know' % (name, word)
    for other in sorted(layer.folders):
      if other not in layers:
        yield 'src/README.md: %s may include %s, which has no row' % (name, other)
      elif layers[other].number > layer.number:
        yield 'src/README.md: %s may include %s, which is a higher layer' % (name, other)
      elif name in reachable(layers, other):
        yield 'src/README.md: %s and %s include each other' % (name, other)


def reachable(layers, start):
  seen, todo = set(), [start]
  while todo:
    for other in layers[todo.pop()].folders & set(layers):
      if other not in seen:
        seen.add(other)
        todo.append(other)
  return seen


def judge_own(name, layer, header):
  folder, slash, _rest = header.partition('/')
  if header == 'config.h' or folder == name:
    return None
  if not slash:
    return 'an include names its layer'
  return None if folder in layer.folders else '%s may not include %s' % (name, folder)


def judge_system(name, layer, header):
  if header.startswith(GLIB):
    return None
  for library, prefixes in LIBRARIES.items():
    if header.startswith(prefixes):
      return None if library in layer.libraries else '%s may not use %s' % (name, library)
  folder, slash, _rest = header.partition('/')
  return None if not slash or folder in SYSTEM_FOLDERS else 'a library that the table does not know'


def check_file(root, path, layers):
  name = path.split('/')[1]
  if name not in layers:
    return
  text = without_comments(read(root, path))
  for match in INCLUDE.finditer(text):
    judge = judge_system if match[1] == '<' else judge_own
    reason = judge(name, layers[name], match[2])
    if reason:
      yield '%s:%d: %s: %s' % (path, line_of(text, match.start()), match[0].strip(), reason)


def main():
  root = project_root(sys.argv)
  layers = read_table(read(root, 'src/README.md'))
  complaints = list(check_table(layers, root)) if layers else ['src/README.md: no table of layers found']
  paths = [path for path in files_below(root, 'src', suffixes=('.c', '.h')) if path.count('/') > 1]
  for path in paths:
    complaints += check_file(root, path, layers)
  finish('check-layers', complaints, len(paths))


main()
