import { ConfigError } from '../src/config.ts';

/** A mistake of the caller, told without a stack. */
export class UsageError extends Error {}

/**
 * Runs a script; `--help` shows its usage. What the caller can mend is told in a line each; of anything else only the message
 * is shown, since an error object may carry an address with its password.
 */
export function runScript(main: () => Promise<void>, usage = ''): void {
  if (usage !== '' && process.argv.slice(2).some((arg) => arg === '--help' || arg === '-h')) {
    console.log(usage);
    return;
  }
  main().catch((error: unknown) => {
    console.error(explain(error, usage));
    process.exit(1);
  });
}

function explain(error: unknown, usage: string): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof UsageError || error instanceof ConfigError) return error.message;
  const misused = 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  return misused ? `${error.message}\n\n${usage}` : error.message;
}
