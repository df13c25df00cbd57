import { readFileSync, statSync } from 'node:fs';

/** Returns what is made of a page of the build, made anew only when a build replaced the file. */
export function builtPage<Made>(path: string, make: (html: string) => Made): () => Made {
  let last: { made: Made; builtAt: number } | undefined;
  return () => {
    const { mtimeMs } = statSync(path);
    if (mtimeMs !== last?.builtAt) {
      last = { made: make(readFileSync(path, 'utf8')), builtAt: mtimeMs };
    }
    return last.made;
  };
}
