# SPDX-License-Identifier: GPL-3.0-or-later
"""Private copies of Postfix and Dovecot for the tests: all files under one temporary folder, loopback ports of their own, nothing
leaves the machine, no service of the system is touched. Dovecot never runs as root; Postfix can't run without."""

import grp
import os
import pwd
import random
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass

from fakes.certificates import Workshop

READY_S = 30
MASTER = '/usr/lib/postfix/sbin/master'
USER, DOMAIN, RELAYED_DOMAIN = 'ana', 'lab.test', 'elsewhere.test'


def postfix_unavailable():
  """Why Postfix can't be had here, None if it can."""
  if os.geteuid() != 0:
    return 'Postfix needs root'
  if not os.path.exists(MASTER):
    return 'Postfix is not installed (a machine has one mail transfer agent; is another one here?)'
  return None


def dovecot_unavailable():
  if shutil.which('dovecot', path='/usr/sbin:/usr/bin') is None:
    return 'Dovecot is not installed'
  return None


given_ports = []  # descriptors that stay open


def free_port():
  """Below those that the system gives to connections: one of these could be taken until a server is there. A name that only one process can
  have, as long as it lives, keeps other tests from taking the same."""
  while True:
    port = random.randrange(20000, 32768)
    mark = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    try:
      mark.bind('\0sendoff-test-port-%d' % port)
      with socket.create_server(('127.0.0.1', port)):
        pass
    except OSError:
      mark.close()
      continue
    given_ports.append(mark.detach())
    return port


def wait_for_greeting(port, what, process, log):
  deadline = time.monotonic() + READY_S
  while time.monotonic() < deadline:
    if process.poll() is not None:
      break
    try:
      with socket.create_connection(('127.0.0.1', port), timeout=5) as connection:
        connection.settimeout(5)
        if what == 'tls' or connection.recv(16).startswith((b'220', b'* OK', b'+OK')):
          return
    except OSError:
      pass
    time.sleep(0.05)
  raise RuntimeError('the private server did not come up on port %d:\n%s' % (port, read_tail(log)))


def read_tail(path):
  try:
    with open(path, encoding='utf-8', errors='replace') as file:
      return file.read()[-4000:]
  except OSError as error:
    return str(error)


def write(path, text, mode=0o644, owner=None):
  with open(path, 'w', encoding='utf-8') as file:
    file.write(text)
  os.chmod(path, mode)
  if owner is not None:
    os.chown(path, owner.pw_uid, owner.pw_gid)


def make_folder(*parts, owner=None, mode=0o755):
  path = os.path.join(*parts)
  os.makedirs(path, exist_ok=True)
  os.chmod(path, mode)
  if owner is not None:
    os.chown(path, owner.pw_uid, owner.pw_gid)
  return path


def stop(process, log):
  """First kindly; a server that stays is ended with its whole process group, which is ours alone."""
  if process is None:
    return
  process.terminate()
  try:
    process.wait(10)
  except subprocess.TimeoutExpired:
    pass
  try:
    os.killpg(process.pid, signal.SIGKILL)
  except ProcessLookupError:
    pass
  process.wait(10)
  log.close()


DOVECOT = '''
protocols = imap pop3
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
default_internal_user = {owner}
default_internal_group = {group}
default_login_user = {owner}
first_valid_uid = 1
mail_location = maildir:{folder}/mail/%n
ssl = yes
ssl_cert = <{certificate.chain}
ssl_key = <{certificate.key}
auth_mechanisms = {mechanisms}
imap_capability = {imap_capability}
auth_failure_delay = 0
disable_plaintext_auth = {only_over_tls}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%n {folder}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%n
}}
service anvil {{
  chroot =
  # Otherwise each wrong password makes everybody on loopback wait longer.
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
  }}
}}
service pop3-login {{
  chroot =
  inet_listener pop3 {{
    port = {pop3}
  }}
  inet_listener pop3s {{
    port = {pop3s}
  }}
}}
service auth {{
  unix_listener {folder}/sasl {{
    mode = 0666
  }}
}}
'''

POSTFIX = '''
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/log/postfix.log
maillog_file_prefixes = {folder}
mail_owner = postfix
setgid_group = postdrop
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.{domain}
mydestination =
mynetworks = 127.0.0.1/32
smtpd_peername_lookup = no
smtp_dns_support_level = disabled
alias_maps =
alias_database =
local_recipient_maps =
relay_domains =
relayhost =
default_transport = error:nothing leaves this machine
relay_transport = error:nothing leaves this machine
transport_maps = inline:{{ {relayed_domain}=virtual: }}
virtual_mailbox_domains = {domain}
virtual_mailbox_maps = inline:{{ {{ {user}@{domain} = {user}/ }}, {{ bo@{relayed_domain} = bo/ }}, {{ bea@{relayed_domain} = bea/ }} }}
virtual_mailbox_base = {folder}/mail
virtual_minimum_uid = 1
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
message_size_limit = 52428800
mailbox_size_limit = 0
virtual_mailbox_limit = 0
smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination
smtpd_sender_restrictions = check_sender_access inline:{{ {{ banned@{domain} = 553 5.7.1 This sender may not send }} }}
smtpd_recipient_restrictions = check_recipient_access inline:{{ {{ later@{domain} = 451 4.7.1 Try again later }} }}
relay_domains_reject_code = {relaying_denied}
smtpd_client_restrictions =
smtpd_delay_reject = no
smtpd_error_sleep_time = 0
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = {folder}/dovecot/sasl
smtpd_sasl_security_options = noanonymous
smtpd_tls_auth_only = {only_over_tls}
smtpd_tls_security_level = may
smtpd_tls_chain_files = {untrusted.key}, {untrusted.chain}
smtpd_tls_loglevel = 1
smtpd_tls_session_cache_database =
notify_classes =
'''

# service, type, private, unprivileged, chroot, wakeup, limit, command
POSTFIX_SERVICES = '''
127.0.0.1:{clear}      inet n - n - - smtpd -o syslog_name=postfix/clear -o smtpd_sasl_auth_enable={clear_signs_in}
127.0.0.1:{submission} inet n - n - - smtpd -o syslog_name=postfix/submission -o smtpd_tls_security_level=encrypt
  -o {{ smtpd_tls_chain_files = {good.key}, {good.chain} }} -o smtpd_tls_req_ccert={demands_client} -o smtpd_tls_CAfile={root.chain}
127.0.0.1:{smtps}      inet n - n - - smtpd -o syslog_name=postfix/smtps -o smtpd_tls_wrappermode=yes
  -o {{ smtpd_tls_chain_files = {good.key}, {good.chain} }}
pickup    unix  n - n 60  1   pickup
cleanup   unix  n - n -   0   cleanup
qmgr      unix  n - n 300 1   qmgr
tlsmgr    unix  - - n 1000? 1 tlsmgr
rewrite   unix  - - n -   -   trivial-rewrite
bounce    unix  - - n -   0   bounce
defer     unix  - - n -   0   bounce
trace     unix  - - n -   0   bounce
verify    unix  - - n -   1   verify
flush     unix  n - n 1000? 0 flush
proxymap  unix  - - n -   -   proxymap
error     unix  - - n -   -   error
retry     unix  - - n -   -   error
discard   unix  - - n -   -   discard
virtual   unix  - n n -   -   virtual
anvil     unix  - - n -   1   anvil
postlog   unix-dgram n - n - 1 postlogd
'''


@dataclass
class Ports:
  clear: int = 0
  submission: int = 0
  smtps: int = 0
  imap: int = 0
  imaps: int = 0
  pop3: int = 0
  pop3s: int = 0


class RealServers:
  """with RealServers() as servers: servers.ports.submission, servers.password, servers.delivered('bo') …

  Port `clear` denies relaying to who is not signed in and offers STARTTLS with a certificate that nobody vouches for;
  clear_signs_in 'no': it lets nobody sign in, as an exchange among servers. ports: some that are not to be any free ones, by name.
  `submission` demands STARTTLS (and, if so wished, a client certificate below the same root) and `smtps` speaks TLS at once,
  both with one that servers.root vouches for. imap_capability: what IMAP tells before STARTTLS, AUTH= and the like are added, '' for all
  that Dovecot knows."""

  def __init__(self, with_postfix=True, mechanisms='plain login', relaying_denied=550, only_over_tls='yes', demands_client='no',
               imap_capability='', password=None, ports=None, clear_signs_in='yes'):
    self.with_postfix = with_postfix
    self.settings = {'mechanisms': mechanisms, 'relaying_denied': relaying_denied, 'only_over_tls': only_over_tls,
                     'demands_client': demands_client, 'imap_capability': imap_capability, 'clear_signs_in': clear_signs_in}
    self.folder = tempfile.mkdtemp(prefix='sendoff-servers-')
    os.chmod(self.folder, 0o755)
    self.user, self.password = USER, password or secrets.token_urlsafe(18)
    self.ports = Ports(*(free_port() for _number in range(7)))
    vars(self.ports).update(ports or {})
    self.processes = []
    root = os.geteuid() == 0
    self.owner = pwd.getpwnam('nobody') if root else pwd.getpwuid(os.geteuid())
    self.run_as = {'user': self.owner.pw_uid, 'group': self.owner.pw_gid, 'extra_groups': []} if root else {}

  def __enter__(self):
    try:
      self._make_certificates()
      self._start_dovecot()
      if self.with_postfix:
        self._start_postfix()
    except BaseException:
      self.stop()
      raise
    return self

  def __exit__(self, *_exception):
    self.stop()

  def _make_certificates(self):
    self.workshop = Workshop(make_folder(self.folder, 'certificates'))
    self.root = self.workshop.make_root()
    self.good = self.workshop.make(issuer=self.root)
    self.untrusted = self.workshop.make(issuer=self.workshop.make_root('A root that nobody knows'), send_issuer=True)
    # Dovecot reads its key unprivileged.
    os.chown(self.good.key, self.owner.pw_uid, self.owner.pw_gid)

  def _fields(self, **more):
    return {'owner': self.owner.pw_name, 'group': grp.getgrgid(self.owner.pw_gid).gr_name, 'uid': self.owner.pw_uid,
            'gid': self.owner.pw_gid, 'user': self.user, 'domain': DOMAIN, 'relayed_domain': RELAYED_DOMAIN,
            'good': self.good, 'root': self.root, 'untrusted': self.untrusted,
            **vars(self.ports), **self.settings, **more}

  def _launch(self, command, log_name, **keywords):
    log = open(os.path.join(self.folder, log_name), 'ab')
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, **keywords)
    self.processes.append((process, log))
    return process

  def _start_dovecot(self):
    folder = make_folder(self.folder, 'dovecot', owner=self.owner)
    for name in 'run', 'state', 'mail':
      make_folder(folder, name, owner=self.owner)
    write(os.path.join(folder, 'users'), '%s:{PLAIN}%s::::::\n' % (self.user, self.password), 0o600, self.owner)
    configuration = os.path.join(folder, 'dovecot.conf')
    write(configuration, DOVECOT.format(**self._fields(folder=folder, certificate=self.good)))
    process = self._launch(['/usr/sbin/dovecot', '-F', '-c', configuration], 'dovecot-start.log', **self.run_as)
    wait_for_greeting(self.ports.imap, 'greeting', process, os.path.join(folder, 'dovecot.log'))

  def _start_postfix(self):
    folder = self.folder
    postfix = pwd.getpwnam('postfix')
    conf = make_folder(folder, 'postfix')
    for name, owner in ('log', None), ('data', postfix), ('mail', self.owner):
      make_folder(folder, name, owner=owner)
    fields = self._fields(folder=folder)
    write(os.path.join(conf, 'main.cf'), POSTFIX.format(**fields))
    write(os.path.join(conf, 'master.cf'), POSTFIX_SERVICES.format(**fields))
    self._make_queue(make_folder(folder, 'queue'), postfix.pw_uid, grp.getgrnam('postdrop').gr_gid)
    # Not by the postfix command: it would look at the system's own files too, takes seconds, and isn't the parent of what it starts.
    process = self._launch([MASTER, '-c', conf, '-s'], 'postfix-start.log')
    for port, what in (self.ports.clear, 'greeting'), (self.ports.submission, 'greeting'), (self.ports.smtps, 'tls'):
      wait_for_greeting(port, what, process, os.path.join(folder, 'postfix-start.log'))

  @staticmethod
  def _make_queue(queue, postfix_uid, postdrop_gid):
    make_folder(queue, 'pid')
    for name in 'active', 'bounce', 'corrupt', 'defer', 'deferred', 'flush', 'hold', 'incoming', 'private', 'saved', 'trace':
      os.chown(make_folder(queue, name, mode=0o700), postfix_uid, 0)
    for name, mode in ('maildrop', 0o1730), ('public', 0o2710):
      path = make_folder(queue, name)
      os.chown(path, postfix_uid, postdrop_gid)
      os.chmod(path, mode)

  def postfix_log(self):
    """All of it so far."""
    with open(os.path.join(self.folder, 'log', 'postfix.log'), encoding='utf-8', errors='replace') as log:
      return log.read()

  def delivered(self, user, count=1, timeout_s=20):
    """The messages in a mailbox, as bytes, once there are as many as that; the order is that of arrival."""
    folder = os.path.join(self.folder, 'mail', user, 'new')
    deadline = time.monotonic() + timeout_s
    while True:
      names = os.listdir(folder) if os.path.isdir(folder) else []
      if len(names) >= count or time.monotonic() > deadline:
        break
      time.sleep(0.05)
    paths = sorted((os.path.join(folder, name) for name in names), key=lambda path: (os.stat(path).st_mtime_ns, path))
    return [open(path, 'rb').read() for path in paths]

  def empty(self, user):
    shutil.rmtree(os.path.join(self.folder, 'mail', user), ignore_errors=True)

  def stop(self):
    while self.processes:
      stop(*self.processes.pop())
    shutil.rmtree(self.folder, ignore_errors=True)
