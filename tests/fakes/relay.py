# SPDX-License-Identifier: GPL-3.0-or-later
"""A relay on loopback that records what an observer between client and server could: every byte, in both directions."""

import socket
import struct
import threading

# TLS 1.3 hides an alert in a record of 2 bytes, 1 of type and 16 of tag; TLS 1.2 with GCM adds 8 of nonce.
LONGEST_ALERT = 26
APPLICATION_DATA, HANDSHAKE = 23, 22


class Recording:
  def __init__(self):
    self.sent = bytearray()
    self.received = bytearray()

  def client_records(self):
    """(type, length) of each TLS record that the client sent, from the first ClientHello on."""
    start = bytes(self.sent).find(b'\x16\x03')
    records = []
    while 0 <= start and start + 5 <= len(self.sent):
      kind, _version, length = struct.unpack('!BHH', self.sent[start:start + 5])
      records.append((kind, length))
      start += 5 + length
    return records

  def client_spoke_inside_tls(self):
    """False: nothing but handshake and at most an alert left the client after ClientHello. A Finished of TLS 1.3 counts as speaking."""
    return any(length > LONGEST_ALERT for kind, length in self.client_records() if kind == APPLICATION_DATA)


class RecordingRelay:
  """with RecordingRelay(port) as relay: … relay.port; relay.recordings, one for each connection, in their order."""

  def __init__(self, target_port, target_host='127.0.0.1'):
    self.target = (target_host, target_port)
    self.recordings = []
    self.sockets = []
    self.threads = []
    self.listener = socket.create_server(('127.0.0.1', 0))
    self.port = self.listener.getsockname()[1]
    self._start(self._accept)

  def __enter__(self):
    return self

  def __exit__(self, *_exception):
    self.stop()

  def _start(self, function, *arguments):
    thread = threading.Thread(target=function, args=arguments, daemon=True)
    self.threads.append(thread)
    thread.start()

  def _accept(self):
    while True:
      try:
        client, _address = self.listener.accept()
      except OSError:
        return
      recording = Recording()
      self.recordings.append(recording)
      try:
        server = socket.create_connection(self.target, timeout=10)
      except OSError:
        client.close()
        continue
      server.settimeout(None)
      for one in client, server:
        one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
      self.sockets += [client, server]
      self._start(self._pump, client, server, recording.sent)
      self._start(self._pump, server, client, recording.received)

  @staticmethod
  def _pump(source, target, record):
    try:
      while chunk := source.recv(65536):
        record += chunk
        target.sendall(chunk)
      target.shutdown(socket.SHUT_WR)
    except OSError:
      for one in source, target:
        try:
          one.shutdown(socket.SHUT_RDWR)
        except OSError:
          pass

  def stop(self):
    # close() alone does not wake a thread that waits in accept().
    for one in [self.listener, *self.sockets]:
      try:
        one.shutdown(socket.SHUT_RDWR)
      except OSError:
        pass
    for thread in self.threads:
      thread.join(5)
    for one in [self.listener, *self.sockets]:
      one.close()
