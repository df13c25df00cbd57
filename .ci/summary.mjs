// Prints what several test reports (vitest's JSON) come to: each failure with its first lines,
// then one line of counts, so that the end of a long log tells all that matters.
import { readFileSync } from 'node:fs';

const sum = { passed: 0, failed: 0, skipped: 0 };
for (const file of process.argv.slice(2)) {
  const report = JSON.parse(readFileSync(file, 'utf8'));
  sum.passed += report.numPassedTests;
  sum.failed += report.numFailedTests;
  sum.skipped += report.numPendingTests + report.numTodoTests;
  for (const { name, message, assertionResults } of report.testResults) {
    const failures = assertionResults.filter(({ status }) => status === 'failed');
    for (const { fullName, failureMessages } of failures) {
      printFailure(`${name}: ${fullName}`, failureMessages.join('\n'));
    }
    // A file that could not be loaded, or whose set-up failed, has no failed test to show for it.
    if (message && failures.length === 0) printFailure(name, message);
  }
}
print([`tests: ${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`]);

function printFailure(title, message) {
  const lines = message.split('\n', 12).map((line) => line.slice(0, 300));
  print([`failed: ${title}`, ...lines.map((line) => `    ${line}`), '']);
}

function print(lines) {
  process.stdout.write(`${lines.join('\n')}\n`);
}
