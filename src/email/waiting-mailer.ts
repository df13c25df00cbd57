import type { Mail, Mailer, MailReceipt } from './mailer.ts';

/** Returns a mailer of the two functions whose `close` first waits for every mail under way. */
export function waitingMailer(
  handOver: (mail: Mail) => Promise<MailReceipt>,
  shut: () => void,
): Mailer {
  const underWay = new Set<Promise<MailReceipt>>();
  return {
    send(mail) {
      const sending = handOver(mail).finally(() => underWay.delete(sending));
      underWay.add(sending);
      return sending;
    },
    async close() {
      await Promise.allSettled(underWay);
      shut();
    },
  };
}
