import type { EndedStatus, ManifestFile, Role } from './manifest.ts';
import { CHECKS, FILES, HASHES, HEADING, PROOF, STATUS } from './readme-texts.ts';

export type ReadmeFacts = {
  envelopeId: string;
  title: string;
  status: EndedStatus;
  createdAt: string;
  /** All files but the README itself, the manifest and its signature. */
  files: readonly ManifestFile[];
};

const LANGUAGES = ['de', 'en'] as const;

/**
 * What a bundle is, for a person who sees one for the first time: in German, then in English, then
 * the hashes in the form that `sha256sum -c README.txt` reads.
 */
export function readmeText(facts: ReadmeFacts): string {
  const sums = facts.files.map(({ sha256, path }) => `${sha256}  ${path}`);
  const parts = LANGUAGES.map((language) => partOf(facts, language));
  return `${[...parts, HASHES, sums.join('\n')].join('\n\n')}\n`;
}

function partOf(facts: ReadmeFacts, language: 'de' | 'en'): string {
  const roles = new Set<Role>(facts.files.map(({ role }) => role));
  const listed = FILES.filter((each) => each.role === null || roles.has(each.role));
  const title = facts.title.replace(/\s+/g, ' ');
  const [heading, envelope, inside] = HEADING[language];
  return [
    heading,
    `${envelope} ${facts.envelopeId}: ${title}\n${STATUS[language][facts.status]} (${facts.createdAt})`,
    inside,
    listed.map((each) => `  ${each.path}\n${indented(each[language])}`).join('\n'),
    CHECKS[language],
    PROOF[language],
  ].join('\n\n');
}

function indented(text: string): string {
  return text.replace(/^/gm, '      ');
}
