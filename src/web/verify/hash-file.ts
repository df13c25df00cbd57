export type FileFault = 'too_large' | 'unreadable' | 'insecure';

// The browser hashes from memory; beyond this, phones give up without a word.
const MAX_BYTES = 1024 ** 3;

/** The SHA-256 of a file's bytes as 64 hexadecimal digits. The bytes stay in this tab. */
export async function hashFile(file: File): Promise<{ sha256: string } | { fault: FileFault }> {
  // Only there in a secure context (W3C Web Cryptography, 10).
  if (!window.isSecureContext) return { fault: 'insecure' };
  if (file.size > MAX_BYTES) return { fault: 'too_large' };
  try {
    const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
    return { sha256: toHex(new Uint8Array(digest)) };
  } catch (error) {
    return { fault: error instanceof RangeError ? 'too_large' : 'unreadable' };
  }
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
