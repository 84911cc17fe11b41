// The files of a pack that is not compressed (zip, "stored"), each with its bytes where they lie: no copy is made.

const END = 0x06054b50; // the last entry: where the list is, and how long
const ONE = 0x02014b50; // an entry of the list
const END_LENGTH = 22;

export function* filesOf(pack) {
  const seen = new DataView(pack.buffer, pack.byteOffset, pack.byteLength);
  const end = pack.byteLength - END_LENGTH; // no comment is packed
  if (seen.getUint32(end, true) !== END) throw new Error("no pack");
  let at = seen.getUint32(end + 16, true);
  for (let left = seen.getUint16(end + 10, true); left; left -= 1) {
    if (seen.getUint32(at, true) !== ONE || seen.getUint16(at + 10, true)) throw new Error("compressed");
    const [length, name, extra, comment] = [seen.getUint32(at + 24, true), ...[28, 30, 32].map((each) => seen.getUint16(at + each, true))];
    const here = seen.getUint32(at + 42, true);
    const from = here + 30 + seen.getUint16(here + 26, true) + seen.getUint16(here + 28, true);
    yield { path: new TextDecoder().decode(pack.subarray(at + 46, at + 46 + name)), bytes: pack.subarray(from, from + length) };
    at += 46 + name + extra + comment;
  }
}

// All of them below `folder` of the phone's Python.
export function unpack(FS, pack, folder) {
  const made = new Set();
  for (const { path, bytes } of filesOf(pack)) {
    const whole = `${folder}/${path}`;
    const above = whole.slice(0, whole.lastIndexOf("/"));
    if (!made.has(above)) FS.mkdirTree(above);
    made.add(above);
    FS.writeFile(whole, bytes, { canOwn: true });
  }
}
