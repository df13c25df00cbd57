import type { KyselyPlugin } from 'kysely';
import type { Context } from '../../src/context.ts';
import { inTransaction } from '../../src/db/transaction.ts';

/** The context with a pause after each query that reads: a moment in which others may commit. */
export function withPause(context: Context, pause: () => Promise<void>): Context {
  const looks = new WeakSet<object>();
  const plugin: KyselyPlugin = {
    transformQuery: ({ node, queryId }) => {
      if (node.kind === 'SelectQueryNode') looks.add(queryId);
      return node;
    },
    async transformResult({ result, queryId }) {
      if (looks.has(queryId)) await pause();
      return result;
    },
  };
  const db = context.db.withPlugin(plugin);
  return { ...context, db, transact: (work) => inTransaction(db, work) };
}
