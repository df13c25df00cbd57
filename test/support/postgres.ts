import type { TestProject } from 'vitest/node';
import { openDatabase } from '../../src/db/dialects.ts';
import { migrateToLatest } from '../../src/db/migrate.ts';
import { runStatement, startPostgres } from './postgres-server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string;
  }
}

const TEMPLATE = 'signing_template';

let stop = async (): Promise<void> => {};

/** Starts a PostgreSQL server with one migrated database that tests copy. */
export async function setup(project: TestProject): Promise<void> {
  const server = await startPostgres();
  stop = server.stop;
  const { url } = server;
  await runStatement(`${url}/postgres`, `create database ${TEMPLATE}`);
  const template = openDatabase(`${url}/${TEMPLATE}`);
  await migrateToLatest(template);
  await template.destroy();
  project.provide('postgresUrl', url);
}

export function teardown(): Promise<void> {
  return stop();
}

/** Makes a database of its own for a test, as the migrated template is, and returns its URL. */
export async function createPostgresDatabase(url: string, name: string): Promise<string> {
  await runStatement(`${url}/postgres`, `create database ${name} template ${TEMPLATE}`);
  return `${url}/${name}`;
}

/** Drops what {@link createPostgresDatabase} made. */
export async function dropPostgresDatabase(url: string, name: string): Promise<void> {
  await runStatement(`${url}/postgres`, `drop database if exists ${name} with (force)`);
}
