// Authorities of tests answer from the process that asks, each time with openssl. Where the machine
// is busy their ten seconds are over before it comes to the answer: here they get a minute.
const TEN_SECONDS = 10_000;
const limit = AbortSignal.timeout.bind(AbortSignal);

AbortSignal.timeout = (milliseconds) =>
  limit(milliseconds < TEN_SECONDS ? milliseconds : 6 * milliseconds);
