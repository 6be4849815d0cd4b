// The page itself: strokes onto the canvas, the answer beside it.

import {loadReader, prepare} from "./reader.mjs";

const [pad, small, bars] = ["pad", "small", "bars"].map(id => document.getElementById(id));
const say = text => { document.getElementById("answer").textContent = text; };
const pen = pad.getContext("2d", {willReadFrequently: true});
const PEN_WIDTH = 20;  // of the pad's 280 pixels
let reader = null, last = null, waiting = false;

/** The ink on the pad, one byte a pixel: how opaque it is. */
function inkOf() {
  const colours = pen.getImageData(0, 0, pad.width, pad.height).data;
  return Uint8Array.from({length: pad.width * pad.height}, (_, pixel) => colours[4 * pixel + 3]);
}

/** Draw a line from the last point to this one, or a dot where there is none; points count in the pad's pixels. */
function draw(point, width = PEN_WIDTH) {
  pen.lineWidth = width;
  pen.lineCap = pen.lineJoin = "round";
  pen.strokeStyle = getComputedStyle(document.body).color;
  pen.beginPath();
  pen.moveTo(...(last ?? point));
  pen.lineTo(...point);
  pen.stroke();
  last = point;
}

function pointOf(event) {
  const box = pad.getBoundingClientRect();
  return [(event.clientX - box.left) * pad.width / box.width, (event.clientY - box.top) * pad.height / box.height];
}

/** Show ten bars, and what the network sees. */
function show(probabilities, picture) {
  bars.replaceChildren(...probabilities.flatMap((probability, index) => {
    const [name, bar, share] = ["span", "i", "span"].map(kind => document.createElement(kind));
    name.textContent = reader.card.classes[index];
    bar.style.width = `${100 * probability}%`;
    share.textContent = `${Math.round(100 * probability)} %`;
    return [name, bar, share];
  }));
  const seen = new ImageData(28, 28);
  picture.forEach((value, pixel) => seen.data.set([255 * value, 255 * value, 255 * value, 255], 4 * pixel));
  small.getContext("2d").putImageData(seen, 0, 0);
}

/** Read what is on the pad and show the answer; return it. */
async function read() {
  const picture = prepare(inkOf(), pad.height, pad.width);
  if (!picture) {
    show(Array(10).fill(0), new Float32Array(784));
    say("Draw a digit.");
    return null;
  }
  const [logits] = await reader.logits([picture]);
  const answer = reader.answer(logits);
  show(answer.probabilities, picture);
  say(answer.digit === null ? "I don't know." : `This is a ${answer.digit}.`);
  return answer;
}

/** Read once the browser has time; many moves of the pen are answered together. */
function readSoon() {
  if (waiting || !reader) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    read().catch(problem => say(`The network failed: ${problem.message}`));
  });
}

/** Lift the pen: the next point begins a new line. */
function restart() {
  last = null;
}

function clear() {
  pen.clearRect(0, 0, pad.width, pad.height);
  restart();
  readSoon();
}

pad.addEventListener("pointerdown", event => {
  if (!event.isPrimary) return;  // a second finger
  pad.setPointerCapture(event.pointerId);
  restart();
  draw(pointOf(event));
  readSoon();
});
pad.addEventListener("pointermove", event => {
  if (!event.isPrimary || !last) return;
  for (const part of event.getCoalescedEvents?.() ?? [event]) draw(pointOf(part));
  readSoon();
});
for (const end of ["pointerup", "pointercancel"]) pad.addEventListener(end, event => { if (event.isPrimary) restart(); });
document.getElementById("clear").addEventListener("click", clear);

try {
  reader = await loadReader(".");
  await read();
} catch (problem) {
  say(`The network could not be loaded: ${problem.message}`);
}
export {clear, draw, inkOf, pad, pen, prepare, read, reader, restart};
