"""Real caches with the settings that they come with, in front of a server; each ends with its `with` block."""

import pathlib
import socket
import subprocess
import tempfile
import time

NGINX = """\
user root;
daemon off;
pid {folder}/pid;
error_log stderr;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    proxy_cache_path {folder}/cache keys_zone=newsroom:1m;
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_pass http://127.0.0.1:{upstream};
            proxy_cache newsroom;
        }}
    }}
}}
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Cache:
    """A cache in front of the server on a port; `command` says how it is run."""

    def __init__(self, upstream):
        self.scratch = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.scratch.name)
        self.folder.chmod(0o755)
        self.port = free_port()
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen(self.command(upstream), stdout=self.log, stderr=self.log)
        self.wait()

    def wait(self):
        while True:
            if self.process.poll() is not None:
                self.log.seek(0)
                raise RuntimeError(f"{type(self).__name__} has ended:\n{self.log.read().decode()}")
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.02)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(30)
        self.log.close()
        self.scratch.cleanup()


class Nginx(Cache):
    def command(self, upstream):
        configuration = self.folder / "nginx.conf"
        configuration.write_text(NGINX.format(folder=self.folder, port=self.port, upstream=upstream))
        return ["nginx", "-p", self.folder, "-c", configuration]


class Varnish(Cache):
    def command(self, upstream):
        listen, backend = f"127.0.0.1:{self.port}", f"127.0.0.1:{upstream}"
        return ["varnishd", "-F", "-n", self.folder / "varnish", "-a", listen, "-b", backend, "-s", "default,32m"]
