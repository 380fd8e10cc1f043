# SPDX-License-Identifier: GPL-3.0-or-later
"""Certificates for the servers of the tests, made by the openssl command at run time and never kept."""

import base64
import hashlib
import os
import subprocess
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

LOCAL_NAMES = ('localhost', '127.0.0.1', '::1')

# One configuration for both commands: names and purposes come in by the environment of each call.
CONFIGURATION = '''
[req]
distinguished_name = no_questions
prompt = no
[no_questions]
CN = unused
[ca]
default_ca = authority
[authority]
database = {folder}/index.txt
serial = {folder}/serial
new_certs_dir = {folder}
default_md = sha256
policy = any_subject
unique_subject = no
copy_extensions = none
[any_subject]
commonName = supplied
[extensions]
{extensions}
'''


def openssl(*arguments, text=None):
  result = subprocess.run(['openssl', *arguments], input=text, capture_output=True, timeout=60, check=False)
  if result.returncode != 0:
    raise RuntimeError('openssl %s: %s' % (arguments[0], result.stderr.decode(errors='replace')))
  return result.stdout


@dataclass(frozen=True)
class Identity:
  """A certificate with its key. chain: what the server sends, leaf first."""
  chain: str
  key: str
  pin: str
  sha256: str

  def pem(self):
    with open(self.chain, encoding='ascii') as file:
      return file.read()


def identity_of(chain, key):
  der = openssl('x509', '-in', chain, '-outform', 'DER')
  public = openssl('pkey', '-in', key, '-pubout', '-outform', 'DER')
  pin = 'sha256//' + base64.b64encode(hashlib.sha256(public).digest()).decode()
  return Identity(chain, key, pin, hashlib.sha256(der).hexdigest().upper())


def make_key(path, algorithm):
  if algorithm.startswith('rsa:'):
    openssl('genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:' + algorithm[4:], '-out', path)
  elif algorithm == 'ed25519':
    openssl('genpkey', '-algorithm', 'ED25519', '-out', path)
  else:
    openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', path)
  os.chmod(path, 0o600)


def alternative_names(names):
  kinds = ['IP:' + name if ':' in name or name.replace('.', '').isdigit() else 'DNS:' + name for name in names]
  return 'subjectAltName = ' + ', '.join(kinds)


def leaf_extensions(names, purpose, authority, only_signs):
  lines = ['basicConstraints = critical, CA:' + ('TRUE' if authority else 'FALSE'), 'subjectKeyIdentifier = hash']
  if names:
    lines.append(alternative_names(names))
  if purpose:
    lines.append('extendedKeyUsage = ' + purpose)
  if authority:
    lines.append('keyUsage = critical, keyCertSign, cRLSign' + ('' if only_signs else ', digitalSignature'))
  return '\n'.join(lines)


class Workshop:
  """Makes certificates in a folder of the caller's. issuer None: self-signed. only_signs: an authority's key that may sign no handshake."""

  def __init__(self, folder):
    self.folder = folder
    self.count = 0

  def _write(self, name, text):
    path = os.path.join(self.folder, name)
    with open(path, 'w', encoding='ascii') as file:
      file.write(text)
    return path

  def make(self, common_name='localhost', names=LOCAL_NAMES, issuer=None, authority=False, algorithm='ec',
           purpose='serverAuth', starts=timedelta(days=-1), ends=timedelta(days=30), digest='sha256', send_issuer=False,
           only_signs=False):
    self.count += 1
    base = os.path.join(self.folder, 'certificate-%d' % self.count)
    self._write('index.txt', '')
    self._write('serial', '%032X' % int.from_bytes(b'\x10' + os.urandom(15), 'big'))
    configuration = self._write('openssl.cnf', CONFIGURATION.format(
      folder=self.folder, extensions=leaf_extensions(names, purpose, authority, only_signs)))
    make_key(base + '.key', algorithm)
    openssl('req', '-new', '-config', configuration, '-key', base + '.key', '-subj', '/CN=' + common_name, '-out', base + '.csr')
    stamp = lambda offset: (datetime.now(timezone.utc) + offset).strftime('%Y%m%d%H%M%SZ')
    signer = ['-selfsign', '-keyfile', base + '.key'] if issuer is None else ['-cert', issuer.chain, '-keyfile', issuer.key]
    signed = openssl('ca', '-batch', '-notext', '-config', configuration, '-extensions', 'extensions', '-md', digest,
                     '-startdate', stamp(starts), '-enddate', stamp(ends), '-in', base + '.csr', *signer).decode()
    chain = signed + (issuer.pem() if send_issuer else '')
    self._write(os.path.basename(base) + '.pem', chain)
    return identity_of(base + '.pem', base + '.key')

  def make_root(self, common_name='Test root'):
    return self.make(common_name, names=(), authority=True, purpose=None)

  def make_self_signed_authority(self):
    """As `openssl req -x509` makes them: self-signed and marked as an authority."""
    return self.make(authority=True, purpose=None)
