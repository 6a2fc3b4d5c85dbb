// A QR code after ISO/IEC 18004, made on the phone: bytes, error correction of level L, up to the size that a camera still
// reads from a phone's screen. The tests compare it with that of another maker.
const LARGEST = 30;
// For each version from 1: how many bytes of correction a block has, and how many blocks there are.
const CORRECTION = [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26, 28, 30, 30, 30, 30];
const BLOCKS = [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14, 15];
const MASKS = [
  (x, y) => (x + y) % 2,
  (x, y) => y % 2,
  (x) => x % 3,
  (x, y) => (x + y) % 3,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2,
  (x, y) => ((x * y) % 2) + ((x * y) % 3),
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
];

/** The rows of a text's code, true for a dark square; null for a text that is too long. */
export function qr(text) {
  const bytes = [...new TextEncoder().encode(text)];
  for (let version = 1; version <= LARGEST; version += 1) {
    if (bytes.length <= room(version) - (version < 10 ? 2 : 3)) return drawn(version, corrected(version, filled(version, bytes)));
  }
  return null;
}

const alignments = (version) => (version === 1 ? 0 : Math.floor(version / 7) + 2);

/** How many bytes the free squares of a version hold. */
function whole(version) {
  const count = alignments(version), patterns = count ? (25 * count - 10) * count - 55 : 0;
  return Math.floor(((16 * version + 128) * version + 64 - patterns - (version < 7 ? 0 : 36)) / 8);
}

const room = (version) => whole(version) - BLOCKS[version - 1] * CORRECTION[version - 1];

const binary = (number, digits) => number.toString(2).padStart(digits, "0");

/** The mode, the length, the bytes, and what fills the rest. */
function filled(version, bytes) {
  const bits = `0100${binary(bytes.length, version < 10 ? 8 : 16)}${bytes.map((byte) => binary(byte, 8)).join("")}0000`;
  const made = bits.match(/.{8}/g).map((eight) => parseInt(eight, 2));
  for (let filler = 0xec; made.length < room(version); filler ^= 0xec ^ 0x11) made.push(filler);
  return made;
}

// The field of 256 elements in which the correction is reckoned.
const power = [], logarithm = [];
for (let exponent = 0, value = 1; exponent < 255; exponent += 1) {
  power[exponent] = value;
  logarithm[value] = exponent;
  value = (value << 1) ^ ((value >> 7) * 0x11d);
}
const times = (one, other) => (one && other ? power[(logarithm[one] + logarithm[other]) % 255] : 0);

function correctionOf(data, degree) {
  let divisor = [1];
  for (let root = 0; root < degree; root += 1) divisor = [...divisor, 0].map((part, index) => part ^ times(divisor[index - 1], power[root]));
  const rest = Array(degree).fill(0);
  for (const byte of data) {
    const factor = byte ^ rest.shift();
    rest.push(0);
    for (let index = 0; index < degree; index += 1) rest[index] ^= times(divisor[index + 1], factor);
  }
  return rest;
}

/** The data and its correction, block by block, and one byte of each in turn. */
function corrected(version, data) {
  const blocks = BLOCKS[version - 1], short = Math.floor(data.length / blocks), longer = data.length % blocks;
  const parts = Array.from({ length: blocks }, (_, index) => {
    const from = index * short + Math.max(0, index - (blocks - longer));
    return data.slice(from, from + short + (index >= blocks - longer ? 1 : 0));
  });
  const inTurn = (lists) => lists[lists.length - 1].flatMap((_, index) => lists.map((list) => list[index])).filter((byte) => byte !== undefined);
  return [...inTurn(parts), ...inTurn(parts.map((part) => correctionOf(part, CORRECTION[version - 1])))];
}

/** The code with the mask that leaves the fewest patterns that could mislead a camera. */
function drawn(version, bytes) {
  const size = 4 * version + 17, fixed = patterns(version, size);
  const codes = MASKS.map((masks, mask) => {
    const rows = fixed.map((row) => [...row]);
    fill(rows, bytes, masks);
    format(rows, mask);
    return rows;
  });
  const penalties = codes.map(penalty);
  return codes[penalties.indexOf(Math.min(...penalties))];
}

/** What is the same in every code of a version; undefined where there is room. */
function patterns(version, size) {
  const rows = Array.from({ length: size }, () => Array(size).fill(undefined));
  const square = (x, y, reach, isDark) => {
    for (let down = -reach; down <= reach; down += 1)
      for (let right = -reach; right <= reach; right += 1)
        if (rows[y + down] && x + right >= 0 && x + right < size) rows[y + down][x + right] = isDark(Math.max(Math.abs(down), Math.abs(right)));
  };
  for (let at = 0; at < size; at += 1) rows[6][at] = rows[at][6] = at % 2 === 0;
  const count = alignments(version), step = Math.floor((version * 8 + count * 3 + 5) / (count * 4 - 4)) * 2;
  const at = Array.from({ length: count }, (_, index) => (index ? size - 7 - (count - 1 - index) * step : 6));
  for (const y of at) for (const x of at) if ((x > 6 || y > 6) && (x + y !== size - 1 || (x > 6 && y > 6))) square(x, y, 2, (away) => away !== 1);
  for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]]) square(x, y, 4, (away) => away !== 2 && away !== 4);
  format(rows, 0);
  if (version >= 7) {
    const bits = withRest(version, 12, 0x1f25);
    for (let index = 0; index < 18; index += 1) {
      const near = Math.floor(index / 3), far = size - 11 + (index % 3);
      rows[near][far] = rows[far][near] = Boolean((bits >> index) & 1);
    }
  }
  return rows;
}

/** A number followed by the rest of its division, by which a camera corrects it. */
function withRest(number, digits, divisor) {
  let rest = number;
  for (let digit = 0; digit < digits; digit += 1) rest = (rest << 1) ^ ((rest >> (digits - 1)) * divisor);
  return (number << digits) | rest;
}

/** Write twice which mask it is, and the level of correction. */
function format(rows, mask) {
  const bits = withRest((1 << 3) | mask, 10, 0x537) ^ 0x5412, size = rows.length;
  for (let index = 0; index < 15; index += 1) {
    const isDark = Boolean((bits >> index) & 1);
    rows[index < 6 ? index : index < 8 ? index + 1 : size - 15 + index][8] = isDark;
    rows[8][index < 8 ? size - 1 - index : index < 9 ? 15 - index : 14 - index] = isDark;
  }
  rows[size - 8][8] = true;
}

/** Lay the bits in columns of two, up and down by turns, each turned over where the mask says so. */
function fill(rows, bytes, masks) {
  const size = rows.length, isFree = rows.map((row) => row.map((square) => square === undefined));
  let bit = 0;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step += 1) {
      const y = ((right + 1) & 2) === 0 ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (!isFree[y][x]) continue;
        const isSet = (bytes[bit >> 3] >> (7 - (bit & 7))) & 1;
        rows[y][x] = Boolean(isSet) !== (masks(x, y) === 0);
        bit += 1;
      }
    }
  }
}

function penalty(rows) {
  const columns = rows.map((_, x) => rows.map((row) => row[x])), size = rows.length;
  let points = 0, dark = 0;
  for (const line of [...rows, ...columns]) {
    const text = line.map(Number).join("");
    for (const run of text.match(/0{5,}|1{5,}/g) ?? []) points += run.length - 2;
    for (let at = 0; at <= size - 11; at += 1) if (/^(00001011101|10111010000)/.test(text.slice(at, at + 11))) points += 40;
  }
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size; x += 1) {
      dark += rows[y][x];
      const same = [rows[y][x + 1], rows[y + 1]?.[x], rows[y + 1]?.[x + 1]];
      if (same.every((square) => square === rows[y][x])) points += 3;
    }
  return points + 10 * Math.floor(Math.abs((dark * 20) / (size * size) - 10));
}
