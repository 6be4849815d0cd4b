"""Serve the page that reads digits to this machine alone, and open it:  python extras/app/open_page.py [--folder F]

Another network? Copy page/ to a folder of yours, put your digits.onnx and digits.json there, and name it with --folder.
"""

import argparse
import webbrowser
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class Files(SimpleHTTPRequestHandler):
    """The files of one folder, as the browser needs them, without a line per request."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".mjs": "text/javascript", ".gz": "application/gzip"}

    def end_headers(self):
        """Let the browser ask again each time: the network may be a new one."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, *_):
        """Stay silent."""


def make_server(folder, port=0, kind=Files):
    """Return a server of a folder's files on 127.0.0.1; port 0 takes a free one."""
    return ThreadingHTTPServer(("127.0.0.1", port), partial(kind, directory=folder))


def main():
    """Serve until Ctrl+C."""
    options = argparse.ArgumentParser(description=__doc__.split(":")[0])
    options.add_argument("--folder", default=Path(__file__).parent / "page", type=Path)
    options.add_argument("--port", default=0, type=int, help="0 takes a free one")
    options.add_argument("--no-browser", action="store_true")
    chosen = options.parse_args()
    if not (chosen.folder / "index.html").exists():
        options.error(f"there is no index.html in {chosen.folder}")
    with make_server(chosen.folder, chosen.port) as server:
        address = f"http://127.0.0.1:{server.server_port}/"
        print(f"Draw a digit at {address}   (stop with Ctrl+C)", flush=True)
        if not chosen.no_browser:
            webbrowser.open(address)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
