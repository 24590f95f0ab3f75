/** `240wm` working minutes · `8wh` working hours · `5wd` working days · `3d` calendar days. */
export type Limit = {
  /** 0 or more, whole. */
  count: number;
  unit: 'wm' | 'wh' | 'wd' | 'd';
  /** For `d`: ends on the next working day when it would end on a free one; a property of the limit. */
  rollOver?: boolean;
};

/** `3d+roll` rolls over; the other units never end on a free day, so there is nothing to roll. Null when it is no limit. */
export const parseLimit = (text: string): Limit | null => {
  const match = /^(\d{1,7})(wm|wh|wd|d(\+roll)?)$/.exec(text);
  if (!match) return null;
  const rolls = match[3] !== undefined;
  return { count: Number(match[1]), unit: rolls ? 'd' : (match[2] as Limit['unit']), ...(rolls && { rollOver: true }) };
};
