import { tracked } from '@trpc/server';
import { readEvents } from '../domain/events.ts';
import { followEvents } from '../domain/follow-events.ts';
import { eventPage, followEventsInput, listEventsInput } from './schemas/event.ts';
import { apiProcedure, router } from './trpc.ts';

const list = apiProcedure
  .meta({
    openapi: {
      method: 'GET',
      path: '/signing/events',
      tags: ['Events'],
      summary: 'List events',
      description:
        'Every event of the workspace in one order without gaps, oldest first: what an answer has left out never appears before what it gave. Keep `next_cursor` and ask again with it.',
    },
    scope: 'documents:read',
  })
  .input(listEventsInput)
  .output(eventPage)
  .query(({ ctx, input }) => readEvents(ctx.app, ctx.caller.tenant, input));

const follow = apiProcedure
  .meta({ scope: 'documents:read' })
  .input(followEventsInput)
  .subscription(async function* ({ ctx, input, signal }) {
    const { tenant } = ctx.caller;
    const cursor = input?.lastEventId ?? input?.cursor;
    for await (const { seq, event } of followEvents(ctx.app, tenant, { cursor, signal })) {
      yield tracked(String(seq), event);
    }
  });

export const eventsRouter = router({ list, follow });
