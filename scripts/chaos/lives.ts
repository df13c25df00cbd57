import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Db } from '../../src/db/database.ts';
import { expectSuccess } from './client.ts';
import type { End, Ledger, Life, Party } from './ledger.ts';
import type { Random } from './random.ts';
import { type Desk, openLink, type Signer } from './signer.ts';

const INVITED = 'Please sign: ';
const REMINDED = 'Reminder, please sign: ';
const HOUR_MS = 60 * 60 * 1000;

const FILES = ['b1_1p.pdf', 'acroform.pdf', 'b10_10p.pdf'] as const;

type Envelope = {
  id: string;
  signing_order: string;
  signers: { id: string; name: string; email: string }[];
};

/** What a life is played with, and how long those have whose deadline is to pass. */
export type World = Desk & { db: Db; ledger: Ledger; deadlineMs: number };

type Scene = World & { life: Life; parties: [Party, Party, Party]; random: Random };
type Story = {
  signers: number;
  members: (world: World) => Record<string, unknown>;
  play(scene: Scene): Promise<End>;
};

const path = ({ life }: Scene, act: string) => `/signing/envelopes/${life.envelopeId}/${act}`;
const invitation = ({ life }: Scene) => INVITED + life.title;
const open = (scene: Scene, party: Party) => openLink(scene, party, invitation(scene));

async function signs(signer: Signer): Promise<void> {
  const { done, code } = await signer.sign();
  if (!done) throw new Error(`A signature was refused: ${code}`);
}

/** Whether the sender's withdrawal was confirmed; refused it may be by an end that was faster. */
async function voids(scene: Scene): Promise<boolean> {
  const { status } = await scene.client.change('POST', path(scene, 'void'), {
    reason: 'A mistake',
  });
  if (status === 200) scene.moments.happens('an end was confirmed');
  return status === 200;
}

/** An hour passes for an envelope, before which nobody is reminded. */
async function letAnHourPass({ db, life }: Scene): Promise<void> {
  const signers = db.selectFrom('signers').select(['id', 'invited_at']);
  const rows = await signers.where('envelope_id', '=', life.envelopeId).execute();
  for (const { id, invited_at } of rows) {
    if (invited_at === null) continue;
    const earlier = new Date(Date.parse(invited_at) - HOUR_MS).toISOString();
    await db.updateTable('signers').set({ invited_at: earlier }).where('id', '=', id).execute();
  }
}

const IN_PARALLEL = () => ({ signing_order: 'parallel' });
const IN_SEQUENCE = () => ({ signing_order: 'sequential' });

/** Each name is told when its envelope has a fault. */
const STORIES: Record<string, Story> = {
  'one signs': {
    signers: 1,
    members: IN_PARALLEL,
    async play(scene) {
      await signs(await open(scene, scene.parties[0]));
      return 'completed';
    },
  },
  'three sign one after the other': {
    signers: 3,
    members: IN_SEQUENCE,
    async play(scene) {
      for (const party of scene.parties) await signs(await open(scene, party));
      return 'completed';
    },
  },
  'two sign a draft at the same moment': {
    signers: 2,
    members: () => ({ ...IN_PARALLEL(), send_emails: false }),
    async play(scene) {
      const [first, second] = scene.parties;
      const sent = await scene.client.change('POST', path(scene, 'send'));
      expectSuccess(sent, 'The draft was sent');
      const signers = await Promise.all([open(scene, first), open(scene, second)]);
      await Promise.all(signers.map(signs));
      return 'completed';
    },
  },
  'the second declines': {
    signers: 2,
    members: IN_SEQUENCE,
    async play(scene) {
      await signs(await open(scene, scene.parties[0]));
      const { done, code } = await (await open(scene, scene.parties[1])).decline();
      if (!done) throw new Error(`A refusal was refused: ${code}`);
      return 'declined';
    },
  },
  'the sender withdraws at once': {
    signers: 2,
    members: IN_PARALLEL,
    async play(scene) {
      if (!(await voids(scene))) throw new Error('A withdrawal was refused');
      return 'voided';
    },
  },
  'the sender withdraws while the last one signs': {
    signers: 1,
    members: IN_PARALLEL,
    async play(scene) {
      const signer = await open(scene, scene.parties[0]);
      await sleep(scene.random.below(20));
      const [voided, signed] = await Promise.all([voids(scene), signer.sign()]);
      const { title } = scene.life;
      if (voided === signed.done) {
        scene.ledger.faults.push(`${title}: withdrawn ${voided}, signed ${signed.done}`);
      }
      return voided ? 'voided' : 'completed';
    },
  },
  'one is reminded, has more time and signs': {
    signers: 1,
    members: IN_PARALLEL,
    async play(scene) {
      const { life, client, parties } = scene;
      const [party] = parties;
      await letAnHourPass(scene);
      expectSuccess(await client.change('POST', path(scene, 'remind')), 'A reminder was asked for');
      party.reminded += 1;
      const extended = await client.change('POST', path(scene, 'extend'), { expires_in_days: 60 });
      expectSuccess(extended, 'More time was given');
      await open(scene, party);
      await signs(await openLink(scene, party, REMINDED + life.title));
      return 'completed';
    },
  },
  'the deadline passes': {
    signers: 2,
    members: ({ deadlineMs }) => ({
      ...IN_SEQUENCE(),
      expires_at: new Date(Date.now() + deadlineMs).toISOString(),
    }),
    play: async () => 'expired',
  },
};

const NAMES = Object.keys(STORIES);

/** Plays one envelope from its case to what ends it, and notes what its clients were told. */
export async function playLife(world: World, number: number, random: Random): Promise<void> {
  // Each story comes in turn: a few kills meet all of them.
  const name = NAMES[number % NAMES.length] ?? '';
  const story = STORIES[name];
  if (!story) throw new Error(`No story ${name}`);
  const title = `Chaos ${String(number).padStart(4, '0')}`;
  const person = (at: number) => ({
    name: `Signer ${at} of ${number}`,
    email: `signer.${at}.${number}@example.com`,
  });
  const people = [person(1), person(2), person(3)] as const;
  const life = await prepare(world, title, name, random.pick(FILES));
  const made = await create(world, life, story, people.slice(0, story.signers));
  const { id, signers, signing_order } = expectSuccess(made, `${title} was made`);
  life.envelopeId = id;
  life.sequential = signing_order === 'sequential';
  const [first, second, third] = people.map((who, at) => ({
    ...who,
    id: signers[at]?.id ?? '',
    waited: false,
    opened: false,
    did: null,
    reminded: 0,
  }));
  if (!first || !second || !third) throw new Error('There are three people');
  life.parties = [first, second, third].slice(0, story.signers);
  world.ledger.lives.push(life);
  life.end = await story.play({ ...world, life, parties: [first, second, third], random });
}

/** Makes the envelope; again, with another deadline, where that passed before it was made. */
async function create(world: World, life: Life, story: Story, signers: readonly object[]) {
  for (;;) {
    const members = story.members(world);
    const path = `/cases/${life.caseId}/signing-envelopes`;
    const { title, documentId } = life;
    const made = await world.client.change<Envelope>('POST', path, {
      title,
      document_ids: [documentId],
      signers,
      send_emails: true,
      ...members,
    });
    const tooLate = made.status === 400 && 'expires_at' in members;
    if (!tooLate) return made;
  }
}

/** The case and its document. */
async function prepare(
  { client }: World,
  title: string,
  story: string,
  file: string,
): Promise<Life> {
  const found = await client.change<{ id: string }>('POST', '/cases', { name: title });
  const { id: caseId } = expectSuccess(found, `The case of ${title} was made`);
  const form = new FormData();
  form.set('case_id', caseId);
  form.set('file', new Blob([new Uint8Array(fixture(file))]), `${title}.pdf`);
  const uploaded = await client.change<{ id: string; sha256: string }>('POST', '/documents', form);
  const document = expectSuccess(uploaded, `The document of ${title} was uploaded`);
  return {
    title,
    story,
    caseId,
    documentId: document.id,
    documentSha256: document.sha256,
    envelopeId: '',
    sequential: false,
    parties: [],
    end: null,
  };
}

function fixture(name: string): Buffer {
  return readFileSync(fileURLToPath(new URL(`../../test/fixtures/${name}`, import.meta.url)));
}
