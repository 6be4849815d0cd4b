"""A headless Chromium for the tests, steered through its own protocol (Chrome DevTools); nothing to install."""

import base64
import json
import os
import shutil
import subprocess
import time
import urllib.request
from pathlib import Path

import websocket  # jupyter_server brings it along

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"]
KEYS = {"Enter": (13, "\r"), "Escape": (27, ""), "s": (83, "")}
CONTROL, SHIFT = 2, 8


def find():
    """Return the path of a Chromium or Chrome, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def wait_for(condition, what, seconds=60):
    """Call condition until it returns something true, and return that; fail after a while."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.1)
    raise AssertionError(f"waited {seconds} s in vain: {what}")


class Browser:
    """One page of a headless browser; use it in a `with` block."""

    def __init__(self, folder, width=1280, height=800):
        """Remember the folder that will hold its profile, and the size of the window."""
        self.folder, self.size, self.number = Path(folder), (width, height), 0

    def __enter__(self):
        """Start the browser and connect to its first page."""
        options = ["--headless=new", "--remote-debugging-port=0", f"--user-data-dir={self.folder}"]
        options += ["--no-first-run", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"]
        options += ["--window-size={},{}".format(*self.size), "--force-device-scale-factor=1"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            options += ["--no-sandbox"]  # Chromium's own demand
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen([find(), *options, "about:blank"], **quiet)
        try:
            self.connect()
        except BaseException:  # __exit__ is not called then
            self.process.kill()
            self.process.wait()
            raise
        return self

    def connect(self):
        """Wait until the browser has started, and connect to its first page."""
        port_file = self.folder / "DevToolsActivePort"
        port = wait_for(lambda: port_file.exists() and port_file.read_text().split(), "the browser to start")[0]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list") as answer:
            page = next(target for target in json.load(answer) if target["type"] == "page")
        self.socket = websocket.create_connection(page["webSocketDebuggerUrl"], suppress_origin=True, timeout=60)
        width, height = self.size
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def __exit__(self, *error):
        """Close the browser."""
        self.socket.close()
        self.process.terminate()
        self.process.wait(timeout=30)

    def send(self, method, **parameters):
        """Send one command and return its result."""
        self.number += 1
        self.socket.send(json.dumps({"id": self.number, "method": method, "params": parameters}))
        while (answer := json.loads(self.socket.recv())).get("id") != self.number:
            pass  # an event
        assert "error" not in answer, answer
        return answer["result"]

    def open(self, url):
        """Go to an address."""
        self.send("Page.navigate", url=url)

    def run(self, script):
        """Run JavaScript in the page, wait if it gives a promise, and return its value."""
        result = self.send("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in result, result["exceptionDetails"]
        return result["result"].get("value")

    def until(self, script, seconds=60):
        """Wait until JavaScript gives something true, and return it; an error counts as not yet."""
        seen = f"const found = await ({script}); return found instanceof Node || found"
        guarded = f"(async () => {{ try {{ {seen} }} catch (error) {{ return null }} }})()"
        return wait_for(lambda: self.run(guarded), script, seconds)

    def click(self, element):
        """Click with the mouse on the element that JavaScript names."""
        self.until(f"({element}).scrollIntoView({{block: 'center'}}) || true")
        time.sleep(0.3)  # a smooth scroll ends
        box = f"(box => [box.x + box.width / 2, box.y + box.height / 2])(({element}).getBoundingClientRect())"
        x, y = self.run(box)
        for kind in ("mousePressed", "mouseReleased"):
            self.send("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def press(self, key, modifiers=0):
        """Press one key."""
        code, text = KEYS[key]
        common = {"key": key, "code": key, "windowsVirtualKeyCode": code, "modifiers": modifiers}
        self.send("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", text=text, **common)
        self.send("Input.dispatchKeyEvent", type="keyUp", **common)

    def type(self, text):
        """Type text where the cursor is."""
        self.send("Input.insertText", text=text)

    def screenshot(self, name):
        """Save what the window shows, if anybody wants to see it: in the folder that SCREENSHOTS names."""
        if folder := os.environ.get("SCREENSHOTS"):
            picture = base64.b64decode(self.send("Page.captureScreenshot")["data"])
            (Path(folder) / f"{name}.png").write_bytes(picture)
