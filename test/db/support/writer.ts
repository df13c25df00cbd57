// Changes an envelope several times in a row, as a process of its own, and prints how often.
import { openDatabase } from '../../../src/db/dialects.ts';
import { findEnvelope, updateEnvelope } from '../../../src/db/envelopes.ts';
import type { Tenant } from '../../../src/db/tenant.ts';
import { inTransaction } from '../../../src/db/transaction.ts';

const [url = '', tenant = '', id = '', times = '0'] = process.argv.slice(2);
const db = openDatabase(url);
let done = 0;
for (; done < Number(times); done += 1) {
  await inTransaction(db, async (tx) => {
    const row = await findEnvelope(tx, tenant as Tenant, id);
    if (!row) throw new Error(`There is no envelope ${id}`);
    await updateEnvelope(tx, row, { title: `by ${process.pid}` });
  });
}
console.log(done);
await db.destroy();
