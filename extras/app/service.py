"""Read digits behind an address:  python extras/app/service.py [--port 8000] [--workers 2]

POST /read    with the bytes of a PNG or JPEG picture: {"digit": "7" or null, "probability": …, "probabilities": […]}
GET  /health  {"status": "ok", "model": …, "process": …}

It reads what it is sent and nothing else: no file, no address. Whatever can't be read gets a 4xx and a sentence.
"""

import argparse
import asyncio
import json
import logging
import os
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager

import numpy as np
import uvicorn
from digit_reader import MAX_BYTES, NotAPicture, Reader, ink_of, prepare
from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException as AnyHTTPException
from starlette.requests import ClientDisconnect

KINDS = ("image/png", "image/jpeg")
SECONDS_TO_SEND = 10
SECONDS_TO_ANSWER = 5
MOST_AT_ONCE = 64  # pictures that one run of the network answers
MOST_WAITING = 256  # requests that are inside at the same time; more are turned away unread
DECODERS = 2  # pictures that are unpacked at the same time
BUSY = HTTPException(503, "Too much to do. Try again in a second.", {"Retry-After": "1"})
SENTENCES = {404: "There is nothing here. Send a picture to /read.", 405: "Send the picture with POST to /read."}
log = logging.getLogger("digits")


class Queue:
    """Answers many callers with few runs of the network: those who wait at the same time are answered together."""

    def __init__(self, reader):
        """Take a Reader."""
        self.reader, self.waiting, self.inside = reader, asyncio.Queue(), 0
        self.decoders, self.network = ThreadPoolExecutor(DECODERS), ThreadPoolExecutor(1)  # neither waits for the other

    @contextmanager
    def place(self):
        """Keep a place for one request, or turn it away."""
        if self.inside >= MOST_WAITING:
            raise BUSY
        self.inside += 1
        try:
            yield
        finally:
            self.inside -= 1

    async def decode(self, raw):
        """Turn the bytes of a file into a picture (28, 28), beside the other work."""
        return await asyncio.get_running_loop().run_in_executor(self.decoders, picture_of, raw)

    async def logits(self, picture):
        """Return the logits (10,) of one picture (28, 28)."""
        answer = asyncio.get_running_loop().create_future()
        self.waiting.put_nowait((picture, answer))
        return await answer

    async def work(self):
        """Answer until cancelled."""
        while True:
            batch = [await self.waiting.get()]
            while len(batch) < MOST_AT_ONCE and not self.waiting.empty():
                batch.append(self.waiting.get_nowait())
            batch = [(picture, answer) for picture, answer in batch if not answer.done()]  # the rest went away
            if not batch:
                continue
            try:
                pictures = np.stack([picture for picture, _ in batch])
                rows = await asyncio.get_running_loop().run_in_executor(self.network, self.reader.logits, pictures)
            except Exception as problem:  # one bad run must not end the work
                rows = [problem] * len(batch)
            for (_, answer), row in zip(batch, rows, strict=True):
                if answer.done():
                    continue
                (answer.set_exception if isinstance(row, Exception) else answer.set_result)(row)


@asynccontextmanager
async def life(app):
    """Load the network once, work as long as the service lives."""
    app.state.reader = Reader()
    app.state.queue = Queue(app.state.reader)
    work = asyncio.create_task(app.state.queue.work())
    yield
    work.cancel()


app = FastAPI(title="Digit reader", lifespan=life, docs_url=None, redoc_url=None, openapi_url=None)


@app.exception_handler(AnyHTTPException)
async def refuse(request, problem):
    """Give each refusal as {"detail": sentence}."""
    sentence = SENTENCES.get(problem.status_code, problem.detail)
    note(status=problem.status_code)
    return JSONResponse({"detail": sentence}, problem.status_code, problem.headers)


@app.get("/health")
async def health(request: Request):
    """Say that the network is loaded, and which one."""
    return {"status": "ok", "model": request.app.state.reader.card["sha256"][:12], "process": os.getpid()}


@app.post("/read")
async def read(request: Request):
    """Read the digit on one picture."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() not in KINDS:
        raise HTTPException(415, "Send the bytes of the picture, with Content-Type image/png or image/jpeg.")
    start, queue = time.perf_counter(), request.app.state.queue
    with queue.place():
        try:
            raw = await asyncio.wait_for(body_of(request), SECONDS_TO_SEND)
        except ClientDisconnect:
            raise HTTPException(400, "The picture broke off.") from None  # nobody is there to read it
        except asyncio.TimeoutError:
            raise HTTPException(408, f"The picture has to arrive within {SECONDS_TO_SEND} seconds.") from None
        try:
            picture, logits = await asyncio.wait_for(reading(queue, raw), SECONDS_TO_ANSWER)
        except NotAPicture as problem:
            raise HTTPException(422, str(problem)) from None
        except asyncio.TimeoutError:
            raise BUSY from None
    answer = request.app.state.reader.answer(logits)
    seen = {"ink": round(float(picture.mean()), 4), "digit": answer["digit"], "probability": answer["probability"]}
    note(status=200, **seen, milliseconds=round(1000 * (time.perf_counter() - start), 1))
    return answer


async def reading(queue, raw):
    """Return the picture (28, 28) in the bytes of a file, and its logits (10,)."""
    picture = await queue.decode(raw)
    return picture, await queue.logits(picture)


def note(**facts):
    """Write one line of JSON with the time: what a watch for drift needs, and no picture."""
    log.info(json.dumps({"time": round(time.time(), 3)} | facts))


def picture_of(raw):
    """Turn the bytes of a file into a picture for the network, or say what is wrong."""
    picture = prepare(ink_of(raw))
    if picture is None:
        raise NotAPicture("The picture is empty: all of it has the same brightness.")
    return picture


async def body_of(request):
    """Return what the caller sends, and stop at the first byte too many."""
    raw = bytearray()
    async for part in request.stream():
        raw += part
        if len(raw) > MAX_BYTES:
            raise HTTPException(413, f"At most {MAX_BYTES:,} bytes are read.", {"Connection": "close"})
    return bytes(raw)


def main():
    """Serve on this machine until Ctrl+C."""
    options = argparse.ArgumentParser(description=__doc__.split(":")[0])
    options.add_argument("--host", default="127.0.0.1")
    options.add_argument("--port", default=8000, type=int)
    options.add_argument("--workers", default=1, type=int, help="processes; one that dies is started again")
    chosen = options.parse_args()
    logging.basicConfig(format="%(message)s", level=logging.INFO)
    where = {"app_dir": os.path.dirname(os.path.abspath(__file__)), "host": chosen.host, "port": chosen.port}
    uvicorn.run("service:app", **where, workers=chosen.workers, access_log=False)


if __name__ == "__main__":
    main()
