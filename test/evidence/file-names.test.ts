import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  foldedPath,
  isSafePath,
  originalPath,
  presentedPath,
  signatureImagePath,
  signedPath,
} from '../../src/evidence/file-names.ts';

describe('the name of a file in a bundle', () => {
  it.each([
    ['lease.pdf', '01-lease.pdf'],
    ['Mietvertrag Müller (2).pdf', '01-Mietvertrag Müller (2).pdf'],
    ['合同.pdf', '01-合同.pdf'],
    ['Mu\u0308ller.pdf', '01-Müller.pdf'],
    ['../../etc/passwd', '01-.._.._etc_passwd'],
    ['C:\\Users\\x.pdf', '01-C__Users_x.pdf'],
    ['a/b\\c:d*e?f"g<h>i|j.pdf', '01-a_b_c_d_e_f_g_h_i_j.pdf'],
    ['evil\u202efdp.exe', '01-evilfdp.exe'],
    ['line\nbreak\u0000.pdf', '01-linebreak.pdf'],
    ['CON', '01-CON'],
    ['trailing. . ', '01-trailing'],
    ['..', '01-file'],
    ['', '01-file'],
    ['👩‍⚖️.pdf', '01-👩‍⚖️.pdf'],
  ])('made of %j is %j', (filename, expected) => {
    expect(originalPath(1, filename)).toBe(`originals/${expected}`);
  });

  it('says what it is, and which version', () => {
    expect(presentedPath(2, 'scan.png')).toBe('presented/02-scan.png.pdf');
    expect(presentedPath(2, 'Lease.PDF')).toBe('presented/02-Lease.pdf');
    expect(signedPath(12, 'lease.pdf')).toBe('signed/12-lease.pdf');
    expect(signedPath(12, 'lease.pdf', 3)).toBe('signed/12-lease.v3.pdf');
    expect(signatureImagePath(1, 'Anna Müller')).toBe('signatures/01-Anna Müller.png');
  });

  it('is short, of whole characters, with its ending', () => {
    const path = originalPath(1, `${'👍🏽'.repeat(200)}.pdf`);
    expect(path).toMatch(/^originals\/01-(👍🏽)+👍?\.pdf$/u);
    expect(Buffer.byteLength(path)).toBeLessThan(140);
    expect(signedPath(1, 'x'.repeat(500), 2)).toMatch(/^signed\/01-x{90,115}\.v2\.pdf$/);
  });

  it('is safe whatever it is made of', () => {
    const makers = [originalPath, presentedPath, signedPath, signatureImagePath];
    const text = fc.string({ unit: 'binary', maxLength: 200 });
    const property = fc.property(text, fc.constantFrom(...makers), (filename, make) =>
      isSafePath(make(7, filename)),
    );
    fc.assert(property, { numRuns: 2_000 });
  });
});

describe('a path', () => {
  it.each([
    '',
    '/etc/passwd',
    '../x',
    'a/../b',
    'a/./b',
    'a//b',
    'a/',
    'C:/x',
    'a\\b',
    'a:b',
    'nul',
    'a/COM1.pdf',
    'lpt¹',
    'a.',
    'a ',
    ' a',
    'a\u0000b',
    'a\u202eb',
    'Mu\u0308ller',
    'x'.repeat(241),
  ])('%j is not safe', (path) => {
    expect(isSafePath(path)).toBe(false);
  });

  it.each(['manifest.json', 'signed/01-a.v1.pdf', 'a/b/c', 'console.txt', '.hidden'])(
    '%j is safe',
    (path) => {
      expect(isSafePath(path)).toBe(true);
    },
  );

  it('is the same file in capitals, and however its letters are made', () => {
    expect(foldedPath('A/MÜLLER')).toBe(foldedPath('a/mu\u0308ller'));
    expect(foldedPath('a')).not.toBe(foldedPath('b'));
  });
});
