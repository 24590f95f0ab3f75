import type { Words } from './zh.ts';

/** The public pages in English; the compiler asks for every sentence of `zh`. */
export const en: Words = {
  open: 'Open to all',
  home: 'Home',
  largeText: 'Large type',
  normalText: 'Normal type',
  staff: 'Staff',
  skip: 'Skip to content',
  language: 'Language',
  demonstration: 'This is a demonstration: names, matters and figures are invented.',
  ranBy: 'Run on the open platform Xiaoneng',
  hostedBy: (agency) => `Published by ${agency}`,
  weekday: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
  stop: '.',

  homeTitle: 'What is public here',
  homeCounted: (total) => `${total} problems`,
  homeSay: ['', ' have been mended, struck off and made public.'],
  homeNone: 'No problem has been made public yet. Each one a reviewer makes public stands here.',
  homeLog: (when, total) => `Until ${when}, ${total}\u00a0records of the work are sealed; `,
  homeLogLink: 'anybody can check them',
  homeLogNone: 'No record of the work has been sealed yet.',
  doorStruckOff: 'Problems struck off',
  doorStruckOffWords: 'What was found, which unit mended it, and when',
  doorProof: 'Proof of the records',
  doorProofWords: 'Whether any was altered, and how to check it yourself',
  doorCheckpoint: 'Newest signature',
  doorCheckpointWords: 'A few lines of text; whoever keeps them holds a proof',
  newest: 'Lately struck off',
  all: 'All problems struck off',
  notPublic: 'What is not listed',
  notPublicWords:
    'Problems being mended, confidential ones, and those a reviewer has not made public. Names of people, evidence and the words of staff are not public.',

  struckOffTitle: 'Problems struck off',
  struckOffSay: (total) => `${total} are public, the newest first.`,
  struckOffHow: 'Each was reviewed by somebody other than its owner, and made public by the reviewer.',
  struckOffNone: 'No problem has been made public yet.',
  columnProblem: 'Problem and result',
  columnNumber: 'Number',
  columnDate: 'Struck off',
  opened: 'Made public',
  older: 'Older ones',
  newestFirst: 'Back to the newest',
  withoutTitle: '(title not public)',
  result: 'Result',
  recordKept: 'Each step of this stands in records that are only ever added to; ',
  recordKeptLink: 'see how they are checked',

  proofTitle: 'Proof of the records',
  proofWhole: (when, total) => `Until ${when}, ${total} records, none altered`,
  proofWholeHow: 'At that moment this system computed every record anew, and they agree with the signature.',
  proofSealed: (when, total) => `Until ${when}, ${total} records sealed`,
  proofSealedHow:
    'The signature is right. Since this server started it has not computed every record anew, so “none altered” is not said here; you can compute it yourself.',
  proofSince: (when, total) => ` Sealing went on: until ${when}, ${total} records.`,
  proofBroken: 'The check failed',
  proofBrokenSigned: (when) =>
    `Computing every record anew on ${when}, this system found that they do not agree with the signature. Keep the older signatures you have and tell the supervisory body.`,
  proofBrokenNote:
    'The newest signature does not fit the public key of this agency. Keep the older signatures you have and tell the supervisory body.',
  proofNone: 'No record has been sealed yet',
  proofNoneHow: 'A few seconds after the first record the first signature stands here.',
  provedTitle: 'What is proved',
  proved: [
    'The content and order of every record before the signature stand: whoever alters a word, swaps two, takes one out or cuts off the end is found out by an older signature that was kept, and the record is named.',
    'Even if somebody makes the whole log anew and signs it again, it will not agree with the older signature you hold.',
    'Erasing personal words by law does not break the proof: the words go, and “erased here” stays.',
  ],
  notProvedTitle: 'What is not proved',
  notProved: [
    'Not that what was written is true, only that it has not been altered since.',
    'Not the records of the last few seconds, which are not sealed yet.',
    'Not what was never recorded.',
    'If nobody keeps a signature elsewhere, a log made wholly anew has nothing to be compared with. So please keep one.',
  ],
  howTitle: 'How to check it yourself',
  how: [
    { words: 'Keep a signature today, on your computer, in a mail or on paper: ', link: 'newest signature' },
    {
      words:
        'When you want to check, ask this agency for an export of its records; of confidential matters it holds fingerprints only.',
      link: null,
    },
    { words: 'Run the verifier on your own computer (open source, no network, no sign-in):', link: null },
  ],
  command: 'npx xiaoneng verify FOLDER --checkpoint NOTE',
  howEnd:
    'It says that they agree, or which record does not and why. Records with fingerprints only are checked all the same.',
  keyTitle: 'Public key of this agency',
  keyWords:
    'It checks the signatures. Write it down when you first see it; it should not change without reason, and a change is itself on record.',
  checkpointNone: 'no record sealed yet\n',

  notFoundTitle: 'Nothing public here',
  notFoundWords: 'The number may be wrong, or this one is not public.',
};
