# The packaged prometheus-openstack-exporter is written for Python 2 and for clients of its time, and is installed beside
# Python 3. These are the old names for what is there under new ones, so that the program itself runs unchanged: on
# loopback, on a port that the kernel chooses, written to the file that EXPORTER_PORT_FILE names.
import http.server
import os
import socketserver
import sys
import types
import urllib.parse


class Text:
    """Takes text, as Python 2's files did."""

    def __init__(self, raw):
        self._raw = raw

    def write(self, data):
        return self._raw.write(data.encode() if isinstance(data, str) else data)

    def __getattr__(self, name):
        return getattr(self._raw, name)


class Handler(http.server.BaseHTTPRequestHandler):
    def setup(self):
        super().setup()
        self.wfile = Text(self.wfile)


class Server(http.server.HTTPServer):
    def __init__(self, address, handler):
        super().__init__(("127.0.0.1", 0), handler)
        with open(os.environ["EXPORTER_PORT_FILE"], "w") as f:
            f.write("%d\n" % self.server_port)


sys.modules["urlparse"] = urllib.parse
sys.modules["SocketServer"] = socketserver
sys.modules["BaseHTTPServer"] = types.ModuleType("BaseHTTPServer")
sys.modules["BaseHTTPServer"].HTTPServer = Server
sys.modules["BaseHTTPServer"].BaseHTTPRequestHandler = Handler

import cinderclient.v3.client  # noqa: E402
import prometheus_client  # noqa: E402

sys.modules["cinderclient.v2"] = sys.modules["cinderclient.v3"]
sys.modules["cinderclient.v2.client"] = sys.modules["cinderclient.v3.client"]
generate = prometheus_client.generate_latest
prometheus_client.generate_latest = lambda registry: generate(registry).decode()
