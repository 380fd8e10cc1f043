# SPDX-License-Identifier: GPL-3.0-or-later
"""What the windows tell of a sending: no secret, whatever the encryption, in no word that a screen reader could read; and a report that is
saved, and opened again, by clicks and by keyboard. Runs inside ui-session --a11y --wm."""

import base64
import json
import os
import re
import subprocess
import unittest

from desktop import BUTTON, CHECK, ENTRY, MAIN, TOGGLE, Program, describe, keys
from story import Clicks, Keyboard, Story
from windows_test import SENDOFFCTL, Settings, main

PASSWORD = 'practice'
SPELLINGS = [text for secret in (PASSWORD, '\0ana\0' + PASSWORD) for text in (
  secret, base64.b64encode(secret.encode()).decode().rstrip('='), secret.encode().hex())]
CELL = 'table cell'


class PracticeServer:
  def __init__(self, *arguments):
    ready, written = os.pipe()
    self.process = subprocess.Popen([SENDOFFCTL, 'practice', '--ready-fd=%d' % written, *arguments], pass_fds=[written],
                                    stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(written)
    with os.fdopen(ready) as pipe:
      self.port = int(pipe.readline().split()[-1])

  def stop(self):
    self.process.terminate()
    self.process.wait(30)


def every_word(node):
  """Of all that the bus has, also where it doesn't show."""
  return [word for part in node.walk() for word in (part.name, part.text, part.description) if word]


class EvidenceTest(unittest.TestCase):
  def setUp(self):
    self.settings = Settings()
    self.addCleanup(self.settings.close)

  def start_server(self, *arguments):
    server = PracticeServer(*arguments)
    self.addCleanup(server.stop)
    return server

  def assert_no_secret(self, window):
    for word in every_word(window):
      for spelling in SPELLINGS:
        self.assertNotIn(spelling, word)

  def unfold(self, window, hand, *names):
    for name in names:
      expander = window.find(TOGGLE, name)
      if not expander.is_unfolded:
        hand.press(window, name, role=TOGGLE)
      window.program.wait(lambda expander=expander: expander.is_unfolded, name + ' to unfold', window)

  def read_table(self, window, index):
    """Its cells' texts, row by row, once they are there."""
    def cells():
      tables = [node for node in window.walk() if node.role == 'table']
      words = [cell.name or cell.text for cell in tables[index].children if cell.role == CELL] if len(tables) > index else []
      return words if len(words) > 20 else None
    return window.program.wait(cells, 'the rows', window)

  def send(self, security, *arguments):
    """Sends with that encryption, and looks at every word of every window on the way."""
    server = self.start_server(*arguments)
    self.settings.add('Work', smtp_port=str(server.port), smtp_security=security, smtp_authentication='own', smtp_user='ana')
    program = Program('--config-dir', self.settings.folder)
    self.addCleanup(program.kill)
    story = Story(program, Clicks(), password=PASSWORD)
    story.send()
    story.give_password(remember=False)
    if security != 'none':
      story.answer('Yes')
    result = story.result()
    self.assertRegex(result.name, ' was sent$', describe(result))
    self.unfold(result, story.hand, 'Transcript', 'On the wire', 'Where the time went', 'Server and encryption')
    wire = '\n'.join(self.read_table(result, 0))
    times = self.read_table(result, 1)
    self.assertIn('Greeting', times)
    self.assertTrue(any(re.fullmatch(r'\d+\.\d ms', cell) for cell in times), times)
    for window in program.windows():
      self.assert_no_secret(window)
    return story, result, wire

  def end(self, story, result):
    story.finish(result)
    story.program.quit()
    story.program.check()

  def test_no_secret_in_clear(self):
    story, result, wire = self.send('none')
    self.assertIn('readable: MAIL FROM:<ana@lab.test>', wire)
    self.assertNotIn('encrypted: ', wire)
    self.end(story, result)

  def test_no_secret_starttls(self):
    story, result, wire = self.send('starttls')
    self.assertIn('readable: STARTTLS', wire)
    self.assertIn('encrypted: TLS handshake (ClientHello)', wire)
    self.assertIn('→ MAIL FROM:<ana@lab.test>', wire)
    self.assertNotIn('readable: MAIL', wire)
    self.end(story, result)

  def test_no_secret_tls(self):
    story, result, wire = self.send('tls', '--tls')
    self.assertIn('encrypted: TLS handshake (ClientHello)', wire)
    self.assertNotIn('readable: ', wire)
    self.end(story, result)

  # A report

  def save(self, story, result, path, blank=False):
    story.hand.press(result, 'Save Report…')
    chooser = story.program.window('Save Report')
    if blank:
      chooser.find(CHECK, 'Replace addresses, servers and names by numbers').set_checked()
    chooser.wait_active()
    field = chooser.find(ENTRY, re.compile('^Name:?$'))
    field.enter(path)
    chooser.find(BUTTON, 'Save').press()
    story.program.wait(lambda: os.path.exists(path), path)

  def play(self, hand):
    server = self.start_server()
    self.settings.add('Work', smtp_port=str(server.port), smtp_security='none', smtp_authentication='none')
    page, data = (os.path.join(self.settings.folder, name) for name in ('report.html', 'report.json'))
    with Program('--config-dir', self.settings.folder) as program:
      story = Story(program, hand)
      story.send()
      result = story.result()
      self.save(story, result, page)
      self.save(story, result, data, blank=True)
      story.finish(result)
      with open(data, encoding='utf-8') as file:
        text = file.read()
      self.assertEqual(json.loads(text)['job'], 'send')
      self.assertNotIn('ana@lab.test', text)
      story.come_back()
      keys('ctrl+o')
      chooser = program.window('Open Report').wait_active()
      keys('ctrl+l')
      # Letter by letter, GTK would look into each folder on the way, and it loses the name of what others remove there meanwhile.
      chooser.find(ENTRY).enter(page)
      button = chooser.find(BUTTON, 'Open')
      program.wait(lambda: button.is_sensitive, 'the file to be found', chooser)
      chooser.wait_active()
      keys('Return')
      chooser.wait_gone()
      saved = program.window(re.compile(' was not sent$')).wait_active()
      saved.wait_text('Saved report of ')
      saved.wait_text('The server wants you to sign in first')
      self.assertIsNone(saved.look(BUTTON, 'Change Settings and Try Again'))
      self.assertIsNone(saved.look(BUTTON, 'Try Again'))
      self.unfold(saved, hand, 'On the wire')
      self.assertIn('readable: RCPT TO:<bo@example.net>', '\n'.join(self.read_table(saved, 0)))
      story.finish(saved)

  def test_report_by_clicks(self):
    self.play(Clicks())

  def test_report_by_keyboard(self):
    self.play(Keyboard())

  def test_damaged_report(self):
    path = os.path.join(self.settings.folder, 'damaged.json')
    with open(path, 'w', encoding='utf-8') as file:
      file.write('{"format": 1, "job"')
    with Program('--config-dir', self.settings.folder, path) as program:
      box = program.wait(lambda: next(iter(program.windows()), None), 'a box')
      box.wait_text('“damaged.json” could not be opened.')
      self.assertIsNone(program.look_for_window(MAIN))
      box.find(BUTTON, 'Close').press()
      program.wait_end()


if __name__ == '__main__':
  main()
