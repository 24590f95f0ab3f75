import sharp from 'sharp';
import { photograph } from '../builders/files.ts';

export const note = {
  name: '轮岗安排.txt',
  mimeType: 'text/plain',
  buffer: Buffer.from('十一月起窗口每周轮岗一次。\n'),
};

/** A page of mark-up that calls itself a picture. */
export const forged = {
  name: '现场.jpg',
  mimeType: 'image/jpeg',
  buffer: Buffer.from('<!doctype html><title>x</title><script>alert(1)</script>'),
};

/** A photograph that says where it was taken. */
export const snapshot = async () => ({ name: '公示栏.jpg', mimeType: 'image/jpeg', buffer: await photograph() });

/** Does a picture say anything about the place, the camera or the one who took it? */
export const tellsWhere = async (picture: Buffer): Promise<boolean> => {
  const { exif, xmp, iptc } = await sharp(picture).metadata();
  const texts = ['GPS', 'Exif', 'SecretPhoneMaker', 'reporter house'];
  return Boolean(exif ?? xmp ?? iptc) || texts.some((text) => picture.includes(text));
};
