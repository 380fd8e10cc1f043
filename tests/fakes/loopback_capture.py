# SPDX-License-Identifier: GPL-3.0-or-later
"""What crosses the loopback interface to and from one port, taken from the kernel by a raw packet socket, put together into streams."""

import socket
import struct
import threading
import time

ETH_P_ALL = 3
PACKET_OUTGOING = 4
IPV4, IPV6, TCP = 0x0800, 0x86dd, 6
ETHERNET_HEADER, IPV6_HEADER = 14, 40


def unavailable():
  """Why there is none here; None: there is."""
  try:
    socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL)).close()
  except (OSError, AttributeError) as error:
    return 'no raw packet socket: %s' % error
  return None


class Stream:
  """One direction of one connection."""

  def __init__(self):
    self.first = None
    self.segments = {}

  def add(self, sequence, flags, payload):
    if flags & 2:
      self.first = (sequence + 1) % 2**32
    if payload and self.first is not None:
      self.segments[(sequence - self.first) % 2**32] = payload

  def bytes(self):
    data = bytearray()
    for at in sorted(self.segments):
      assert at <= len(data), 'the capture misses a packet'
      data[at:at + len(self.segments[at])] = self.segments[at]
    return bytes(data)


class LoopbackCapture:
  """with LoopbackCapture(port) as capture: …; then capture.connections(): (from the client, from the server) of each, in their order."""

  def __init__(self, port):
    self.port = port
    self.streams = {}
    self.stopped = threading.Event()

  def __enter__(self):
    self.socket = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL))
    self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 64 * 1024 * 1024)
    self.socket.bind(('lo', 0))
    self.socket.settimeout(0.1)
    self.thread = threading.Thread(target=self._run, daemon=True)
    self.thread.start()
    return self

  def __exit__(self, *_exception):
    self.stopped.set()
    self.thread.join()
    self.socket.close()

  def _run(self):
    last = time.monotonic()
    # On for a moment after the end: what was sent is in the socket's buffer.
    while not self.stopped.is_set() or time.monotonic() - last < 0.3:
      try:
        frame, address = self.socket.recvfrom(128 * 1024)
      except TimeoutError:
        continue
      last = time.monotonic()
      # Each packet passes twice, going out and coming in.
      if address[2] != PACKET_OUTGOING:
        self._take(frame)

  def _take(self, frame):
    kind, = struct.unpack_from('!H', frame, 12)
    packet = frame[ETHERNET_HEADER:]
    if kind == IPV4 and packet[9] == TCP:
      header, length = (packet[0] & 15) * 4, struct.unpack_from('!H', packet, 2)[0]
    elif kind == IPV6 and packet[6] == TCP:
      header, length = IPV6_HEADER, IPV6_HEADER + struct.unpack_from('!H', packet, 4)[0]
    else:
      return
    # The kernel leaves the length out of a packet that it would yet cut up.
    segment = packet[header:length if length > header else len(packet)]
    source, target, sequence = struct.unpack_from('!HHI', segment)
    if self.port not in (source, target):
      return
    client_port = source if target == self.port else target
    pair = self.streams.setdefault(client_port, (Stream(), Stream()))
    pair[0 if target == self.port else 1].add(sequence, segment[13], segment[(segment[12] >> 4) * 4:])

  def connections(self):
    return [(client.bytes(), server.bytes()) for client, server in self.streams.values()]
