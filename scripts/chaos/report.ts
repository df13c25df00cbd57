import type { Found } from './check-envelopes.ts';
import type { MailCounts } from './check-mails.ts';
import { endedLives, type Ledger } from './ledger.ts';

/** What was counted, in the order in which it is printed: how many of what. */
export type Counts = {
  kills: number;
  killedWhen: Record<string, number>;
  envelopes: number;
  endedAs: Record<string, number>;
  sealedFiles: number;
  bundles: number;
  auditEvents: number;
  mails: number;
  mailsTwice: number;
  mailsUnconfirmed: number;
  mailsPostponed: number;
  events: number;
  webhooksAgain: number;
  unheard: number;
  replayed: number;
  inFlight: number;
  secondsLived: number;
  secondsChecked: number;
};

type Counted = {
  found: Found;
  events: number;
  hooksAgain: number;
  mails: MailCounts;
  postponed: number;
  seconds: { lived: number; checked: number };
};

export function countsOf(ledger: Ledger, counted: Counted): Counts {
  const { found, events, hooksAgain, mails, postponed, seconds } = counted;
  const { kills, unheard, replayed, inFlight } = ledger;
  const lives = endedLives(ledger);
  return {
    kills: kills.length,
    killedWhen: countBy(kills.map(({ moment }) => moment)),
    envelopes: lives.length,
    endedAs: countBy(lives.map(({ end }) => end)),
    sealedFiles: found.sealedFiles,
    bundles: found.bundles,
    auditEvents: found.auditEvents,
    mails: mails.mails,
    mailsTwice: mails.twice,
    mailsUnconfirmed: mails.unconfirmed,
    mailsPostponed: postponed,
    events,
    webhooksAgain: hooksAgain,
    unheard,
    replayed,
    inFlight,
    secondsLived: Math.round(seconds.lived / 1000),
    secondsChecked: Math.round(seconds.checked / 1000),
  };
}

function countBy(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names.toSorted()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

/** The counts as lines for a person. */
export function printCounts(counts: Counts): string {
  const list = (each: Record<string, number>) =>
    Object.entries(each)
      .map(([name, times]) => `${times} ${name}`)
      .join(', ');
  return [
    `  ${counts.kills} kills in ${counts.secondsLived} s: ${list(counts.killedWhen)}`,
    `  ${counts.unheard} requests were not answered and sent again, ${counts.replayed} answers given again under their key, ${counts.inFlight} times still in flight`,
    `  ${counts.envelopes} envelopes reached the end that was told: ${list(counts.endedAs)}`,
    `  ${counts.sealedFiles} sealed files have their hash, ${counts.bundles} evidence bundles verify`,
    `  ${counts.auditEvents} audit events are chained`,
    `  ${counts.mails} mails arrived, ${counts.mailsTwice} of them twice, hit by a kill (${counts.mailsPostponed} times greylisted)`,
    `  ${counts.mailsUnconfirmed} invitations came just before a kill, and the trail says that they may have come, since nothing was asked any more`,
    `  ${counts.events} events without a gap, all of them posted to the webhook; ${counts.webhooksAgain} calls again, with the same body`,
    `  checked in ${counts.secondsChecked} s`,
  ].join('\n');
}
