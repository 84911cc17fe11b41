// Files that a worker reads and writes at once, as a file system of the phone's Python: a fixed number of files of the
// browser's own store (OPFS), all opened beforehand. Each begins with a head that says its name; which is newer counts.

const HEAD = 4096; // bytes before the first byte of a file; what is written there is written as a whole
const AT_MOST = 20;
const ENOENT = 44;
const ENOSPC = 51;
const EEXIST = 20;
const EIO = 29;
const FILE = 0o100600;
const FOLDER = 0o40700;

const write = (handle, bytes, at) => {
  if (handle.write(bytes, { at }) !== bytes.length) throw new Error("not all was written");
};

// a file: what it is called ("" for none), which of two of that name is newer, and how long it is
function readHead(handle) {
  const bytes = new Uint8Array(HEAD);
  if (handle.read(bytes, { at: 0 }) < HEAD) return { name: "", newer: 0 };
  const seen = new DataView(bytes.buffer);
  const length = seen.getUint16(0);
  return { name: new TextDecoder().decode(bytes.subarray(8, 8 + length)), newer: seen.getUint32(2) };
}

function writeHead(file, name, newer) {
  const bytes = new Uint8Array(HEAD);
  const named = new TextEncoder().encode(name);
  const seen = new DataView(bytes.buffer);
  seen.setUint16(0, named.length);
  seen.setUint32(2, newer);
  bytes.set(named, 8);
  write(file.handle, bytes, 0);
  file.handle.flush();
  Object.assign(file, { name, newer });
}

// Opens them all; throws what the browser throws where another tab has them or there is no room. Of the pool: flushed,
// how often what is written was put on the disk; empty: nothing was there; lost: the browser has taken a file away.
export async function openPool(folder) {
  const root = await navigator.storage.getDirectory();
  const here = await root.getDirectoryHandle(folder, { create: true });
  const names = Array.from({ length: AT_MOST }, (_, n) => String(n));
  const files = await Promise.all(names.map(async (name) => {
    const handle = await (await here.getFileHandle(name, { create: true })).createSyncAccessHandle();
    return { handle, ...readHead(handle) };
  }));
  files.sort((one, other) => other.newer - one.newer);
  const known = new Set();
  for (const file of files) {
    if (file.name && known.has(file.name)) empty(file); // one was taking the place of the other when it all ended
    known.add(file.name);
  }
  const nothing = files.every((file) => !file.name);
  return { files, newer: Math.max(0, ...files.map((file) => file.newer)), flushed: 0, empty: nothing, lost: false };
}

function empty(file) {
  writeHead(file, "", 0);
  file.handle.truncate(HEAD);
  file.handle.flush();
}

// The file system: one folder, no folders in it.
export function fileSystem(FS, pool) {
  const fail = (number) => { throw new FS.ErrnoError(number); };
  const found = (name) => pool.files.find((file) => file.name === name);
  const size = (file) => Math.max(0, file.handle.getSize() - HEAD);
  const tried = (work) => {
    try {
      return work();
    } catch (error) {
      if (error instanceof FS.ErrnoError) throw error;
      const full = error.name === "QuotaExceededError";
      pool.lost ||= !full;
      return fail(full ? ENOSPC : EIO);
    }
  };

  function nodeOf(parent, name, mode) {
    const node = FS.createNode(parent, name, mode, 0);
    node.node_ops = nodes;
    node.stream_ops = streams;
    return node;
  }
  const fileOf = (node) => found(node.name) || fail(ENOENT);

  const nodes = {
    getattr(node) {
      const folder = FS.isDir(node.mode);
      const at = new Date(node.at || 0);
      const length = folder ? HEAD : size(fileOf(node));
      return { dev: 1, ino: node.id, mode: node.mode, nlink: 1, uid: 0, gid: 0, rdev: 0, size: length, atime: at, mtime: at, ctime: at, blksize: HEAD, blocks: Math.ceil(length / 512) };
    },
    setattr(node, attr) {
      if (attr.mode !== undefined) node.mode = (node.mode & 0o170000) | (attr.mode & 0o7777);
      if (attr.size !== undefined) tried(() => fileOf(node).handle.truncate(HEAD + attr.size));
    },
    lookup(parent, name) {
      return found(name) ? nodeOf(parent, name, FILE) : fail(ENOENT);
    },
    mknod(parent, name, mode) {
      if (FS.isDir(mode)) fail(ENOSPC);
      if (found(name)) fail(EEXIST);
      const free = found("") || fail(ENOSPC);
      tried(() => { free.handle.truncate(HEAD); writeHead(free, name, ++pool.newer); });
      return nodeOf(parent, name, FILE);
    },
    rename(node, parent, name) {
      const file = fileOf(node);
      const old = found(name);
      tried(() => {
        writeHead(file, name, ++pool.newer);
        if (old && old !== file) empty(old);
      });
      node.name = name;
    },
    unlink(parent, name) {
      tried(() => empty(found(name) || fail(ENOENT)));
    },
    rmdir: () => fail(ENOENT),
    readdir: () => [".", "..", ...pool.files.map((file) => file.name).filter(Boolean)],
    symlink: () => fail(ENOSPC),
  };
  const streams = {
    read(stream, buffer, offset, length, position) {
      return tried(() => fileOf(stream.node).handle.read(buffer.subarray(offset, offset + length), { at: HEAD + position }));
    },
    write(stream, buffer, offset, length, position) {
      return tried(() => {
        write(fileOf(stream.node).handle, buffer.subarray(offset, offset + length), HEAD + position);
        stream.node.at = Date.now();
        return length;
      });
    },
    llseek(stream, offset, whence) {
      const from = whence === 1 ? stream.position : whence === 2 ? size(fileOf(stream.node)) : 0;
      return from + offset < 0 ? fail(28) : from + offset;
    },
    fsync(stream) {
      return tried(() => { fileOf(stream.node).handle.flush(); pool.flushed += 1; return 0; });
    },
  };
  return { mount: () => nodeOf(null, "/", FOLDER) };
}
