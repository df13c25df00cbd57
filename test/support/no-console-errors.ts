import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest';

// What is printed to the console as an error is a fault that nobody looked at. Spied upon for the
// whole file: some of its tests run at the same time.
beforeAll(() => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  vi.spyOn(console, 'warn').mockImplementation(() => {});
});

// Each fault is told once: it is not held against the tests that follow.
afterEach(() => {
  const calls = [console.error, console.warn].flatMap((print) => vi.mocked(print).mock.calls);
  vi.clearAllMocks();
  expect(calls).toEqual([]);
});

afterAll(() => {
  vi.restoreAllMocks();
});
