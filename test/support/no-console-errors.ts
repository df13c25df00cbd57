import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest';

// What is printed to the console as an error is a fault that nobody looked at. Spied upon for the
// whole file: some of its tests run at the same time.
beforeAll(() => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  vi.spyOn(console, 'warn').mockImplementation(() => {});
});

afterEach(() => {
  expect(console.error).not.toHaveBeenCalled();
  expect(console.warn).not.toHaveBeenCalled();
});

afterAll(() => {
  vi.restoreAllMocks();
});
