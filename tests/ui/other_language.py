# SPDX-License-Identifier: GPL-3.0-or-later
"""Catalogues for the pictures: each sentence followed by as much again as a translation may need, in words as long as German ones. What
was added stands in ‹ ›, so that the driver still finds things by their English names. With a growth of 0 a language has its direction only."""

import os
import re
import subprocess

from desktop import ROOT

# Long ones, and with what stands above and below the line.
WORDS = 'Übertragungsverschlüsselung für Änderungen am Größenverhältnis '
STRING = re.compile(r'^"(.*)"$', re.MULTILINE)


def grow(text, growth):
  """text: as it stands in a catalogue, escapes and all."""
  wanted = max(round(len(text) * growth), 3) if growth and text.strip() else 0
  if not wanted:
    return text
  end = '\\n' if text.endswith('\\n') else ''
  padding = (WORDS * (wanted // len(WORDS) + 1))[:wanted].strip()
  return text[:len(text) - len(end)] + ' ‹' + padding + '›' + end


def joined(block, keyword):
  """The text of msgid or msgid_plural."""
  found = re.search(r'^%s ((?:".*"\n?)+)' % keyword, block, re.MULTILINE)
  return ''.join(STRING.findall(found[1])) if found else None


def translate(catalogue, growth):
  yield ('msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
         '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n')
  for block in catalogue.split('\n\n')[1:]:
    single, plural, context = joined(block, 'msgid'), joined(block, 'msgid_plural'), joined(block, 'msgctxt')
    if not single:
      continue
    flags = [line for line in block.splitlines() if line.startswith('#,') and 'format' in line]
    lines = [*flags, *(['msgctxt "%s"' % context] if context is not None else []), 'msgid "%s"' % single]
    if plural is None:
      lines.append('msgstr "%s"' % grow(single, growth))
    else:
      lines += ['msgid_plural "%s"' % plural, 'msgstr[0] "%s"' % grow(single, growth), 'msgstr[1] "%s"' % grow(plural, growth)]
    yield '\n'.join(lines) + '\n'


def make_catalogue(folder, language, growth):
  """FOLDER/LANGUAGE/LC_MESSAGES/sendoff.mo"""
  with open(os.path.join(ROOT, 'po', 'POTFILES.in'), encoding='utf-8') as file:
    sources = [line.strip() for line in file if line.strip() and not line.startswith('#')]
  sources = [path for path in sources if path.endswith(('.c', '.ui')) and os.path.exists(os.path.join(ROOT, path))]
  template = subprocess.run(['xgettext', '--from-code=UTF-8', '--output=-', '--keyword=_', '--keyword=N_', '--keyword=C_:1c,2', '--keyword=ngettext:1,2',
                             *sources], cwd=ROOT, capture_output=True, text=True, timeout=120, check=True).stdout
  target = os.path.join(folder, language, 'LC_MESSAGES')
  os.makedirs(target)
  subprocess.run(['msgfmt', '--output-file=' + os.path.join(target, 'sendoff.mo'), '-'], input='\n'.join(translate(template, growth)),
                 text=True, timeout=120, check=True)
