/** RFC 5321: 64 before the sign, 254 in all. */
const longest = 254;
const local = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const label = /^[\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u;

/** A mail address as it is typed, trimmed; null where it is none. Quoted forms and bare hosts are not taken. */
export const mailAddress = (typed: string): string | null => {
  const text = typed.normalize('NFKC').trim();
  const at = text.lastIndexOf('@');
  const [before, host] = [text.slice(0, at), text.slice(at + 1)];
  const labels = host.split('.');
  if (at < 1 || text.length > longest || before.length > 64 || labels.length < 2) return null;
  return local.test(before) && labels.every((each) => label.test(each)) ? `${before}@${host.toLowerCase()}` : null;
};

/** What a page shows of an address that a look over the shoulder should not tell: `f…@example.gov.cn`. */
export const shortened = (address: string): string => address.replace(/^(.).*(@.*)$/, '$1…$2');
