# SPDX-License-Identifier: GPL-3.0-or-later
"""How the program starts and ends: by the bus, as a menu does it with a D-Bus activatable desktop file; twice; without a display; where it
may not write. Runs inside ui-session --a11y --wm."""

import os
import re
import subprocess
import unittest

from gi.repository import Gio, GLib

from desktop import BUILD, BUTTON, ENTRY, MAIN, PATIENCE_S, SENDOFF, Program
from windows_test import ReadOnlyFolder, Settings, main, need

SERVICE = next((name for name in os.listdir(os.path.join(BUILD, 'data')) if name.endswith('.service')), 'none')
NAME = SERVICE[:-len('.service')]
PATH = '/' + NAME.replace('.', '/')


def call(destination, path, interface, method, arguments, answer=None):
  bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
  return bus.call_sync(destination, path, interface, method, arguments, GLib.VariantType.new(answer) if answer else None,
                       Gio.DBusCallFlags.NONE, PATIENCE_S * 1000, None)


def call_bus(method, arguments, answer=None):
  return call('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', method, arguments, answer)


class StartTest(unittest.TestCase):
  def test_version(self):
    result = subprocess.run([SENDOFF, '--version'], capture_output=True, text=True, timeout=60, check=True)
    self.assertRegex(result.stdout, r'^Sendoff \d+\.\d+')
    self.assertEqual(result.stderr, '')

  def test_practice_with_a_folder(self):
    result = subprocess.run([SENDOFF, '--practice', '--config-dir=' + os.devnull], capture_output=True, text=True, timeout=60, check=False)
    self.assertEqual(result.returncode, 64)
    self.assertIn('--config-dir', result.stderr)

  def test_no_display(self):
    environment = {name: value for name, value in os.environ.items() if name not in ('DISPLAY', 'G_DEBUG')}
    result = subprocess.run([SENDOFF], capture_output=True, text=True, timeout=60, env=environment, check=False)
    self.assertNotEqual(result.returncode, 0)
    self.assertGreater(result.returncode, 0, 'ended by a signal\n' + result.stderr)
    self.assertIn('display', result.stderr)

  def test_second_start_wakes_the_first(self):
    with Program() as program:
      program.window(MAIN)
      second = subprocess.run([SENDOFF], timeout=60, env={name: value for name, value in os.environ.items() if name != 'G_DEBUG'}, check=False)
      self.assertEqual(second.returncode, 0)
      self.assertEqual(len(program.windows()), 1)
      program.window(MAIN).wait_active()

  def test_beside_another(self):
    """A practice run is a program of its own."""
    settings = Settings()
    self.addCleanup(settings.close)
    with Program('--config-dir', settings.folder) as first, Program('--practice') as second:
      self.assertEqual(second.window(MAIN).name, 'Sendoff: Practice')
      self.assertEqual(first.window(MAIN).name, 'Sendoff')
      second.quit()

  def test_icon(self):
    """The first picture doesn't wait for it. In several sizes: the window manager lends a window without one its own, in one of them."""
    with Program() as program:
      program.window(MAIN)
      number = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(program.process.pid), '--name', '^Sendoff$'],
                              capture_output=True, text=True, timeout=30, check=True).stdout.split()[-1]
      program.wait(lambda: subprocess.run(['xprop', '-id', number, '32c', '_NET_WM_ICON'], capture_output=True, text=True, timeout=30,
                                          check=True).stdout.count(',') > 3 * 48 * 48, 'an icon')

  def make_read_only(self, folder):
    try:
      return ReadOnlyFolder(folder)
    except OSError as error:
      return need(self, 'no mounts of our own: %s' % error)

  def test_read_only_folder(self):
    """What was typed stays until it can be saved."""
    settings = Settings()
    self.addCleanup(settings.close)
    settings.add('Work')
    before = settings.read()
    with self.make_read_only(settings.folder) as folder, Program('--config-dir', settings.folder) as program:
      program.window(MAIN).find(BUTTON, 'Properties').press()
      properties = program.window('Work Properties')
      properties.find(ENTRY, 'Organization:').enter('Example')
      properties.find(BUTTON, 'OK').press()
      properties.wait_text(re.compile('accounts.ini could not be saved: .*Nothing was changed'))
      program.window(MAIN).find(BUTTON, re.compile('^Add')).press()
      adding = program.window('Add an Account')
      for name, text in (('Name:', 'Club'), ('E-mail address:', 'jo@lab.test'), ('Outgoing mail server:', 'localhost')):
        adding.find(ENTRY, name).enter(text)
      adding.find(BUTTON, 'Save').press()
      adding.wait_text('accounts.ini could not be saved')
      self.assertEqual(settings.read(), before)
      folder.set_writable()
      for window, button in ((adding, 'Save'), (properties, 'OK')):
        window.find(BUTTON, button).press()
        window.wait_gone()
    self.assertEqual(settings.ctl('show', 'Work')[0]['organization'], 'Example')
    self.assertEqual(settings.ctl('show', 'Club')[0]['email'], 'jo@lab.test')

  def test_activated_by_the_bus(self):
    with open(os.path.join(BUILD, 'data', SERVICE), encoding='utf-8') as file:
      service = file.read()
    self.assertIn('Name=%s\n' % NAME, service)
    installed = next(line[len('Exec='):].split() for line in service.splitlines() if line.startswith('Exec='))
    # The file names the place where the program would be installed.
    with open(os.path.join(os.environ['UI_SESSION_SERVICES'], SERVICE), 'w', encoding='utf-8') as file:
      file.write('[D-BUS Service]\nName=%s\nExec=%s\n' % (NAME, ' '.join([SENDOFF, *installed[1:]])))
    call_bus('ReloadConfig', None)
    # What the bus starts gets the bus's environment, in which warnings end nothing.
    call_bus('UpdateActivationEnvironment', GLib.Variant('(a{ss})', ({'DISPLAY': os.environ['DISPLAY']},)))
    call(NAME, PATH, 'org.freedesktop.Application', 'Activate', GLib.Variant('(a{sv})', ({},)))
    pid, = call_bus('GetConnectionUnixProcessID', GLib.Variant('(s)', (NAME,)), '(u)')
    program = Program(running=pid)
    self.addCleanup(program.kill)
    program.window(MAIN).wait_active()
    program.quit()


if __name__ == '__main__':
  main()
