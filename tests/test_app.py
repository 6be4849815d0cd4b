"""The page and the service of extras/app: one network, the same answer everywhere; and what comes in can't hurt."""

import base64
import hashlib
import http.client
import io
import json
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
import urllib.request
import warnings
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import browser as chrome
import numpy as np
import pytest
from course import ROOT, mnist_root
from PIL import Image
from torchvision import datasets

APP = ROOT / "extras/app"
sys.path.insert(0, str(APP))
import digit_reader  # noqa: E402
import open_page  # noqa: E402

HERE = "127.0.0.1"
NO_BROWSER = pytest.mark.skipif(not chrome.find(), reason="no Chromium or Chrome is installed")

# Digits as a hand draws them: lines through points in a square of side 1, y downwards.
HANDS = {
    "0": [[(0.5, 0), (0.15, 0.25), (0.1, 0.6), (0.35, 1), (0.7, 0.9), (0.85, 0.5), (0.75, 0.12), (0.5, 0)]],
    "1": [[(0.5, 0), (0.5, 1)]],
    "2": [[(0.15, 0.2), (0.45, 0), (0.8, 0.2), (0.7, 0.5), (0.1, 1), (0.9, 0.97)]],
    "3": [[(0.15, 0.1), (0.55, 0), (0.8, 0.2), (0.45, 0.45), (0.85, 0.7), (0.6, 1), (0.1, 0.92)]],
    "4": [[(0.25, 0), (0.15, 0.55), (0.85, 0.55)], [(0.7, 0.05), (0.68, 1)]],
    "5": [[(0.85, 0), (0.25, 0.02), (0.2, 0.42), (0.65, 0.42), (0.82, 0.7), (0.55, 1), (0.1, 0.9)]],
    "6": [[(0.7, 0), (0.3, 0.35), (0.15, 0.75), (0.45, 1), (0.8, 0.8), (0.6, 0.55), (0.2, 0.7)]],
    "7": [[(0.1, 0.05), (0.9, 0), (0.6, 0.45), (0.4, 1)]],
    "8": [
        [(0.75, 0.1), (0.4, 0), (0.2, 0.2), (0.75, 0.7), (0.6, 1), (0.25, 0.95), (0.25, 0.7), (0.75, 0.25), (0.7, 0.1)]
    ],
    "9": [[(0.8, 0.2), (0.5, 0), (0.2, 0.2), (0.35, 0.45), (0.8, 0.25), (0.75, 0.6), (0.6, 1)]],
}
PLACES = {  # of the square: left, top, width, height, and the pen, all in the pad's 280 pixels
    "large": (60, 30, 160, 220, 20),
    "small, top left": (10, 10, 50, 70, 10),
    "bottom right": (170, 150, 80, 110, 14),
    "thick": (70, 60, 130, 160, 34),
    "thin": (60, 40, 150, 200, 5),
}
GOLDEN_INK = np.zeros((9, 6), np.uint8)  # of lesson 12
GOLDEN_INK[1:8, 1] = 255
GOLDEN_INK[7, 1:5] = 128
GOLDEN_PICTURE = {(2, 12): 0, (3, 12): 1, (3, 14): 0.75, (20, 13): 0.573, (20, 20): 0.43, (22, 20): 0.502}
DRAW = "app.clear(); for (const line of {}) {{ app.restart(); line.forEach(at => app.draw(at, {})); }} app.read()"


@pytest.fixture(scope="module")
def reader():
    """The network, run by Python."""
    return digit_reader.Reader()


@pytest.fixture(scope="module")
def digits():
    """MNIST's test part: pictures as bytes (10000, 28, 28), labels."""
    mnist = datasets.MNIST(mnist_root(), train=False, download=True)
    return mnist.data.numpy(), mnist.targets.numpy()


def png(picture, **options):
    """Return a NumPy picture as the bytes of a PNG file, or of another format."""
    stored = io.BytesIO()
    Image.fromarray(picture).save(stored, options.pop("format", "PNG"), **options)
    return stored.getvalue()


# ---- what the network is given ----------------------------------------------------------------------------------


def test_pictures_of_mnist_are_left_as_they_are(digits):
    # MNIST's pictures were made by these steps, so that preparing them again changes nothing.
    changed = [np.abs(digit_reader.prepare(picture) - picture / 255).max() > 0.02 for picture in digits[0][:1000]]
    assert sum(changed) == 0


def test_nothing_drawn_gives_none():
    assert digit_reader.prepare(np.zeros((280, 280), np.uint8)) is None


def test_the_golden_drawing_of_the_lesson_is_prepared_as_stated_there():
    picture = digit_reader.prepare(GOLDEN_INK)
    for (row, column), value in GOLDEN_PICTURE.items():
        assert abs(picture[row, column] - value) < 1e-3


@pytest.mark.parametrize("size", [(1, 1), (1, 300), (300, 1), (280, 280), (7, 13)])
def test_a_dot_and_a_line_of_any_length_fit(size):
    picture = digit_reader.prepare(np.full(size, 40, np.uint8))
    assert picture.shape == (28, 28) and picture.dtype == np.float32
    assert picture.min() >= 0 and abs(picture.max() - 1) < 1e-6


def test_place_and_size_of_a_digit_do_not_matter(digits, reader):
    paper = np.zeros((2, 300, 300), np.uint8)
    digit = digits[0][0]
    paper[0, :28, :28] = digit
    paper[1, 75:271, 90:286] = digit.repeat(7, 0).repeat(7, 1)
    first, second = (digit_reader.prepare(ink) for ink in paper)
    assert np.abs(first - second).max() < 1e-5
    assert np.allclose(*reader.logits(np.stack([first, second])), atol=1e-3)


@pytest.mark.parametrize("ground", ["white", "black", "transparent"])
def test_dark_on_bright_and_bright_on_dark_are_the_same_ink(digits, ground):
    digit = digits[0][3].repeat(4, 0).repeat(4, 1)
    ink = np.pad(digit, 20)
    alpha = np.dstack([np.zeros_like(ink)] * 3 + [ink])
    raw = png({"white": 255 - ink, "black": ink, "transparent": alpha}[ground])
    assert np.abs(digit_reader.ink_of(raw).astype(int) - np.where(ink < digit_reader.FAINT, 0, ink)).max() <= 1


def test_sixteen_bits_and_colours_and_jpeg_are_read(digits):
    ink = np.pad(digits[0][0].repeat(4, 0).repeat(4, 1), 20)
    expected = digit_reader.prepare(digit_reader.ink_of(png(ink)))
    red = np.dstack([ink, np.zeros_like(ink), np.zeros_like(ink)])
    for raw, slack in ((png(ink.astype(np.uint16) * 257), 0.02), (png(red), 0.02), (png(ink, format="JPEG"), 0.3)):
        assert np.abs(digit_reader.prepare(digit_reader.ink_of(raw)) - expected).max() < slack


# ---- the network ------------------------------------------------------------------------------------------------


def test_the_card_belongs_to_the_network(reader):
    assert reader.card["sha256"] == hashlib.sha256((APP / "page/digits.onnx").read_bytes()).hexdigest()
    assert reader.card["classes"] == [str(digit) for digit in range(10)]


def test_test_digits_are_read(digits, reader):
    pictures = np.stack([digit_reader.prepare(picture) for picture in digits[0][:3000]])
    logits = reader.logits(pictures)
    assert (logits.argmax(1) == digits[1][:3000]).mean() > 0.97
    answers = [reader.answer(row)["digit"] for row in logits]
    wrong = [answer not in (None, str(label)) for answer, label in zip(answers, digits[1], strict=False)]
    assert np.mean(wrong) < 0.02 and answers.count(None) < 0.06 * len(answers)


def test_an_answer_does_not_depend_on_the_others(digits, reader):
    pictures = digits[0][:64] / np.float32(255)
    together = reader.logits(pictures)
    alone = np.concatenate([reader.logits(picture[None]) for picture in pictures])
    np.testing.assert_allclose(together, alone, atol=1e-4)


# ---- the page, in a browser -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """The page in a browser, the network loaded; every address that is asked for is noted in page.asked."""
    asked = []

    class Noted(open_page.Files):
        """Files, each request noted."""

        def do_GET(self):
            """Note it and send the file."""
            asked.append(self.path)
            super().do_GET()

    server = open_page.make_server(APP / "page", kind=Noted)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with chrome.Browser(tmp_path_factory.mktemp("profile")) as opened:
        opened.asked = asked
        opened.home = f"http://{HERE}:{server.server_port}/"
        opened.open(opened.home)
        opened.run("import('/pad.mjs').then(module => { window.app = module; })")
        opened.until("window.app && app.reader")
        yield opened
    server.shutdown()
    server.server_close()


def draw(page, lines, place):
    """Draw lines on the empty pad and return what the page answers."""
    left, top, width, height, pen = PLACES[place]
    points = [[(left + width * x, top + height * y) for x, y in line] for line in lines]
    return page.run(DRAW.format(json.dumps(points), pen))


@NO_BROWSER
def test_python_and_page_prepare_alike(page, digits):
    numbers = np.random.default_rng(0)
    papers = [np.pad(digit.repeat(3, 0).repeat(3, 1), 9) for digit in digits[0][:20]]
    papers += [(numbers.random(shape) < 0.02) * np.uint8(200) for shape in [(280, 280), (31, 90), (90, 31), (1, 40)]]
    papers += [np.zeros((28, 28), np.uint8), GOLDEN_INK, *(np.full(size, 255) for size in ((2, 2), (40, 40), (7, 9)))]
    for paper in papers:
        packed = base64.b64encode(paper.astype(np.uint8).tobytes()).decode()
        bytes_of = f"Uint8Array.from(atob('{packed}'), sign => sign.charCodeAt(0))"
        height, width = paper.shape
        shown = page.run(f"(found => found && Array.from(found))(app.prepare({bytes_of}, {height}, {width}))")
        ours = digit_reader.prepare(paper)
        assert (shown is None) == (ours is None)
        if ours is not None:
            np.testing.assert_allclose(np.reshape(shown, (28, 28)), ours, atol=1e-6)


@NO_BROWSER
def test_python_and_page_give_the_same_logits(page, digits, reader):
    pictures = digits[0][:200] / np.float32(255)
    lists = json.dumps([[round(float(value), 7) for value in picture.ravel()] for picture in pictures])
    shown = page.run(f"app.reader.logits({lists}.map(picture => Float32Array.from(picture)))")
    np.testing.assert_allclose(shown, reader.logits(pictures), atol=1e-3)
    one = page.run(f"app.reader.logits([Float32Array.from({lists}[0])])")
    np.testing.assert_allclose(one[0], shown[0], atol=1e-3)
    answers = page.run(f"{json.dumps(shown)}.map(app.reader.answer)")
    for answer, logits in zip(answers, shown, strict=True):
        ours = reader.answer(np.array(logits))
        assert answer["digit"] == ours["digit"] and abs(answer["probability"] - ours["probability"]) < 1e-4


@NO_BROWSER
def test_digits_drawn_by_a_hand_are_read(page):
    answers = {(digit, place): draw(page, lines, place)["digit"] for digit, lines in HANDS.items() for place in PLACES}
    wrong = {drawn: answer for drawn, answer in answers.items() if answer != drawn[0]}
    print(wrong)
    assert len(wrong) <= 0.1 * len(answers), wrong


@NO_BROWSER
def test_digits_of_the_test_part_redrawn_on_the_pad_are_read(page, digits):
    right = 0
    for picture, label in zip(digits[0][:100], digits[1][:100], strict=True):
        runs = []  # each row of ink from left to right: a stroke
        for y, row in enumerate(picture > 127):
            ends = np.flatnonzero(np.diff(np.pad(row.astype(int), 1)))
            runs += [[[10 * left + 5, 10 * y + 5], [10 * right - 5, 10 * y + 5]] for left, right in ends.reshape(-1, 2)]
        script = (
            "app.clear(); for (const line of {}) {{ app.restart(); line.forEach(p => app.draw(p, 11)); }} app.read()"
        )
        right += page.run(script.format(json.dumps(np.array(runs).tolist())))["digit"] == str(label)
    print(right)
    assert right >= 92, right


@NO_BROWSER
def test_scribbles_are_not_read(page):
    numbers = np.random.default_rng(5)
    answers = []
    for _ in range(40):
        points = numbers.uniform(0, 1, (int(numbers.integers(8, 16)), 2)).tolist()
        answers.append(draw(page, [points], "large")["digit"])
    print(answers.count(None))
    assert answers.count(None) >= 34, answers
    assert draw(page, [], "large") is None  # nothing drawn
    assert page.run("document.getElementById('answer').textContent") == "Draw a digit."


@NO_BROWSER
def test_the_mouse_draws_and_the_button_clears(page):
    page.send("Emulation.setDeviceMetricsOverride", width=1280, height=800, deviceScaleFactor=1, mobile=False)
    page.run("app.clear()")
    box = page.run("(box => [box.x, box.y, box.width])(app.pad.getBoundingClientRect())")
    seven = [(box[0] + box[2] * (0.2 + 0.6 * x), box[1] + box[2] * (0.15 + 0.7 * y)) for x, y in HANDS["7"][0]]
    for kind, (x, y) in zip(["mousePressed", *["mouseMoved"] * 3, "mouseReleased"], [*seven, seven[-1]], strict=True):
        page.send("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", buttons=1, clickCount=1)
    page.until("document.getElementById('answer').textContent === 'This is a 7.'")
    page.screenshot("app_desktop")
    page.click("document.getElementById('clear')")
    page.until("document.getElementById('answer').textContent === 'Draw a digit.'")
    assert page.run("app.inkOf().every(ink => ink === 0)")


@NO_BROWSER
@pytest.mark.parametrize("width", [320, 390, 768])
def test_a_phone_shows_all_of_it_and_a_finger_draws(page, width):
    page.send("Emulation.setDeviceMetricsOverride", width=width, height=780, deviceScaleFactor=2, mobile=True)
    page.send("Emulation.setTouchEmulationEnabled", enabled=True)
    page.run("app.clear(); window.scrollTo(0, 0)")
    assert page.run("document.documentElement.scrollWidth <= window.innerWidth")
    box = page.run("(box => [box.x, box.y, box.width])(app.pad.getBoundingClientRect())")
    line = [{"x": box[0] + box[2] / 2, "y": box[1] + box[2] * part} for part in (0.15, 0.4, 0.6, 0.85)]
    for kind, points in zip(["touchStart", *["touchMove"] * 3, "touchEnd"], [*line, None], strict=True):
        page.send("Input.dispatchTouchEvent", type=kind, touchPoints=[points] if points else [])
    page.until("document.getElementById('answer').textContent === 'This is a 1.'")
    assert page.run("window.scrollY") == 0  # drawing does not scroll
    page.screenshot(f"app_{width}")
    page.send("Emulation.setTouchEmulationEnabled", enabled=False)


@NO_BROWSER
def test_nothing_is_asked_of_another_machine(page):
    loaded = page.run("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert loaded and all(name.startswith((page.home, "data:")) for name in loaded), loaded
    assert {"/digits.onnx", "/digits.json", "/ort/ort.wasm.bundle.min.mjs"} <= set(page.asked)
    text = "".join(path.read_text(encoding="utf-8") for path in (APP / "page").glob("*.*") if path.suffix != ".onnx")
    assert "http" not in text.replace('http-equiv="Content-Security-Policy"', "")
    policy = page.run("document.querySelector('meta[http-equiv]').content")
    assert "connect-src 'self'" in policy and "default-src 'none'" in policy


@NO_BROWSER
def test_a_network_that_is_missing_is_named(page, tmp_path):
    shutil.copytree(APP / "page", tmp_path / "page")
    (tmp_path / "page/digits.onnx").unlink()
    server = open_page.make_server(tmp_path / "page")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with chrome.Browser(tmp_path / "profile") as other:
        other.open(f"http://{HERE}:{server.server_port}/")
        text = "document.getElementById('answer').textContent"
        assert "digits.onnx is missing" in other.until(f"{text}.includes('could not') && {text}")
    server.shutdown()
    server.server_close()


# ---- the service ------------------------------------------------------------------------------------------------


class Service:
    """The service, started as the page says, on a free port."""

    def __init__(self, log, workers=1):
        """Start it and wait until it is healthy."""
        with socket.socket() as free:
            free.bind((HERE, 0))
            self.port = free.getsockname()[1]
        command = [sys.executable, str(APP / "service.py"), "--port", str(self.port), "--workers", str(workers)]
        self.log = log
        with log.open("wb") as written:
            self.process = subprocess.Popen(command, stdout=written, stderr=subprocess.STDOUT)
        try:
            chrome.wait_for(self.healthy, "the service to start")
        except BaseException:  # nobody else would end it
            self.process.kill()
            self.process.wait()
            raise

    def healthy(self):
        """Return what /health says, or None while there is no answer."""
        try:
            return self.ask("GET", "/health")[1]
        except OSError:
            return None

    def ask(self, method, path, body=b"", kind="image/png", seconds=20, **headers):
        """Send one request; return the status and what came back."""
        connection = http.client.HTTPConnection(HERE, self.port, timeout=seconds)
        try:
            connection.request(method, path, body, {"Content-Type": kind} | headers)
            answer = connection.getresponse()
            raw = answer.read()
            return answer.status, json.loads(raw) if raw.startswith(b"{") else raw
        finally:
            connection.close()

    def stop(self):
        """End it."""
        self.process.terminate()
        self.process.wait(timeout=30)


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    """One process that answers."""
    running = Service(tmp_path_factory.mktemp("service") / "log.txt")
    yield running
    running.stop()


def test_the_service_reads_as_the_reader_does(service, digits, reader):
    for index in range(20):
        raw = png(np.pad(digits[0][index].repeat(3, 0).repeat(3, 1), 12))
        status, answer = service.ask("POST", "/read", raw)
        prepared = digit_reader.prepare(digit_reader.ink_of(raw))
        expected = reader.answer(reader.logits(prepared[None])[0])
        assert status == 200 and answer["digit"] == expected["digit"]
        np.testing.assert_allclose(answer["probabilities"], expected["probabilities"], atol=2e-4)


def chunk(name, content):
    """Return one chunk of a PNG file."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png_of(width, height, content, extra=b""):
    """Return a PNG file that says it has this size, with any content."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + extra + chunk(b"IDAT", content) + chunk(b"IEND", b"")


def zeros(millions):
    """Return so many million zeros as zlib packs them, without ever holding all of them."""
    packer, million = zlib.compressobj(9), bytes(1_000_000)
    return b"".join(packer.compress(million) for _ in range(millions)) + packer.flush()


GOOD = png(np.pad(np.full((60, 20), 255, np.uint8), 30))
BAD = {  # name: (what makes the body when its test runs, status)
    "empty": (lambda: b"", 422),
    "one byte": (lambda: b"\x89", 422),
    "zeros": (lambda: bytes(1000), 422),
    "text": (lambda: b"seven", 422),
    "HTML": (lambda: b"<script>alert(1)</script>", 422),
    "SVG": (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", 422),
    "XML with an entity": (lambda: b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>", 422),
    "JSON": (lambda: b'{"path": "/etc/passwd"}', 422),
    "JSON with nan": (lambda: b"[NaN, Infinity]", 422),
    "a pickle": (lambda: b"\x80\x04cos\nsystem\n(S'true'\ntR.", 422),
    "an address": (lambda: b"http://127.0.0.1/picture.png", 422),
    "a path": (lambda: b"../../data/MNIST", 422),
    "GIF": (lambda: png(np.zeros((9, 9), np.uint8), format="GIF"), 422),
    "BMP": (lambda: png(np.zeros((9, 9), np.uint8), format="BMP"), 422),
    "TIFF": (lambda: png(np.zeros((9, 9), np.uint8), format="TIFF"), 422),
    "ZIP": (lambda: b"PK\x03\x04" + bytes(60), 422),
    "PNG, head alone": (lambda: GOOD[:8], 422),
    "PNG, cut in the middle": (lambda: GOOD[: len(GOOD) // 2], 422),
    "PNG, last bytes missing": (lambda: GOOD[:-20], 422),
    "PNG, wrong checksum": (lambda: GOOD[:40] + b"xxxx" + GOOD[44:], 422),
    "PNG, no pixels": (lambda: png_of(10, 10, b""), 422),
    "PNG, content no zlib": (lambda: png_of(10, 10, b"no zlib at all"), 422),
    "PNG, too few pixels": (lambda: png_of(100, 100, zlib.compress(b"\0")), 422),
    "PNG, size 0": (lambda: png_of(0, 10, zlib.compress(b"")), 422),
    "PNG, negative size": (lambda: png_of(2**32 - 1, 5, zlib.compress(b"")), 422),
    "PNG, unknown method": (lambda: GOOD[:26] + b"\x07" + GOOD[27:], 422),
    "PNG, all the same": (lambda: png(np.full((50, 50), 200, np.uint8)), 422),
    "PNG, transparent": (lambda: png(np.zeros((50, 50, 4), np.uint8)), 422),
    "PNG, 1,001 wide": (lambda: png(np.zeros((1, 1_001), np.uint8)), 422),
    "PNG bomb, 900 million pixels": (lambda: png_of(30_000, 30_000, zeros(900)), 422),
    "PNG bomb in its content": (lambda: png_of(1_000, 1_000, zeros(60)), 422),
    "PNG bomb in its text": (
        lambda: png_of(10, 10, zlib.compress(bytes(110)), chunk(b"zTXt", b"a\0\0" + zeros(80))),
        422,
    ),
    "JPEG, head alone": (lambda: b"\xff\xd8\xff\xe0", 422),
    "JPEG, cut": (lambda: png(np.zeros((99, 99), np.uint8), format="JPEG")[:300], 422),
    "JPEG named PNG, cut": (lambda: b"\x89PNG" + png(np.zeros((9, 9), np.uint8), format="JPEG"), 422),
    "a byte too many": (lambda: bytes(digit_reader.MAX_BYTES + 1), 413),
    "50 MB": (lambda: bytes(50_000_000), 413),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_picture_gets_a_sentence(service, name):
    make, expected = BAD[name]
    body = make()
    before = service.healthy()["process"]
    try:
        status, answer = service.ask("POST", "/read", body)
    except (BrokenPipeError, ConnectionResetError):  # refused before all was sent: the answer may be lost
        assert expected == 413
    else:
        assert status == expected and answer["detail"].endswith("."), answer
    assert service.healthy()["process"] == before and service.ask("POST", "/read", GOOD)[0] == 200
    assert "Traceback" not in service.log.read_text()


@pytest.mark.parametrize(
    ("method", "path", "kind", "expected"),
    [
        ("POST", "/read", "application/json", 415),
        ("POST", "/read", "", 415),
        ("POST", "/read", "image/svg+xml", 415),
        ("POST", "/read", "multipart/form-data; boundary=x", 415),
        ("GET", "/read", "image/png", 405),
        ("DELETE", "/read", "image/png", 405),
        ("GET", "/", "image/png", 404),
        ("GET", "/../digit_reader.py", "image/png", 404),
        ("GET", "/%2e%2e/%2e%2e/etc/passwd", "image/png", 404),
        ("GET", "/read?path=/etc/passwd", "image/png", 405),
        ("GET", "/docs", "image/png", 404),
        ("POST", "/health", "image/png", 405),
        ("GET", "/" + "a" * 60_000, "image/png", 404),
    ],
)
def test_other_requests_get_a_sentence(service, method, path, kind, expected):
    status, answer = service.ask(method, path, GOOD if method == "POST" else b"", kind)
    assert status in (expected, 400) and (status == 400 or answer["detail"].endswith("."))
    assert service.healthy()


def test_what_comes_beside_the_picture_changes_nothing(service):
    expected = service.ask("POST", "/read", GOOD)[1]
    assert service.ask("POST", "/read?url=http://127.0.0.1:1/&path=/etc/passwd", GOOD)[1] == expected
    assert service.ask("POST", "/read", GOOD, "IMAGE/PNG; charset=utf-8")[1] == expected
    assert service.ask("POST", "/read", GOOD, "image/jpeg")[1] == expected  # what it is decides, not what it is called


def test_bytes_that_are_no_request_do_no_harm(service):
    for raw in (b"\0" * 100, b"GET\r\n\r\n", b"POST /read HTTP/1.1\r\nContent-Length: -5\r\n\r\n", b"\x16\x03\x01"):
        with socket.create_connection((HERE, service.port), timeout=10) as connection:
            connection.sendall(raw)
            connection.shutdown(socket.SHUT_WR)
            assert connection.recv(1000)[:12] in (b"", b"HTTP/1.1 400")
    half = socket.create_connection((HERE, service.port))
    half.sendall(b"POST /read HTTP/1.1\r\nHost: a\r\nContent-Type: image/png\r\nContent-Length: 100\r\n\r\nabc")
    half.close()  # went away in the middle
    assert service.ask("POST", "/read", GOOD)[0] == 200 and "Traceback" not in service.log.read_text()


def test_who_sends_too_slowly_is_told(service):
    with socket.create_connection((HERE, service.port), timeout=30) as slow:
        slow.sendall(b"POST /read HTTP/1.1\r\nHost: a\r\nContent-Type: image/png\r\nContent-Length: 100\r\n\r\nabc")
        assert slow.recv(1000).startswith(b"HTTP/1.1 408")


def test_the_log_holds_what_a_watch_needs_and_no_picture(service):
    service.ask("POST", "/read", GOOD)
    lines = [json.loads(line) for line in service.log.read_text().splitlines() if line.startswith("{")]
    assert set(lines[-1]) == {"time", "status", "ink", "digit", "probability", "milliseconds"}
    service.ask("POST", "/read", b"")
    lines = [json.loads(line) for line in service.log.read_text().splitlines() if line.startswith("{")]
    assert lines[-1]["status"] == 422


def test_large_pictures_do_not_starve_a_small_one(service):
    large = png(np.random.default_rng(0).integers(0, 2, (990, 990, 4), np.uint8) * 255)
    assert len(large) < digit_reader.MAX_BYTES
    with ThreadPoolExecutor(24) as crowd:
        waiting = [crowd.submit(service.ask, "POST", "/read", large, seconds=60) for _ in range(24)]
        time.sleep(0.3)
        small, _ = timed(service, GOOD)
        statuses = {future.result()[0] for future in waiting}
    assert statuses <= {200, 422, 503} and small < 20, (statuses, small)


def test_a_telephone_that_was_held_sideways(digits):
    ink = np.pad(digits[0][0].repeat(4, 0).repeat(4, 1), 20)
    exif = Image.Exif()
    exif[0x0112] = 6  # turn it by 90 degrees to the right
    raw = png(np.rot90(ink).copy(), format="JPEG", exif=exif)
    straight, turned = (digit_reader.prepare(digit_reader.ink_of(r)) for r in (png(ink, format="JPEG"), raw))
    assert np.abs(straight - turned).max() < 0.3


def test_reading_leaves_the_warnings_of_the_process_alone():
    before = list(warnings.filters)
    with ThreadPoolExecutor(8) as crowd:
        list(crowd.map(digit_reader.ink_of, [GOOD] * 200))
    assert warnings.filters == before


def test_a_network_that_its_card_does_not_describe_is_refused(tmp_path):
    for name in ("digits.onnx", "digits.json"):
        shutil.copy(APP / "page" / name, tmp_path)
    with (tmp_path / "digits.onnx").open("ab") as file:
        file.write(b" ")
    with pytest.raises(ValueError, match="not the network that digits"):
        digit_reader.Reader(tmp_path)


def test_a_crowd_is_answered_and_each_gets_their_own(service, digits, reader):
    raws = [png(np.pad(picture.repeat(2, 0).repeat(2, 1), 8)) for picture in digits[0][:200]]
    pictures = np.stack([digit_reader.prepare(digit_reader.ink_of(raw)) for raw in raws])
    expected = [reader.answer(row)["digit"] for row in reader.logits(pictures)]
    start = time.perf_counter()
    with ThreadPoolExecutor(32) as crowd:
        answers = list(crowd.map(lambda raw: timed(service, raw), raws * 3))
    seconds = time.perf_counter() - start
    assert [answer["digit"] for _, answer in answers] == expected * 3
    times = sorted(1000 * taken for taken, _ in answers)
    print(f"{len(answers) / seconds:.0f} requests a second, 99th percentile {times[int(0.99 * len(times))]:.0f} ms")
    if Path(f"/proc/{service.process.pid}/status").exists():
        status = Path(f"/proc/{service.process.pid}/status").read_text()
        most = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1000
        print(f"memory at most {most:.0f} MB")
        assert most < 600  # bombs included


def timed(service, raw):
    """Read one picture, trying again while nobody answers; return the seconds and the answer."""
    start = time.perf_counter()
    for _ in range(100):
        try:
            status, answer = service.ask("POST", "/read", raw)
        except (OSError, http.client.HTTPException):
            status = 503
        if status == 200:
            return time.perf_counter() - start, answer
        time.sleep(0.1)
    raise AssertionError("no answer")


@pytest.mark.skipif(os.name != "posix", reason="workers are ended with a signal")
def test_a_worker_that_is_killed_under_load_costs_no_answer(tmp_path, digits, reader):
    running = Service(tmp_path / "log.txt", workers=2)
    try:
        first = running.healthy()["process"]
        raws = [png(np.pad(picture.repeat(2, 0).repeat(2, 1), 8)) for picture in digits[0][:100]]
        with ThreadPoolExecutor(8) as crowd:
            waiting = [crowd.submit(timed, running, raw) for raw in raws * 4]
            waiting[100].result()
            os.kill(first, signal.SIGKILL)
            answers = [future.result()[1]["digit"] for future in waiting]
        pictures = np.stack([digit_reader.prepare(digit_reader.ink_of(raw)) for raw in raws])
        assert answers == [reader.answer(row)["digit"] for row in reader.logits(pictures)] * 4
        seen = set()
        chrome.wait_for(lambda: seen.add(running.healthy()["process"]) or len(seen) == 2, "a new worker")
        assert first not in seen
    finally:
        running.stop()


def test_the_command_serves_the_page_to_this_machine_alone(tmp_path):
    command = [sys.executable, str(APP / "open_page.py"), "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=tmp_path) as running:
        address = next(word for word in running.stdout.readline().split() if word.startswith("http"))
        with urllib.request.urlopen(address) as answer:
            assert b"Draw a digit" in answer.read()
        with urllib.request.urlopen(address + "reader.mjs") as answer:
            assert answer.headers["Content-Type"] == "text/javascript"
        running.terminate()
    assert address.startswith(f"http://{HERE}:")
    wrong = subprocess.run([*command, "--folder", str(tmp_path)], capture_output=True, text=True, check=False)
    assert wrong.returncode == 2 and "there is no index.html" in wrong.stderr


def test_make_app_runs_that_command():
    assert "extras/app/open_page.py" in (ROOT / "Makefile").read_text(encoding="utf-8")
