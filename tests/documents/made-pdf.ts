const header = '%PDF-1.7\n';

/** A PDF of these objects, the first of which is its catalogue; streams are given as bytes behind their dictionary. */
const pdfOf = (objects: readonly (string | { dictionary: string; bytes: Buffer })[]): Buffer => {
  const parts: Buffer[] = [Buffer.from(header)];
  const places: number[] = [];
  let at = header.length;
  for (const [index, object] of objects.entries()) {
    const body =
      typeof object === 'string'
        ? Buffer.from(object)
        : Buffer.concat([
            Buffer.from(`<< ${object.dictionary} /Length ${object.bytes.length} >>\nstream\n`),
            object.bytes,
            Buffer.from('\nendstream'),
          ]);
    const whole = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), body, Buffer.from('\nendobj\n')]);
    places.push(at);
    at += whole.length;
    parts.push(whole);
  }
  const lines = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const count = objects.length + 1;
  parts.push(
    Buffer.from(
      `xref\n0 ${count}\n0000000000 65535 f \n${lines}trailer << /Size ${count} /Root 1 0 R >>\nstartxref\n${at}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
};

const pagesOf = (count: number, resources: string, content: number): string[] => {
  const kids = Array.from({ length: count }, (_, index) => `${index + 3} 0 R`).join(' ');
  return [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${count} >>`,
    ...Array.from(
      { length: count },
      () =>
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << ${resources} >> /Contents ${content} 0 R >>`,
    ),
  ];
};

/** What a copier makes: one picture a page and no word. */
export const scanOf = (jpeg: Buffer, pages: number): Buffer =>
  pdfOf([
    ...pagesOf(pages, `/XObject << /Im ${pages + 4} 0 R >>`, pages + 3),
    { dictionary: '', bytes: Buffer.from('q 595 0 0 842 0 0 cm /Im Do Q') },
    {
      dictionary:
        '/Type /XObject /Subtype /Image /Width 60 /Height 40 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode',
      bytes: jpeg,
    },
  ]);

/** As office programs of the nineties wrote: lines in GBK, a typeface that is named and not brought along. */
export const oldPdfOf = (lines: readonly Buffer[]): Buffer => {
  const shown = lines.map((line, index) => `1 0 0 1 72 ${760 - index * 24} Tm <${line.toString('hex')}> Tj`).join(' ');
  return pdfOf([
    ...pagesOf(1, '/Font << /F 5 0 R >>', 4),
    { dictionary: '', bytes: Buffer.from(`BT /F 14 Tf ${shown} ET`) },
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /GBK-EUC-H /DescendantFonts [6 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 7 0 R /DW 1000 >>',
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
  ]);
};
