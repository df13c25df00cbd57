import { presentEnvelope } from '../domain/envelope.ts';
import { playBounce, playDecline, playSign } from '../domain/test-acts.ts';
import { moveTestClock, readTestClock } from '../domain/test-clock.ts';
import { listTestEmails } from '../domain/test-emails.ts';
import { pageOf } from './schemas/common.ts';
import { envelope } from './schemas/envelope.ts';
import {
  listTestEmailsInput,
  moveClockInput,
  playBounceInput,
  playDeclineInput,
  playSignInput,
  readClockInput,
  testClock,
  testEmail,
} from './schemas/test-mode.ts';
import { apiProcedure, once, router } from './trpc.ts';

const TAGS = ['Test mode'];
const SIGNER = '/test/envelopes/{envelope_id}/signers/{signer_id}';
const OF_LIVE = ['ROUTE_NOT_FOUND'] as const;
const OF_AN_ACT = [
  ...OF_LIVE,
  'ENVELOPE_NOT_FOUND',
  'SIGNER_NOT_FOUND',
  'SIGNER_ALREADY_ACTED',
  'NOT_YOUR_TURN',
  'ENVELOPE_STATE_CONFLICT',
  'EDIT_CONFLICT',
] as const;

const emails = apiProcedure
  .meta({
    openapi: {
      method: 'GET',
      path: '/test/emails',
      tags: TAGS,
      summary: 'List captured mails',
      description:
        'The mails of test mode, newest first, with the links in them. The newest 1,000 are kept.',
    },
    scope: 'documents:read',
    testMode: true,
    errors: OF_LIVE,
  })
  .input(listTestEmailsInput)
  .output(pageOf(testEmail))
  .query(({ ctx, input }) => listTestEmails(ctx.app, ctx.caller.tenant, input));

const clock = apiProcedure
  .meta({
    openapi: {
      method: 'GET',
      path: '/test/clock',
      tags: TAGS,
      summary: 'Get the time, or wait until all that is due is done',
      description:
        'With `wait_seconds` the answer comes when `pending` is 0: every mail that is due is captured, every document sealed, every event written.',
    },
    scope: 'documents:read',
    testMode: true,
    errors: OF_LIVE,
  })
  .input(readClockInput)
  .output(testClock)
  .query(({ ctx, input }) => readTestClock(ctx.app, ctx.caller.tenant, input.wait_seconds));

const moveClock = apiProcedure
  .meta({
    openapi: {
      method: 'POST',
      path: '/test/clock',
      tags: TAGS,
      summary: 'Move the time ahead',
      description:
        'Deadlines, reminders and links of this workspace’s test mode go by this time from now on. What falls due is done afterwards, as after a stop of the server that lasted so long: wait for it with `GET /test/clock?wait_seconds=30`.',
    },
    scope: 'documents:write',
    testMode: true,
    errors: OF_LIVE,
  })
  .input(moveClockInput)
  .use(once)
  .output(testClock)
  .mutation(({ ctx, input }) => moveTestClock(ctx.app, ctx.caller.tenant, input.advance_seconds));

const sign = apiProcedure
  .meta({
    openapi: {
      method: 'POST',
      path: `${SIGNER}/sign`,
      tags: TAGS,
      summary: 'Sign or approve as a signer',
      description:
        'As if the signer had opened the documents and signed them with the name as typed signature; an approver approves. The audit trail names it a test act.',
    },
    scope: 'documents:write',
    testMode: true,
    errors: OF_AN_ACT,
  })
  .input(playSignInput)
  .use(once)
  .output(envelope)
  .mutation(async ({ ctx, input }) => presentEnvelope(await playSign(ctx.app, ctx.caller, input)));

const decline = apiProcedure
  .meta({
    openapi: {
      method: 'POST',
      path: `${SIGNER}/decline`,
      tags: TAGS,
      summary: 'Decline as a signer',
      description: 'As if the signer had declined, which ends the envelope for everybody.',
    },
    scope: 'documents:write',
    testMode: true,
    errors: OF_AN_ACT,
  })
  .input(playDeclineInput)
  .use(once)
  .output(envelope)
  .mutation(async ({ ctx, input }) =>
    presentEnvelope(await playDecline(ctx.app, ctx.caller, input)),
  );

const bounce = apiProcedure
  .meta({
    openapi: {
      method: 'POST',
      path: `${SIGNER}/bounce`,
      tags: TAGS,
      summary: 'Have the last mail to a signer come back',
      description:
        'As if the address had refused it for good: `delivery` becomes `undeliverable`, the link of that mail is dead, and the sender is told.',
    },
    scope: 'documents:write',
    testMode: true,
    errors: OF_AN_ACT,
  })
  .input(playBounceInput)
  .use(once)
  .output(envelope)
  .mutation(async ({ ctx, input }) =>
    presentEnvelope(await playBounce(ctx.app, ctx.caller, input)),
  );

export const testModeRouter = router({ emails, clock, moveClock, sign, decline, bounce });
