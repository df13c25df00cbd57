import { describe, expect, it } from 'vitest';
import { isBalanced } from '../../src/pdf/content-balance.ts';

const balanced = (content: string) => isBalanced(Buffer.from(content, 'latin1'));

describe('isBalanced', () => {
  it.each([
    '',
    'q 1 0 0 1 0 0 cm Q',
    'q q Q Q BT /F1 9 Tf (q \\) ( Q ) ET) Tj ET',
    '/q Do % q q q\n/Q gs',
    '/OC /x BDC /P BMC EMC EMC',
    '[(q) -3 <71> (Q)] TJ <</q /Q>>',
    'q BI /W 1 /H 1 ID \x00q EIq q\xff EI Q',
  ])('accepts %j', (content) => expect(balanced(content)).toBe(true));

  it.each([
    'q',
    'Q q',
    'q Q Q',
    'BT (x) Tj',
    '/OC /x BDC',
    '(never closed',
    '<7071',
    'q BI /W 1 ID \x00\x01\x02 Q',
  ])('rejects %j', (content) => expect(balanced(content)).toBe(false));
});
