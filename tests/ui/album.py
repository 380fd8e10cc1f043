# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tour doesn't come by: windows while something is under way, and what they look like when something is wrong."""

import os
import re
import ssl

from desktop import ALERT, BUTTON, CHECK, ENTRY, MAIN, PASSWORD, RADIO, SPIN, TAB, keys
from story import LOGON, Clicks, Story
from tour import PAGES, Tour
from windows_test import Settings, Workshop

from fakes.certificates import openssl
from fakes.hostile_server import Close, HostileServer, Stall

GREYLISTED = b'451 4.7.1 Greylisted, try again in five minutes\r\n'
INSISTING = b'250-hostile.test\r\n250-8BITMIME\r\n250 REQUIRETLS\r\n'


class Album(Tour):
  def run(self):
    super().run()
    self.see_notices()
    self.see_faults()
    self.see_running()
    self.see_put_off()
    self.see_uncertain()
    self.see_insisting()
    self.see_passphrase()

  def with_settings(self, see, **keys):
    """see(program, settings), with one account; keys are its."""
    settings = Settings()
    try:
      settings.add('Work', **{'smtp_security': 'none', 'smtp_authentication': 'none', 'email': 'ana@example.org', **keys})
      with self.start('--config-dir', settings.folder) as program:
        see(program, settings)
    finally:
      settings.close()

  @staticmethod
  def question(program):
    return program.wait(lambda: next((window for window in program.windows() if window.role == ALERT), None), 'a question', None)

  def see_notices(self):
    settings = Settings()
    broken = os.path.join(settings.folder, 'broken.json')
    try:
      for name in 'accounts.ini', 'broken.json':
        with open(os.path.join(settings.folder, name), 'w', encoding='ascii') as file:
          file.write('This is neither settings nor a report.\n')
      with self.start('--config-dir', settings.folder) as program:
        main = program.window(MAIN)
        main.wait_text(re.compile('accounts.ini'))
        self.show('damaged settings', main)
        main.find(BUTTON, 'Add Account…').press()
        add = program.window('Add an Account')
        add.find(PASSWORD, 'Password:').enter('secret')
        self.show('add an account, password', add)
        self.close(add)
      with self.start('--config-dir', settings.folder, broken) as program:
        alert = self.question(program)
        self.show('unreadable report', alert)
        alert.find(BUTTON).press()
        program.wait_end()
    finally:
      settings.close()

  def see_faults(self):
    self.with_settings(self.see_faults_of, incoming_protocol='imap', incoming_host='imap.example.org', incoming_security='tls', incoming_user='ana',
                       client_certificate='/nowhere/ana.pem')

  def see_faults_of(self, program, settings):
    story = Story(program, Clicks())
    message = story.open_message()
    message.find(ENTRY, 'Subject:').enter('')
    message.find(ENTRY, 'To:').enter('bo@@example.net')
    message.find(BUTTON, 'Send').press()
    self.show('test message, fields at fault', message)
    self.close(message)
    properties = story.open_properties()
    for name in 'This account is called:', 'E-mail address:':
      properties.find(ENTRY, name).enter('')
    properties.find(ENTRY, 'Reply address:').enter('ana')
    properties.find(TAB, 'Servers').select()
    for name in 'Incoming mail (IMAP):', 'Outgoing mail (SMTP):', 'Account name:':
      properties.find(ENTRY, name).enter('')
    properties.find(CHECK, 'My server requires authentication').set_checked()
    properties.find(TAB, 'Advanced').select()
    properties.find(SPIN, 'Outgoing mail (SMTP):').set_value(0)
    properties.find(BUTTON, 'Apply').press()
    for page in PAGES:
      properties.find(TAB, page).select()
      self.show('properties at fault, ' + page.lower(), properties)
    properties.find(TAB, 'Servers').select()
    properties.find(BUTTON, 'Settings…').press()
    logon = program.window(LOGON)
    logon.find(RADIO, 'Log on using').set_checked()
    logon.find(BUTTON, 'OK').press()
    self.show('settings of the outgoing server, at fault', logon)
    self.close(logon)
    self.close(properties)
    properties = story.open_properties()
    properties.find(ENTRY, 'Organization:').enter('Example')
    settings.ctl('remove', 'Work')
    properties.find(BUTTON, 'Apply').press()
    properties.find(BUTTON, 'Add Again')
    self.show('removed meanwhile', properties)
    self.close(properties)

  def see_running(self):
    with HostileServer({'MAIL': [Stall()], 'QUIT': [Stall()]}) as server:
      self.with_settings(self.see_running_of, smtp_port=server.port)

  def see_running_of(self, program, _settings):
    story = Story(program, Clicks())
    story.send()
    sending = program.window(re.compile('^Sending'))
    sending.wait_text(re.compile('answered the greeting'))
    self.show('sending', sending)
    sending.find(BUTTON, 'Hide').press()
    sending.wait_gone()
    story.come_back()
    keys('ctrl+q')
    question = self.question(program)
    self.show('closing while sending', question)
    question.find(BUTTON, 'Cancel').press()
    question.wait_gone()
    story.main.find(BUTTON, 'Show Details').press()
    program.window(re.compile('^Sending')).find(BUTTON, 'Stop').press()
    stopped = program.window(re.compile(' was stopped$'))
    stopped.find(BUTTON, 'Close')
    self.show('stopped', stopped)
    self.close(stopped)

  def see_put_off(self):
    with HostileServer({'RCPT': GREYLISTED}) as server:
      self.with_settings(self.see_put_off_of, smtp_port=server.port)

  def see_put_off_of(self, program, _settings):
    story = Story(program, Clicks())
    story.send()
    result = story.result()
    self.show('put off', result)
    result.find(BUTTON, re.compile('^Try Again at')).press()
    result.find(BUTTON, 'Don\'t Wait')
    self.show('put off, counting down', result)
    self.close(result)

  def see_uncertain(self):
    with HostileServer({'dot': [Close()]}) as server:
      self.with_settings(self.see_uncertain_of, smtp_port=server.port)

  def see_uncertain_of(self, program, _settings):
    story = Story(program, Clicks())
    story.send()
    result = story.result()
    self.show('uncertain', result)
    self.close(result)

  def see_insisting(self):
    settings = Settings()
    try:
      own = Workshop(settings.folder).make()
      context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
      context.load_cert_chain(own.chain, own.key)
      with HostileServer({'tls:EHLO': INSISTING}, context=context) as server:
        self.with_settings(self.see_insisting_of, smtp_port=server.port, smtp_security='starttls')
    finally:
      settings.close()

  def see_insisting_of(self, program, _settings):
    story = Story(program, Clicks())
    story.send()
    story.answer('Yes')
    result = story.result()
    self.show('sent to a server that can insist on encryption', result)
    result.find(BUTTON, re.compile('Requiring TLS')).press()
    question = self.question(program)
    self.show('send a second copy', question)
    question.find(BUTTON, 'Cancel').press()
    question.wait_gone()
    self.close(result)

  def see_passphrase(self):
    settings = Settings()
    try:
      own = Workshop(settings.folder).make('Ana Example', names=(), purpose='clientAuth')
      protected = os.path.join(settings.folder, 'protected.key')
      openssl('pkey', '-in', own.key, '-aes128', '-passout', 'pass:sesame', '-out', protected)
      with HostileServer() as server:
        self.with_settings(self.see_passphrase_of, smtp_port=server.port, smtp_security='starttls', client_certificate=own.chain,
                           client_key=protected)
    finally:
      settings.close()

  def see_passphrase_of(self, program, _settings):
    story = Story(program, Clicks())
    story.test()
    asked = program.window('Passphrase')
    self.show('passphrase of a key', asked)
    asked.find(PASSWORD).enter('wrong')
    asked.find(BUTTON, 'Unlock').press()
    asked.wait_gone()
    asked = program.window('Passphrase')
    self.show('passphrase of a key, once more', asked)
    self.close(asked)
    self.close(story.tested('don\'t work yet'))
