# SPDX-License-Identifier: GPL-3.0-or-later
"""A walk past every window and every page of it. visit(NAME, window) is called for each, while it shows; what it complains about is its own
matter. Nothing leaves the computer."""

import os
import re
import tempfile

from desktop import BUTTON, CHECK, ENTRY, MAIN, TAB, TOGGLE, Program, State, keys
from story import LOGON, PASSWORD_ASKED, PROPERTIES, WARNING, Clicks, Story
from windows_test import PracticeServer, Settings, Workshop

EVIDENCE = 'On the wire', 'Where the time went'
PAGES = 'General', 'Servers', 'Security', 'Advanced'


def add_account_at(settings, port):
  settings.add('Watched', smtp_port=port, smtp_security='starttls', smtp_authentication='none')


class Tour:
  def __init__(self, visit, settings, environment=None):
    """settings: a Settings without an account."""
    self.visit, self.settings, self.environment = visit, settings, environment or {}
    self.report = os.path.join(settings.folder, 'report.json')

  def run(self):
    self.see_first_start()
    self.see_account()
    self.see_tests()
    self.see_practice()
    self.see_other_certificate()
    self.see_stern_warning()
    self.see_report()

  def start(self, *arguments):
    return Program(*arguments, environment=self.environment)

  def show(self, name, window):
    window.wait_active()
    self.visit(name, window)

  def close(self, window, key='Escape'):
    window.wait_active()
    keys(key)
    window.wait_gone()

  def see_first_start(self):
    with self.start('--config-dir', self.settings.folder) as program:
      main = program.window(MAIN)
      main.find(BUTTON, 'Practice First')
      self.show('first start', main)
      main.find(BUTTON, 'Add Account…').press()
      add = program.window('Add an Account')
      self.show('add an account', add)
      add.find(BUTTON, 'Save').press()
      self.show('add an account, fields at fault', add)
      self.close(add)
      program.raise_window(MAIN)
      keys('F10')
      about_item = main.find(BUTTON, 'About Sendoff')
      # A popover is part of its window; its letters count among themselves.
      self.visit('menu', main.children[-1])
      about_item.press()
      about = program.window(re.compile('^.+ Sendoff$'))  # GTK's own words come in GTK's own languages
      self.show('about', about)
      self.close(about)
      program.raise_window(MAIN)
      keys('ctrl+question')
      shortcuts = program.window('Keyboard Shortcuts')
      self.show('keyboard shortcuts', shortcuts)
      self.close(shortcuts)

  def see_account(self):
    """One with everything that an account can have: an incoming server, long names, no encryption, certificates, a change from elsewhere."""
    with tempfile.TemporaryDirectory(prefix='sendoff-certificate-') as folder:
      own = Workshop(folder).make('Ana Example', names=(), purpose='clientAuth')
      self.make_account(client_certificate=own.chain, client_key=own.key)
      with self.start('--config-dir', self.settings.folder) as program:
        self.see_account_of(program)

  def make_account(self, **keys):
    self.settings.add('A rather long name of an account, as people who look after many may give', email='ana@example.org',
                      smtp_host='a-rather-long-name-of-a-server.mail.department.example.org', smtp_security='none', smtp_authentication='own',
                      smtp_user='ana', incoming_protocol='imap', incoming_host='imap.example.org', incoming_security='tls', incoming_user='ana', **keys)
    self.settings.add('Club', email='club@example.org', smtp_host='smtp.example.org')
    self.settings.ctl('trust', 'add', 'imap.example.org:993', 'sha256//' + 43 * 'A' + '=')

  def see_account_of(self, program):
    main = program.window(MAIN)
    self.show('accounts', main)
    main.find(BUTTON, 'Properties').press()
    properties = program.window(PROPERTIES)
    for page in PAGES:
      properties.find(TAB, page).select()
      if page == 'Security':
        properties.wait_text('Ana Example')
      self.show('properties, ' + page.lower(), properties)
    properties.find(TAB, 'Servers').select()
    properties.find(BUTTON, 'Settings…').press()
    logon = program.window(LOGON)
    self.show('settings of the outgoing server', logon)
    self.close(logon)
    self.see_conflict(program, properties)
    self.close(properties)
    program.raise_window(MAIN)
    main.find(BUTTON, 'Remove').press()
    main.find(BUTTON, 'Undo')
    self.show('removed, with undo', main)
    main.find(BUTTON, 'Undo').press()
    main.find(BUTTON, 'Properties')
    self.see_trusted_certificates(program, main)

  def see_trusted_certificates(self, program, main):
    program.raise_window(MAIN)
    keys('F10')
    main.find(BUTTON, 'Trusted Certificates').press()
    trusted = program.window('Trusted Certificates')
    self.show('trusted certificates', trusted)
    trusted.find(BUTTON, 'Forget the certificate of imap.example.org:993').press()
    certificates = trusted.find('list box')
    program.wait(lambda: certificates.description.startswith('No exception has been made'), 'the empty list to be described', trusted)
    self.show('trusted certificates, none', trusted)
    self.close(trusted)

  def see_tests(self):
    """Two accounts whose servers don't answer; one has both directions."""
    settings = Settings()
    down = {'smtp_host': 'localhost', 'smtp_port': '1', 'smtp_security': 'none'}
    try:
      settings.add('Both directions down', smtp_authentication='same-as-incoming', incoming_protocol='imap', incoming_host='localhost',
                   incoming_port='1', incoming_security='none', incoming_user='ana', **down)
      settings.add('One direction down', smtp_authentication='none', **down)
      with self.start('--config-dir', settings.folder) as program:
        story = Story(program, Clicks())
        dialog = story.open_test()
        self.show('test account settings', dialog)
        dialog.find(BUTTON, 'Test').press()
        asked = program.window(PASSWORD_ASKED)
        self.show('password of a test', asked)
        story.give_password(remember=False)
        tested = program.window(re.compile(' don\'t work yet$'), timeout_s=60)
        self.show('settings don\'t work', tested)
        self.unfold(tested)
        self.show('settings don\'t work, all unfolded', tested)
        self.close(tested)
        program.raise_window(MAIN)
        keys('ctrl+l')
        tests = program.window('Test All Accounts')
        tests.wait_text(re.compile(r'accounts don\'t work yet'), timeout_s=60)
        self.show('test all accounts', tests)
        self.close(tests)
    finally:
      settings.close()

  def see_conflict(self, program, properties):
    """Both sides change the same key."""
    name = next(account['name'] for account in self.settings.ctl('accounts') if account['name'].startswith('A rather'))
    properties.find(TAB, 'General').select()
    properties.find(ENTRY, 'Organization:').enter('Changed in the window')
    self.settings.ctl('set', name, 'organization=Changed elsewhere')
    properties.find(BUTTON, 'Apply').press()
    conflict = program.window('Changed Meanwhile')
    self.show('changed meanwhile', conflict)
    self.close(conflict)

  def see_practice(self):
    with self.start('--practice') as program:
      story = Story(program, Clicks())
      self.show('practice', story.main)
      self.save_report(int(re.search(r'localhost:(\d+)', story.main.wait_text(re.compile(r'localhost:\d+')))[1]))
      message = story.open_message()
      self.show('test message', message)
      message.find(ENTRY, 'To:').enter(story.recipient)
      message.find(BUTTON, 'Send').press()
      message.wait_gone()
      result = story.result()
      self.show('not sent', result)
      self.unfold(result)
      self.show('not sent, all unfolded', result)
      result.find(BUTTON, 'Change Settings and Try Again').press()
      asked = program.window(PASSWORD_ASKED)
      self.show('password', asked)
      story.give_password()
      self.see_warning(program)
      sent = program.window(re.compile(' was sent$'), timeout_s=60)
      self.show('sent', sent)
      for part in EVIDENCE:
        self.unfold(sent, part)
        sent.find('table').take_focus()
        self.show('sent, ' + part.lower(), sent)
      self.unfold(sent)
      self.show('sent, all unfolded', sent)
      self.close(sent)
      self.show('practice, sent', story.main)
      story.test()
      story.answer('Yes')
      tested = program.window(re.compile(' work$'), timeout_s=60)
      self.show('settings work', tested)
      self.close(tested)

  def see_other_certificate(self):
    """A server that was trusted by exception shows another key."""
    settings = Settings()
    try:
      with PracticeServer(settings, '--certificate=self-signed') as server:
        add_account_at(settings, server.port)
        with self.start('--config-dir', settings.folder) as program:
          story = Story(program, Clicks())
          story.test()
          story.answer('Yes', always=True)
          story.finish(story.tested('work'))
          server.restart('--certificate=self-signed')
          story.test()
          warning = story.warning()
          self.show('security warning, another certificate', warning)
          self.unfold(warning)
          self.show('security warning, what changed', warning)
          self.refuse(story, warning)
    finally:
      settings.close()

  def see_stern_warning(self):
    """An authority vouched for the server until now."""
    settings = Settings()
    root = os.path.join(settings.folder, 'root.pem')
    try:
      with PracticeServer(settings, '--certificate=good', '--root-file=' + root) as server:
        add_account_at(settings, server.port)
        settings.ctl('check', 'Watched', '--ca-file=' + root)
        server.restart('--certificate=self-signed')
        with self.start('--config-dir', settings.folder) as program:
          story = Story(program, Clicks())
          story.test()
          warning = story.warning()
          warning.wait_text('Until now an authority has vouched for this server.')
          assert not warning.look(CHECK), 'it can be trusted for ever'
          self.show('security warning, stern', warning)
          self.refuse(story, warning)
    finally:
      settings.close()

  def refuse(self, story, warning):
    warning.find(BUTTON, 'No').press()
    warning.wait_gone()
    story.finish(story.tested('don\'t work yet'))

  def save_report(self, port):
    """Of a sending that the practice server refuses."""
    self.settings.add('Saved', smtp_port=port, smtp_security='none', smtp_authentication='none')
    self.settings.ctl('send', 'Saved', '--to=bo@example.net', '--save-report=' + self.report, status=77)

  def see_report(self):
    """Without any other window."""
    with self.start('--config-dir', self.settings.folder, self.report) as program:
      window = program.window(re.compile(' was not sent$'))
      self.show('saved report', window)
      self.unfold(window)
      self.show('saved report, all unfolded', window)
      self.close(window)
      program.wait_end()

  def unfold(self, window, only=None):
    """only: the name of the one that stays unfolded; None: all are."""
    for expander in window.find_all(TOGGLE):
      unfolded = only in (None, expander.name)
      if expander.has(State.EXPANDABLE) and expander.is_unfolded != unfolded:
        expander.act()
        window.program.wait(lambda expander=expander, unfolded=unfolded: expander.is_unfolded == unfolded, '%r to turn' % expander, window)

  def see_warning(self, program):
    warning = program.window(WARNING)
    self.show('security warning', warning)
    warning.find(BUTTON, re.compile('^View')).press()
    certificate = program.window('Certificate')
    for page in certificate.find_all('radio button'):
      page.press()
      self.show('certificate, ' + page.name.lower(), certificate)
    self.close(certificate)
    warning.find(BUTTON, 'Yes').press()
    warning.wait_gone()
