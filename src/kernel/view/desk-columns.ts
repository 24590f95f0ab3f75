/** The columns of a desk, in order; apart from the schemas, so that a page need not bring a checker along. */
export const deskColumns = ['today', 'doing', 'waiting'] as const;
/** One column of a desk. */
export type DeskColumnName = (typeof deskColumns)[number];
