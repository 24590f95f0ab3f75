/** Words of the proof that nothing was altered. */
export const en: Readonly<Record<string, string>> = {
  'proof.title': 'Was any record altered?',
  'proof.failed': 'The state of the proof could not be read',
  'proof.answer': 'Until {{at}}, {{count}} records are sealed.',
  'proof.empty': 'No record has been sealed yet.',
  'proof.noneWaits': 'No record waits for the seal.',
  'proof.waits': '{{count}} more were just written and wait for the seal; until then nothing is proved of them.',
  'proof.demonstration': 'This is a demonstration; everything in it is invented.',
  'proof.meansTitle': 'What “sealed” means',
  'proof.means':
    'Each record goes, in order, into one check value that the server signs with its key. If any record is later altered, replaced or taken out, the value computed again differs. This page alone proves nothing: compare with a signed note that was kept elsewhere at the time.',
  'proof.noteTitle': 'Signed note',
  'proof.noteWhy':
    'Copy it now and keep it away from this server: in a mail, on paper, with another organisation. The earlier and the more widely it is kept, the less anybody can alter.',
  'proof.noNote': 'The note appears here with the first sealed record.',
  'proof.copy': 'Copy the note',
  'proof.copied': 'Note copied',
  'proof.notCopied': 'Not copied; select the text and copy it yourself',
  'proof.save': 'Save as a file',
  'proof.checkTitle': 'Check it yourself',
  'proof.check1': 'Find a note you kept earlier.',
  'proof.check2': 'Ask the system administrator to export all records:',
  'proof.check3': 'Check them on another computer; no database, no network is needed:',
  'proof.check4':
    'If it says that they agree, nothing before that note was altered; if not, it names the record and the kind of change.',
  'proof.folder': 'FOLDER',
  'proof.file': 'NOTE',
  'proof.notTitle': 'What is not proved',
  'proof.not1': 'The few records that wait for the seal.',
  'proof.not2': 'Whether what was written is true: only that it has not been altered since.',
  'proof.not3':
    'Personal words erased by law: they are gone, but the erasure is on record and all else can still be checked.',
  'proof.not4':
    'Where no note was kept elsewhere, whoever holds the key could rewrite and sign everything anew, and the server alone would not show it.',
  'proof.keysTitle': 'Keys that sign',
  'proof.origin': 'Origin',
  'proof.key': 'Public key',
};
