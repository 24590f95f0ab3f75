/** Longest texts and largest numbers of the organisation; entered by form or by workbook alike. */
export const bounds = {
  code: 12,
  name: 60,
  person: 40,
  number: 32,
  task: 500,
  duty: 200,
  duties: 30,
  ordinal: 1_000_000,
};
