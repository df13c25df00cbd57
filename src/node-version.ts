// Imported before anything that loads the SQLite driver: on an older Node that one does not fail,
// it crashes the process (it needs Node-API 10, which came with Node 22.14).
if (Number(process.versions.napi) < 10) {
  process.stderr.write(
    `Node ${process.versions.node} is too old: Node 22.14 or newer is needed. On Linux, starting through npm scripts uses the one that npm ci installed.\n`,
  );
  process.exit(1);
}
