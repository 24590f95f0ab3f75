import sharp from 'sharp';

/** A picture of plain fields: enough to be looked at, of nobody and nowhere. */
const picture = async (seed: number): Promise<Buffer> => {
  const hue = (seed * 47) % 200;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="960" height="640"><rect width="960" height="640" fill="rgb(${190 - hue / 4},${200 - hue / 6},210)"/><rect x="180" y="150" width="600" height="400" fill="rgb(245,245,240)"/><rect x="230" y="210" width="500" height="46" fill="rgb(${120 + hue / 3},120,110)"/><rect x="230" y="300" width="220" height="190" fill="rgb(205,212,220)"/><rect x="490" y="300" width="240" height="190" fill="rgb(222,216,205)"/></svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
};

/** Evidence of the demonstration, by its name: a picture or a short note. */
export const evidenceFile = (name: string, about: string): Promise<Buffer> =>
  name.endsWith('.png')
    ? picture(about.length)
    : Promise.resolve(Buffer.from(`${name.replace(/\.txt$/, '')}\n\n事由：${about}\n本件为演示材料。\n`, 'utf8'));
