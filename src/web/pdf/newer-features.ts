// What pdf.js calls on its way to a painted page and brings no stand-in for, while some browsers of
// the build target (vite.config.ts) lack it. They lack `AbortSignal.any` too, but pdf.js has that
// for its editors alone, which are not used here.

// ECMAScript 2024, 27.2.4.8.
Promise.withResolvers ??= function withResolvers<T>(): PromiseWithResolvers<T> {
  let resolve: PromiseWithResolvers<T>['resolve'] = () => {};
  let reject: PromiseWithResolvers<T>['reject'] = () => {};
  const promise = new Promise<T>((...both) => {
    [resolve, reject] = both;
  });
  return { promise, resolve, reject };
};

// ECMAScript 2024, 25.1.6.9. The old buffer stays usable, which nobody who transfers it relies on.
ArrayBuffer.prototype.transferToFixedLength ??= function transferToFixedLength(
  this: ArrayBuffer,
  length = this.byteLength,
): ArrayBuffer {
  const made = new Uint8Array(length);
  made.set(new Uint8Array(this).subarray(0, length));
  return made.buffer;
};
