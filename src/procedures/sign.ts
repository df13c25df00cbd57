import { disownLink } from '../domain/disown.ts';
import { showLanding } from '../domain/links.ts';
import { requestLink } from '../domain/request-link.ts';
import { openLink, showSession } from '../domain/sessions.ts';
import { decline, sign } from '../domain/sign.ts';
import {
  accepted,
  actResult,
  declineInput,
  landing,
  openInput,
  session,
  sessionInput,
  signInput,
  tokenInput,
} from './schemas/sign.ts';
import { router, signerProcedure } from './trpc.ts';

const TAGS = ['Signers'];
const OF_A_SESSION = ['SESSION_REQUIRED', 'SESSION_EXPIRED', 'ORIGIN_REFUSED'] as const;
const OF_AN_ACT = [
  ...OF_A_SESSION,
  'SESSION_MISMATCH',
  'SIGNER_ALREADY_ACTED',
  'NOT_YOUR_TURN',
  'ENVELOPE_STATE_CONFLICT',
  'EDIT_CONFLICT',
] as const;

export const signRouter = router({
  landing: signerProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/sign/landing',
        tags: TAGS,
        summary: 'See where a link leads',
        description: 'Who asks and for what, or why the link is dead. Changes nothing.',
        protect: false,
      },
      errors: ['LINK_INVALID', 'ORIGIN_REFUSED'],
    })
    .input(tokenInput)
    .output(landing)
    .mutation(({ ctx, input }) => showLanding(ctx.app, input.token)),

  open: signerProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/sign/sessions',
        tags: TAGS,
        summary: 'Open a link',
        description:
          'The opening: a person pressed the button. Starts a session, whose secret comes in the cookie `signing_session`.',
        protect: false,
      },
      status: 201,
      errors: [
        'LINK_INVALID',
        'LINK_EXPIRED',
        'NOT_YOUR_TURN',
        'ENVELOPE_STATE_CONFLICT',
        'EDIT_CONFLICT',
        'ORIGIN_REFUSED',
      ],
    })
    .input(openInput)
    .output(session)
    .mutation(async ({ ctx, input }) => {
      const { cookie, shown } = await openLink(ctx.app, input, ctx.origin);
      ctx.setSessionCookie(cookie);
      return shown;
    }),

  session: signerProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/sign/session',
        tags: TAGS,
        summary: 'Get the session',
        description: 'What the opening answered, as it is now.',
        protect: false,
      },
      errors: [...OF_A_SESSION, 'ENVELOPE_STATE_CONFLICT'],
    })
    .input(sessionInput)
    .output(session)
    .query(({ ctx, input }) => showSession(ctx.app, ctx.sessionCookie, input.locale)),

  sign: signerProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/sign/sign',
        tags: TAGS,
        summary: 'Sign or approve',
        description: 'Signs all documents of the envelope, or approves them.',
        protect: false,
      },
      errors: [...OF_AN_ACT, 'CONSENT_OUTDATED'],
    })
    .input(signInput)
    .output(actResult)
    .mutation(({ ctx, input }) => sign(ctx.app, ctx.sessionCookie, input, ctx.origin)),

  decline: signerProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/sign/decline',
        tags: TAGS,
        summary: 'Decline',
        description: 'Ends the envelope for everybody. The reason is told to the sender alone.',
        protect: false,
      },
      errors: OF_AN_ACT,
    })
    .input(declineInput)
    .output(actResult)
    .mutation(({ ctx, input }) => decline(ctx.app, ctx.sessionCookie, input, ctx.origin)),

  notMe: signerProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/sign/not-me',
        tags: TAGS,
        summary: 'Say that a link reached the wrong person',
        description:
          'Ends all links and sessions of the signer whose link this is, and tells the sender. The signer’s status stays; the sender corrects the address or sends a fresh link.',
        protect: false,
      },
      errors: [
        'LINK_INVALID',
        'LINK_EXPIRED',
        'NOT_YOUR_TURN',
        'SIGNER_ALREADY_ACTED',
        'ENVELOPE_STATE_CONFLICT',
        'EDIT_CONFLICT',
        'ORIGIN_REFUSED',
      ],
    })
    .input(tokenInput)
    .output(accepted)
    .mutation(async ({ ctx, input }) => {
      await disownLink(ctx.app, input.token, ctx.origin);
      return { accepted: true as const };
    }),

  requestLink: signerProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/sign/links',
        tags: TAGS,
        summary: 'Ask for a fresh link',
        description:
          'Mails a fresh link to the address on file when this one is dead by age. The answer is the same whatever happened.',
        protect: false,
      },
      status: 202,
      errors: ['ORIGIN_REFUSED'],
    })
    .input(tokenInput)
    .output(accepted)
    .mutation(async ({ ctx, input }) => {
      await requestLink(ctx.app, input.token, ctx.origin);
      return { accepted: true as const };
    }),
});
