/** What a verdict is about, in the order in which they are told. */
export const GROUPS = ['integrity', 'signer', 'time', 'audit'] as const;
export type Group = (typeof GROUPS)[number];

/**
 * `fault`: something is not as it was, or does not belong together. `warning`: nothing is wrong, but
 * less is proven than could be.
 */
export type Level = 'ok' | 'warning' | 'fault';

export type Line = {
  group: Group;
  level: Level;
  /** Stays the same from version to version. */
  code: string;
  /** One sentence. It may quote what stands in somebody else's file. */
  message: string;
  /** Which file of a bundle it is about; null for all of it, or the PDF itself. */
  file: string | null;
};

export type Report = {
  kind: 'bundle' | 'pdf';
  /** `ok`: no fault; `warnings` says how many lines are less than ok. */
  result: 'ok' | 'fault';
  faults: number;
  warnings: number;
  envelopeId: string | null;
  lines: Line[];
};

type Say = (group: Group, code: string, message: string, file?: string | null) => Line;

const say =
  (level: Level): Say =>
  (group, code, message, file = null) => ({ group, level, code, message, file });

export const ok = say('ok');
export const warning = say('warning');
export const fault = say('fault');

export function reportOf(kind: Report['kind'], envelopeId: string | null, lines: Line[]): Report {
  const count = (level: Level) => lines.filter((line) => line.level === level).length;
  const faults = count('fault');
  return {
    kind,
    result: faults > 0 ? 'fault' : 'ok',
    faults,
    warnings: count('warning'),
    envelopeId,
    lines: GROUPS.flatMap((group) => lines.filter((line) => line.group === group)),
  };
}

/**
 * A report for people: a line for each verdict, the last one for the result.
 * @param strict a warning counts as a fault
 */
export function printReport(name: string, report: Report, strict: boolean): string {
  const lines = report.lines.map(({ level, group, message, file, code }) => {
    const about = file === null ? '' : `${file}: `;
    return `${level.padEnd(7)}  ${group.padEnd(9)}  ${about}${message} [${code}]`;
  });
  return [`${name}`, ...lines, `${name}: ${resultOf(report, strict)}`].map(printable).join('\n');
}

function resultOf({ faults, warnings }: Report, strict: boolean): string {
  if (faults > 0) return `FAULT, ${plural(faults, 'fault')}, ${plural(warnings, 'warning')}`;
  if (warnings === 0) return 'ok';
  const less = plural(warnings, 'warning');
  return strict ? `NOT OK, ${less} (--strict)` : `ok, with ${less}`;
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Without what a terminal would obey, or show in another order. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '\ufffd');
}
