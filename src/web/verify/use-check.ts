import { useRef, useState } from 'react';
import { type SealedFile, sealedFiles } from '../api.ts';
import { type Failure, toFailure } from '../api-error.ts';
import { type FileFault, hashFile } from './hash-file.ts';

export type Checked = { filename: string; sha256: string };
export type Check =
  | { name: 'idle' }
  | { name: 'working' }
  | { name: 'unread'; filename: string; fault: FileFault }
  | { name: 'unanswered'; file: Checked; failure: Failure }
  | { name: 'answered'; file: Checked; answer: SealedFile };

/** Hashes a file here and asks the server about the hash. A newer file takes over. */
export function useCheck() {
  const [check, setCheck] = useState<Check>({ name: 'idle' });
  const newest = useRef<File | null>(null);

  async function start(file: File): Promise<void> {
    newest.current = file;
    setCheck({ name: 'working' });
    const next = await checkFile(file);
    if (newest.current === file) setCheck(next);
  }

  return {
    check,
    start,
    askAgain: async (file: Checked) => setCheck(await ask(file)),
  };
}

async function checkFile(file: File): Promise<Check> {
  const filename = file.name;
  const hashed = await hashFile(file);
  if ('fault' in hashed) return { name: 'unread', filename, fault: hashed.fault };
  return ask({ filename, sha256: hashed.sha256 });
}

async function ask(file: Checked): Promise<Check> {
  try {
    const answer = await sealedFiles.lookup.query({ sha256: file.sha256 });
    return { name: 'answered', file, answer };
  } catch (error) {
    return { name: 'unanswered', file, failure: toFailure(error) };
  }
}
