/** `john.smith@example.com` → `j…@example.com`: whose it is, for those who know, and no more. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  const [first = ''] = email;
  return `${first}…${email.slice(at)}`;
}
