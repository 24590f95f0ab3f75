const digits = '〇一二三四五六七八九';

/** 21 → 二十一, as headings count. */
const inChinese = (value: number): string => {
  if (value <= 0 || value >= 100) return [...String(value)].map((digit) => digits[Number(digit)]).join('');
  const tens = Math.floor(value / 10);
  const ones = value % 10;
  return `${tens === 0 ? '' : `${tens === 1 ? '' : digits[tens]}十`}${ones === 0 ? '' : digits[ones]}`;
};

const inRoman = (value: number): string => {
  const signs: [number, string][] = [
    [10, 'X'],
    [9, 'IX'],
    [5, 'V'],
    [4, 'IV'],
    [1, 'I'],
  ];
  let left = value;
  return signs
    .flatMap(([worth, sign]) => {
      const times = Math.floor(left / worth);
      left %= worth;
      return Array<string>(times).fill(sign);
    })
    .join('');
};

const inLetters = (value: number): string => String.fromCharCode(65 + ((value - 1) % 26)).repeat(Math.ceil(value / 26));

/** A number as a list of Word's `numFmt` shows it. */
export const spellNumber = (value: number, format: string): string => {
  if (value < 1 || value > 999) return String(value);
  if (
    /^(chineseCounting|chineseCountingThousand|japaneseCounting|taiwaneseCounting|taiwaneseCountingThousand|ideographDigital|chineseLegalSimplified)$/.test(
      format,
    )
  )
    return inChinese(value);
  if (/^decimalEnclosedCircle/.test(format) && value <= 20) return String.fromCharCode(0x2460 + value - 1);
  if (format === 'upperLetter') return inLetters(value);
  if (format === 'lowerLetter') return inLetters(value).toLowerCase();
  if (format === 'upperRoman') return inRoman(value);
  if (format === 'lowerRoman') return inRoman(value).toLowerCase();
  return String(value);
};
