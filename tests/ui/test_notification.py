# SPDX-License-Identifier: GPL-3.0-or-later
"""What somebody who does something else is told of a sending that is hidden. Runs inside ui-session --a11y --wm; plays the desktop's
notification service itself."""

import os
import subprocess
import threading
import unittest

from gi.repository import Gio, GLib

from desktop import BUTTON, ENTRY, MAIN, Program, State
from story import MESSAGE
from windows_test import Settings, main

from fakes.hostile_server import HostileServer

INTERFACE = '''<node><interface name="org.freedesktop.Notifications">
  <method name="GetCapabilities"><arg type="as" direction="out"/></method>
  <method name="Notify">
    <arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/>
    <arg type="s" direction="in"/><arg type="as" direction="in"/><arg type="a{sv}" direction="in"/><arg type="i" direction="in"/>
    <arg type="u" direction="out"/>
  </method>
  <method name="CloseNotification"><arg type="u" direction="in"/></method>
  <signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
</interface></node>'''
PATH, NAME = '/org/freedesktop/Notifications', 'org.freedesktop.Notifications'


class Notifications:
  """title and body of each."""

  def __init__(self):
    self.shown = []
    self.bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
    interface = Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0]
    self.object = self.bus.register_object(PATH, interface, self.answer, None, None)
    self.name = Gio.bus_own_name_on_connection(self.bus, NAME, Gio.BusNameOwnerFlags.NONE, None, None)

  def answer(self, _bus, sender, _path, _interface, method, arguments, invocation):
    self.sender = sender
    if method == 'Notify':
      self.shown.append((arguments[3], arguments[4]))
      invocation.return_value(GLib.Variant('(u)', (len(self.shown),)))
    elif method == 'GetCapabilities':
      invocation.return_value(GLib.Variant('(as)', (['body', 'actions'],)))
    else:
      invocation.return_value(None)

  def click(self, number):
    self.bus.emit_signal(self.sender, PATH, NAME, 'ActionInvoked', GLib.Variant('(us)', (number, 'default')))

  def close(self):
    Gio.bus_unown_name(self.name)
    self.bus.unregister_object(self.object)


class Gate:
  """The answer comes once the test lets it."""

  def __init__(self):
    self.open = threading.Event()

  def run(self, session):
    self.open.wait(60)
    session.send(b'250 2.1.0 Ok\r\n')


class NotificationTest(unittest.TestCase):
  def minimize(self, program):
    for number in subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(program.process.pid), '--name', '^Sendoff$'],
                                 capture_output=True, text=True, timeout=30, check=False).stdout.split():
      subprocess.run(['xdotool', 'windowminimize', number], check=True, timeout=30)

  def test_hidden_and_done(self):
    settings, told, gate = Settings(), Notifications(), Gate()
    # The program as it is started from a menu, unique on its bus: only that one can be woken by a click on what it told.
    home, settings.folder = settings.folder, os.path.join(settings.folder, 'sendoff')
    self.addCleanup(settings.close)
    self.addCleanup(told.close)
    with HostileServer({'MAIL': [gate]}) as server:
      settings.add('Work', smtp_port=server.port, smtp_security='none', smtp_authentication='none')
      with Program(environment={'XDG_CONFIG_HOME': home}) as program:
        window = program.window(MAIN)
        window.find(BUTTON, 'Send Test Message…').press()
        message = program.window(MESSAGE)
        message.find(ENTRY, 'To:').enter('bo@elsewhere.test')
        message.find(BUTTON, 'Send').press()
        sending = program.window('Sending “Test # 1”')
        sending.find(BUTTON, 'Hide').press()
        sending.wait_gone()
        self.minimize(program)
        program.wait(lambda: not window.has(State.ACTIVE), 'the main window to be put aside', window)
        self.assertEqual(told.shown, [])
        gate.open.set()
        program.wait(lambda: told.shown, 'a notification', window)
        self.assertEqual(told.shown[0][0], '“Test # 1” was sent')
        self.assertIn('Work', told.shown[0][1])
        # A click on it brings what it is about.
        told.click(1)
        result = program.window('“Test # 1” was sent')
        result.find(BUTTON, 'Close').press()
        result.wait_gone()
        program.raise_window(MAIN)
        program.quit()


if __name__ == '__main__':
  main()
