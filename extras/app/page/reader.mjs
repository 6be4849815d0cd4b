// Read a digit that somebody has drawn. The same as digit_reader.py does; tests/test_app.py holds the two equal.

const SIDE = 28, INNER = 20;  // pixels of MNIST's pictures, and of the box into which its digits were scaled

/** Weights, one row per cell: the mean over each of `cells` equal parts of a row of pixels, edges cut through. */
function shares(pixels, cells) {
  return Array.from({length: cells}, (_, cell) => Float64Array.from({length: pixels}, (_, pixel) => {
    const left = Math.max(cell * (pixels / cells), pixel);
    const right = Math.min((cell + 1) * (pixels / cells), pixel + 1);
    return Math.max(right - left, 0) * (cells / pixels);
  }));
}

/** Scale rows of numbers: each new row is a weighted sum of the old ones. */
function mix(weights, rows) {
  return weights.map(row => {
    const sum = new Float64Array(rows[0].length);
    row.forEach((weight, index) => { if (weight) rows[index].forEach((value, x) => { sum[x] += weight * value; }); });
    return sum;
  });
}

const turned = rows => Array.from(rows[0], (_, x) => Float64Array.from(rows, row => row[x]));
const total = numbers => numbers.reduce((sum, number) => sum + number, 0);
const between = (number, low, high) => Math.min(Math.max(number, low), high);

/** Where the centre of mass of rows lies, counted in rows. */
function middle(rows) {
  const sums = rows.map(total);
  return total(sums.map((sum, y) => (y + 0.5) * sum)) / total(sums);
}

/**
 * Turn ink, bytes with 0 for none, row by row, into what the network expects: 784 floats in 0..1; null if empty.
 * As MNIST was made: cut out, the longer side scaled to 20 pixels, the centre of mass put into the middle. Thin
 * strokes, which scaling makes faint, are brought back to full ink.
 */
export function prepare(ink, height, width) {
  let [top, bottom, left, right] = [height, -1, width, -1];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!ink[y * width + x]) continue;
      [top, bottom, left, right] = [Math.min(top, y), y, Math.min(left, x), Math.max(right, x)];
    }
  }
  if (bottom < 0) return null;
  const cut = [];
  for (let y = top; y <= bottom; y++) {
    cut.push(Float64Array.from(ink.subarray(y * width + left, y * width + right + 1), value => value / 255));
  }
  const scale = INNER / Math.max(cut.length, cut[0].length);
  const rows = Math.max(1, Math.floor(cut.length * scale + 0.5));
  const columns = Math.max(1, Math.floor(cut[0].length * scale + 0.5));
  const small = turned(mix(shares(cut[0].length, columns), turned(mix(shares(cut.length, rows), cut))));
  const most = Math.max(...small.map(row => Math.max(...row)));
  // As in MNIST, the middle comes to lie from 14 to 15; the last bits of a middle at 14 must not decide.
  const down = between(Math.ceil(SIDE / 2 - middle(small) - 1e-9), 0, SIDE - rows);
  const across = between(Math.ceil(SIDE / 2 - middle(turned(small)) - 1e-9), 0, SIDE - columns);
  const picture = new Float32Array(SIDE * SIDE);
  small.forEach((row, y) => row.forEach((value, x) => { picture[(down + y) * SIDE + across + x] = value / most; }));
  return picture;
}

/** Load the network with all that belongs to it; return {card, logits(pictures), answer(logits)}. */
export async function loadReader(folder) {
  const ort = await import("./ort/ort.wasm.bundle.min.mjs");
  const packed = await found(`${folder}/ort/ort-wasm-simd-threaded.wasm.gz`);
  const unpacked = new Response(packed.body.pipeThrough(new DecompressionStream("gzip")));
  ort.env.wasm.wasmBinary = await unpacked.arrayBuffer();
  ort.env.wasm.numThreads = 1;
  const card = await (await found(`${folder}/digits.json`)).json();
  const network = await (await found(`${folder}/digits.onnx`)).arrayBuffer();
  const sum = await globalThis.crypto?.subtle?.digest("SHA-256", network);  // browsers offer it to safe addresses only
  const hex = sum && Array.from(new Uint8Array(sum), byte => byte.toString(16).padStart(2, "0")).join("");
  if (hex && hex !== card.sha256) throw new Error("digits.onnx is not the network that digits.json describes");
  const session = await ort.InferenceSession.create(network);
  return {
    card,
    /** Run the network on pictures, each 784 floats in 0..1; return a list of ten logits for each. */
    async logits(pictures) {
      const batch = new Float32Array(pictures.length * SIDE * SIDE);
      pictures.forEach((picture, index) => batch.set(picture, index * SIDE * SIDE));
      const input = new ort.Tensor("float32", batch, [pictures.length, 1, SIDE, SIDE]);
      const {logits} = await session.run({pictures: input});
      return pictures.map((_, index) => Array.from(logits.data.subarray(index * 10, index * 10 + 10)));
    },
    /** Turn ten logits into {digit: name or null, probability, probabilities}. */
    answer(logits) {
      const most = Math.max(...logits);
      const odds = logits.map(logit => Math.exp(logit - most));
      const probabilities = odds.map(odd => odd / total(odds));
      const best = probabilities.indexOf(Math.max(...probabilities));
      const sure = probabilities[best] >= card.threshold;
      return {digit: sure ? card.classes[best] : null, probability: probabilities[best], probabilities};
    },
  };
}

/** Fetch a file that lies beside the page; an error names it. */
async function found(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} is missing (${answer.status})`);
  return answer;
}
